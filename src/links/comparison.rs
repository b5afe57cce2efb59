//! What a figure is held against: 高于全国4.5个百分点 → 全国; 是上海的两倍 → 上海; 居全省第一 → 全省.

use super::cues::{self, Sense};
use super::scene::Scene;
use crate::model::FigureKind;
use crate::text::Span;

/// What stands between what is compared with and the figure: 比全市*快*3.1个百分点.
const STEPS: [char; 20] = [
    '快', '慢', '高', '低', '多', '少', '增', '减', '提', '降', '加', '缩', '下', '上', '翻', '便', '长', '短', '早',
    '大',
];
/// Words that say of what kind the standard is, and are left out.
const STANDARDS: [&str; 6] = ["平均水平", "平均值", "平均", "增速", "增幅", "水平"];
/// How far back the scope of a rank or the base of a multiple can begin.
const REACH: usize = 16;

/// The phrase that a figure is compared with.
pub fn comparison(s: &Scene, figure: usize, before: Option<Span>) -> Option<Span> {
    let f = &s.figures[figure];
    let found = match f.kind {
        FigureKind::Rank => scope(s, f.span),
        FigureKind::Multiple => base(s, f.span).or_else(|| against(s, f.span)),
        _ => against(s, f.span).or_else(|| listed(s, figure, before?)),
    };
    found.map(|span| trim(s, span)).filter(|span| !span.is_empty())
}

/// 高于全国4.5个, 比去年同期增加3万元.
fn against(s: &Scene, span: Span) -> Option<Span> {
    let clause = s.clause(span.start);
    if let Some((cue, _)) = cues::last_in(s, clause.start, span.start, Sense::is_against)
        && no_figure(s, cue.span.end, span.start)
    {
        return Some(Span::new(cue.span.end, span.start));
    }
    let than = (clause.start..span.start)
        .rev()
        .find(|&i| matches!(s.char(i), '比' | '较') && s.tag(i) != ' ' && s.char(i.wrapping_sub(1)) != '同')?;
    // The standard may be a date (比1—5月加快): it ends where the step begins.
    let step = (than + 2..span.start).find(|&i| s.figure_at(i).is_none() && STEPS.contains(&s.char(i)))?;
    (span.start - step <= 4).then(|| Span::new(than + 1, step))
}

/// 是上海的两倍, 相当于去年同期的2.4倍.
fn base(s: &Scene, span: Span) -> Option<Span> {
    let end = span.start.checked_sub(1).filter(|&i| s.char(i) == '的')?;
    let from = s.clause(span.start).start.max(span.start.saturating_sub(REACH));
    let verb = (from..end).rev().find(|&i| matches!(s.char(i), '是' | '为' | '于' | '达'))?;
    Some(Span::new(verb + 1, end))
}

/// 居全省第一, 全球第三家: the region before a rank.
fn scope(s: &Scene, span: Span) -> Option<Span> {
    let mut end = span.start;
    while matches!(s.char(end.wrapping_sub(1)), '的' | '中' | '列' | '居' | '排') && end > 0 {
        end -= 1;
    }
    if let Some(m) = end.checked_sub(1).and_then(|i| s.mention_at(i)).map(|m| &s.entities.mentions[m]) {
        return (m.span.end == end).then_some(m.span);
    }
    let two = (s.before(end, 2), s.before(end, 1));
    let region = matches!(two.0, '全' | '本')
        && matches!(two.1, '国' | '省' | '市' | '区' | '县' | '州' | '球' | '镇' | '旗')
        || matches!(two.0, '国' | '省' | '市') && two.1 == '内'
        || two == ('世', '界')
        || two == ('中', '国');
    region.then(|| Span::new(end - 2, end))
}

/// The further members of 高于全国4.5个、全省1个百分点.
fn listed(s: &Scene, figure: usize, before: Span) -> Option<Span> {
    let (last, here) = (&s.figures[figure.checked_sub(1)?], &s.figures[figure]);
    let from = last.span.end + 1;
    let joined =
        matches!(s.char(last.span.end), '、' | '和') && before.end <= last.span.start && from < here.span.start;
    (last.kind == here.kind && joined && here.span.start - from <= 8).then(|| Span::new(from, here.span.start))
}

fn no_figure(s: &Scene, from: usize, to: usize) -> bool {
    (from..to).all(|i| s.figure_at(i).is_none())
}

fn trim(s: &Scene, mut span: Span) -> Span {
    while let Some(cut) = STANDARDS
        .iter()
        .map(|w| w.chars().count())
        .zip(STANDARDS)
        .find_map(|(n, w)| (span.len() > n && s.text.starts_with(span.end - n, w)).then_some(n))
    {
        span.end -= cut;
    }
    while !span.is_empty() && matches!(s.before(span.end, 1), '的' | '近' | '约' | '达' | '超' | '了') {
        span.end -= 1;
    }
    while !span.is_empty() && matches!(s.char(span.start), '了' | '出' | '于') {
        span.start += 1;
    }
    span
}

#[cfg(test)]
mod tests {
    use super::super::sketch::sketch;
    use super::*;

    fn held_against(text: &str) -> Option<String> {
        sketch(text, |scene, figure| {
            let before = figure.checked_sub(1).and_then(|g| comparison(scene, g, None));
            comparison(scene, figure, before).map(|span| scene.text.slice(span))
        })
    }

    #[test]
    fn standards_are_found() {
        assert_eq!(held_against("增速高于全国平均水平[4.5个百分点]。").as_deref(), Some("全国"));
        assert_eq!(held_against("投资增长15%,比全市快[3.1个百分点]。").as_deref(), Some("全市"));
        assert_eq!(held_against("拥有量是上海的[两倍]。").as_deref(), Some("上海"));
        assert_eq!(held_against("总量居全省[第一]。").as_deref(), Some("全省"));
        assert_eq!(held_against("高于全国{4.5个百分点}、全省[1个百分点]。").as_deref(), Some("全省"));
    }

    #[test]
    fn plain_sums_are_held_against_nothing() {
        assert_eq!(held_against("总投资超过[300亿元]。"), None);
        assert_eq!(held_against("同比增长[5.8%]。"), None);
    }
}
