//! What sort a firm is, said before its name: 民企 of 民企青禾重工 is no part of the name.

use super::grouping::Pick;
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::{Span, ends, starts};
use crate::words::Words;
use std::sync::OnceLock;

/// How certain a firm is that stands between such a word and what it does.
const CERTAIN: f32 = 0.9;

fn heads() -> &'static [&'static str] {
    static HEADS: OnceLock<Vec<&'static str>> = OnceLock::new();
    HEADS.get_or_init(|| {
        let rows = include_str!("../../data/entities/heads.tsv").lines().filter(|l| !l.starts_with('#'));
        rows.flat_map(|row| row.split('|')).filter(|w| !w.is_empty()).collect()
    })
}

/// Takes such words off the names of firms, and finds the firms that nobody marked behind them.
pub fn strip(chars: &[char], words: &Words, picks: &mut Vec<Pick>) {
    picks.iter_mut().filter(|p| p.1 == EntityType::Company).for_each(|p| p.0 = bare(chars, p.0));
    picks.retain(|p| p.1 != EntityType::Company || !is_head(chars, p.0));
    let mut found = Vec::new();
    for at in 1..chars.len() {
        // 企业, 企 and 公司, 头, 龙 end all such words.
        if !matches!(chars[at - 1], '业' | '企' | '司' | '头') || !heads().iter().any(|h| ends(&chars[..at], h)) {
            continue;
        }
        let next = picks.partition_point(|p| p.0.end <= at);
        let free = |to: usize| picks.get(next).is_none_or(|p| p.0.start >= to);
        if let Some(name) = acting(chars, words, at).filter(|name| free(name.end)) {
            found.push((name, EntityType::Company, CERTAIN));
        }
    }
    if !found.is_empty() {
        picks.extend(found);
        picks.arrange_by_key(|p| p.0);
    }
}

/// A firm's name without the words that say its sort, whole or cut: 合资企业, 企业.
fn bare(chars: &[char], span: Span) -> Span {
    const FORMS: [&str; 8] = ["集团", "有限公司", "股份", "控股", "公司", "协会", "联合会", "总部"];
    let name = &chars[span.start..span.end];
    let inside = heads().iter().filter(|h| starts(name, 0, h)).map(|h| h.chars().count()).max();
    let cut = usize::from(starts(name, 0, "企业")) * 2 + usize::from(name.len() > 3 && name[0] == '由');
    // 资企业 and the like: the model has taken no more than the end of the word.
    let broken = (1..name.len().min(6))
        .rev()
        .find(|n| ends(&name[..*n], "企业") && heads().iter().any(|h| ends(&chars[..span.start + n], h)) && *n > 2);
    let length = inside.unwrap_or(0).max(cut).max(broken.unwrap_or(0));
    let rest = Span::new(span.start + length, span.end);
    let left = &chars[rest.start.min(rest.end)..rest.end];
    let is_form = FORMS.iter().any(|f| f.chars().eq(left.iter().copied()));
    if length == 0 || left.len() < 2 || is_form { span } else { rest }
}

/// The span of a firm's name as the ledger takes it; none where only its sort is said.
pub fn firm(chars: &[char], span: Span) -> Option<Span> {
    let rest = bare(chars, span);
    (!is_head(chars, rest)).then_some(rest)
}

fn is_head(chars: &[char], span: Span) -> bool {
    let name = &chars[span.start..span.end];
    let whole = |h: &&str| h.chars().eq(name.iter().copied());
    let begun = |h: &&str| h.chars().count() > name.len() && starts(chars, span.start, h);
    heads().iter().any(|h| whole(h) || begun(h))
}

/// The unknown name between such a word and 投资 or 签约: 拓禾热管理 in 行业巨头拓禾热管理投资7亿元.
fn acting(chars: &[char], words: &Words, at: usize) -> Option<Span> {
    const ACTS: [&str; 8] = ["投资", "追加投资", "计划投资", "拟投资", "独资", "斥资", "签约", "落户"];
    const NONE: [&str; 25] = [
        "纷纷", "先后", "累计", "加大", "增加", "继续", "固定", "产业", "工业", "项目", "带头", "集中", "现场", "积极",
        "数量", "抢先", "相继", "技术", "设备", "资金", "市场", "平均", "研发", "实际", "有意",
    ];
    let han = |c: &char| ('\u{4E00}'..='\u{9FFF}').contains(c);
    let end = (at + 3..(at + 9).min(chars.len())).find(|end| ACTS.iter().any(|a| starts(chars, *end, a)))?;
    let name = &chars[at..end];
    let plain = name.iter().all(han) && !name.iter().any(|c| "的等在与和对来共已又将拟了为以从家".contains(*c));
    let known = NONE.iter().any(|w| (0..name.len()).any(|i| starts(name, i, w)));
    // What invests: no adverb, verb or number.
    let token = words.token_of.get(at).map(|t| &words.tokens[*t as usize]);
    let names =
        token.is_some_and(|t| t.span.start == at && !t.tag.starts_with(['d', 'c', 'p', 'm', 'u', 'r', 'f', 't']));
    (plain && !known && names).then(|| Span::new(at, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::marked;
    use crate::words::Lexicon;

    fn stripped(marked: &str) -> Vec<String> {
        let (text, mut picks) = marked::read(marked, &[EntityType::Company; 3]);
        let words = Lexicon::new(crate::bundled::LEXICON).expect("the bundled words are sound").segment(&text);
        strip(&text.chars, &words, &mut picks);
        picks.iter().map(|p| text.slice(p.0)).collect()
    }

    #[test]
    fn the_sort_of_a_firm_is_no_part_of_its_name() {
        assert_eq!(stripped("[德资企业麦仑传动]投资3亿元"), ["麦仑传动"]);
        assert_eq!(stripped("世界[500强企业科瓦集团]签约"), ["科瓦集团"]);
        assert_eq!(stripped("台资[企业群立]签约"), ["群立"]);
        assert_eq!(stripped("[央企集团]签约"), ["央企集团"]);
        assert_eq!(stripped("[麦仑传动]投资3亿元"), ["麦仑传动"]);
    }

    #[test]
    fn a_sort_alone_is_no_firm() {
        assert!(stripped("[中外合资]企业很多").is_empty());
        assert!(stripped("[上市公司]很多").is_empty());
    }

    #[test]
    fn who_invests_behind_such_a_word_is_a_firm() {
        assert_eq!(stripped("行业巨头拓恒热管理投资7亿元"), ["拓恒热管理"]);
        assert!(stripped("龙头企业纷纷投资兴业").is_empty());
        assert!(stripped("民营企业固定资产投资增长").is_empty());
        assert!(stripped("央企投资7亿元").is_empty());
    }
}
