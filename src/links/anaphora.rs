//! Words that stand for an entity named elsewhere: 该项目, 全区, 公司, 县里.

use super::scene::{Scene, is_when};
use crate::model::{EntityType, FigureKind};
use crate::text::Span;
use crate::words::gazetteer;

/// What sort of thing a stand-in stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// 全市, 该县, 村里.
    Division,
    /// 园区, 全园, 新区.
    Zone,
    /// 公司, 该企业.
    Firm,
    /// 项目, 该基地.
    Project,
    /// 该产业链.
    Industry,
    /// 全国, 全球: nobody in particular.
    World,
}

impl Sort {
    /// A letter for the tables of weights.
    pub fn letter(self) -> char {
        match self {
            Sort::Division => 'l',
            Sort::Zone => 'z',
            Sort::Firm => 'c',
            Sort::Project => 'j',
            Sort::Industry => 'i',
            Sort::World => 'w',
        }
    }
}

/// A word that stands for an entity.
#[derive(Debug, Clone, Copy)]
pub struct StandIn {
    /// What sort of thing it stands for.
    pub sort: Sort,
    /// 市 of 全市.
    pub rank: char,
    /// Whether it stands in the clause of the figure, not only in its sentence.
    pub near: bool,
}

/// How many characters back a stand-in is looked for.
const REACH: usize = 60;

/// The stand-ins of a text, in order.
#[derive(Debug, Default)]
pub struct StandIns(Vec<(usize, Sort, char)>);

impl StandIns {
    /// Finds them.
    pub fn new(s: &Scene) -> Self {
        let mut out: Vec<(usize, Sort, char)> = Vec::new();
        // Where a list of scopes goes on: 高于全国、全省、*全市*.
        let mut next = usize::MAX;
        for at in 0..s.text.chars.len() {
            let Some((sort, rank)) = stand_in(s, at) else { continue };
            if s.char(at) == '全' && (at == next || is_scope(s, at)) {
                next = at + 3;
            } else {
                out.push((at, sort, rank));
            }
        }
        StandIns(out)
    }

    /// The nearest before a figure in its sentence.
    pub fn before(&self, s: &Scene, figure: Span) -> Option<StandIn> {
        let &(at, sort, rank) = self.0[..self.0.partition_point(|(at, ..)| *at < figure.start)].last()?;
        let near = at + REACH >= figure.start && s.sentence(at) == s.sentence(figure.start);
        near.then(|| StandIn { sort, rank, near: s.clauses_between(at, figure.start) == 0 })
    }
}

/// The stand-in that begins at `at`.
fn stand_in(s: &Scene, at: usize) -> Option<(Sort, char)> {
    #[rustfmt::skip]
    let may_begin = matches!(
        s.char(at),
        '该' | '本' | '此' | '这' | '我' | '全' | '市' | '县' | '省' | '镇' | '乡' | '村' | '区' | '州' | '项' | '基' | '工'
            | '公' | '企' | '集' | '园' | '新'
    );
    if !may_begin || s.mention_at(at).is_some() || s.tag(at) == ' ' {
        return None;
    }
    let (a, b, c) = (s.char(at), s.char(at + 1), s.char(at + 2));
    let points = matches!(a, '该' | '本' | '此' | '这' | '我');
    if a == '全' && matches!(b, '国' | '球') {
        return Some((Sort::World, b));
    }
    if points || a == '全' {
        match b {
            '市' | '县' | '省' | '镇' | '乡' | '村' | '州' | '旗' | '街' => return Some((Sort::Division, b)),
            '区' => return Some((Sort::Division, '区')),
            '园' => return Some((Sort::Zone, '园')),
            _ => {}
        }
    }
    if matches!(a, '市' | '县' | '省' | '镇' | '乡' | '村' | '区' | '州') && matches!(b, '里' | '内') {
        return Some((Sort::Division, a));
    }
    let opens = points || opens_phrase(s, at);
    let word = if points { (b, c) } else { (a, b) };
    match word {
        ('项', '目') if opens => Some((Sort::Project, '目')),
        ('基', '地') | ('工', '厂') | ('工', '程') if opens => Some((Sort::Project, '地')),
        ('公', '司') | ('企', '业') | ('集', '团') if opens => Some((Sort::Firm, '司')),
        ('园', '区') | ('新', '区') | ('园', '内') if opens => Some((Sort::Zone, '区')),
        ('产', '业') if points => Some((Sort::Industry, '业')),
        ('家', '企') if points => Some((Sort::Firm, '司')),
        _ => None,
    }
}

/// Whether a whole is only what somebody is measured against or ranked in: 高于*全国*, 居*全省*第二, 增速*全市*第一.
fn is_scope(s: &Scene, at: usize) -> bool {
    let end = at + 2;
    let ranks = s.figure_at(end).is_some_and(|f| s.figures[f].kind == FigureKind::Rank);
    ranks
        || matches!(s.before(at, 1), '于' | '居' | '列' | '占' | '比' | '超' | '出')
        || matches!((s.char(end), s.char(end + 1)), ('平', '均') | ('前', '列') | ('最', _))
}

/// Whether nothing but a date or an adverb stands before a place in its clause.
fn opens_phrase(s: &Scene, at: usize) -> bool {
    let clause = s.clause(at);
    let mut i = at;
    while i > clause.start {
        match s.figure_at(i - 1).map(|f| &s.figures[f]) {
            Some(f) if is_when(f.kind) => i = f.span.start,
            Some(_) => return false,
            None if matches!(s.tag_before(i), 'd' | 't' | 'c' | 'r' | 'x') => i -= 1,
            None => return false,
        }
    }
    true
}

/// How well an entity fits what a stand-in asks for: `=` by its name, `-` by its type, `x` not at all.
pub fn fit(s: &Scene, stand_in: StandIn, mention: usize) -> char {
    use EntityType::*;
    let m = &s.entities.mentions[mention];
    let by_type = match stand_in.sort {
        Sort::Division => matches!(m.kind, Place | Zone),
        Sort::Zone => m.kind == Zone,
        Sort::Firm => matches!(m.kind, Company | Organization),
        Sort::Project => matches!(m.kind, Project | Zone),
        Sort::Industry => m.kind == Industry,
        Sort::World => false,
    };
    match (by_type, stand_in.sort) {
        (false, _) => 'x',
        (true, Sort::Division) => {
            let rank = division_rank(s, m.span);
            if rank == stand_in.rank {
                '='
            } else if names_rank(rank) {
                'x'
            } else {
                '-'
            }
        }
        (true, Sort::Firm) if m.kind == Company => '=',
        (true, Sort::Project) if m.kind == Project => '=',
        (true, Sort::Firm | Sort::Project) => '-',
        (true, _) => '=',
    }
}

/// Whether a character names a rank of divisions.
fn names_rank(c: char) -> bool {
    matches!(c, '市' | '县' | '省' | '镇' | '乡' | '村' | '州' | '旗' | '区')
}

/// The last character of the full name of a place: 县 for 衡东.
fn division_rank(s: &Scene, span: Span) -> char {
    let last = s.before(span.end, 1);
    if names_rank(last) && span.len() > 2 {
        return last;
    }
    let name = s.text.slice(span);
    let full = gazetteer::divisions_named(&name).find_map(|d| d.name().chars().next_back());
    full.unwrap_or(last)
}

#[cfg(test)]
mod tests {
    use super::super::sketch::sketch;
    use super::*;

    fn sort_in(text: &str) -> Option<(Sort, bool)> {
        sketch(text, |scene, figure| {
            StandIns::new(scene).before(scene, scene.figures[figure].span).map(|s| (s.sort, s.near))
        })
    }

    #[test]
    fn stand_ins_are_found_in_the_sentence() {
        assert_eq!(sort_in("该项目总投资[9亿元]。"), Some((Sort::Project, true)));
        assert_eq!(sort_in("今年全县很忙,引进项目[9个]。"), Some((Sort::Division, false)));
        assert_eq!(sort_in("公司员工[900人]。"), Some((Sort::Firm, true)));
        assert_eq!(sort_in("全国共有[9家]。"), Some((Sort::World, true)));
    }

    #[test]
    fn what_others_are_measured_against_stands_for_nobody() {
        assert_eq!(sort_in("该县投资增长9%,高于全国、全省、全市平均水平,税收[9亿元]。"), Some((Sort::Division, false)));
        assert_eq!(sort_in("税收占全市的[9%]。"), None);
        assert_eq!(sort_in("全市投资增长[9%]。"), Some((Sort::Division, true)));
    }

    #[test]
    fn other_sentences_and_plain_nouns_are_not() {
        assert_eq!(sort_in("该项目很大。引资[9亿元]。"), None);
        assert_eq!(sort_in("引进一批企业[9家]。"), None);
    }

    #[test]
    fn a_place_fits_by_its_rank() {
        let fits = |text| {
            sketch(text, |scene, figure| {
                let stand_in = StandIns::new(scene).before(scene, scene.figures[figure].span)?;
                Some(fit(scene, stand_in, 0))
            })
        };
        assert_eq!(fits("青川县消息,全县引资[9亿元]。"), Some('='));
        assert_eq!(fits("青川县消息,全市引资[9亿元]。"), Some('x'));
        assert_eq!(fits("上海消息,全市引资[9亿元]。"), Some('='));
        assert_eq!(fits("上海消息,该项目引资[9亿元]。"), Some('x'));
    }
}
