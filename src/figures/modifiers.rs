//! Words around a figure that bound it: 约, 近, 左右; 超, 以上; 不到, 以内.

use super::Draft;
use super::numerals;
use super::view::View;
use crate::model::FigureKind;
use crate::model::Modifier::{self, Approx, Over, Under};

/// Words right before a figure.
const BEFORE: [(&str, Modifier); 37] = [
    ("越过", Over),
    ("不到", Under),
    ("不足", Under),
    ("不满", Under),
    ("不超过", Under),
    ("不超", Under),
    ("不高于", Under),
    ("低于", Under),
    ("少于", Under),
    ("小于", Under),
    ("不多于", Under),
    ("不大于", Under),
    ("至多", Under),
    ("跌破", Under),
    ("不低于", Over),
    ("不少于", Over),
    ("不小于", Over),
    ("超过", Over),
    ("超出", Over),
    ("超", Over),
    ("逾", Over),
    ("突破", Over),
    ("至少", Over),
    ("少说", Over),
    ("高于", Over),
    ("多于", Over),
    ("大于", Over),
    ("破", Over),
    ("约", Approx),
    ("近", Approx),
    ("大约", Approx),
    ("将近", Approx),
    ("接近", Approx),
    ("大概", Approx),
    ("约为", Approx),
    ("约合", Approx),
    ("约占", Approx),
];

/// Words that bound a figure some way off in the same clause: 至少要2400个, 约占全省的13%.
const AHEAD: [(&str, Modifier); 5] =
    [("至少", Over), ("不少于", Over), ("不低于", Over), ("不超过", Under), ("约", Approx)];

/// Words right after a figure.
const AFTER: [(&str, Modifier); 13] = [
    ("还多", Over),
    ("以下", Under),
    ("以内", Under),
    ("之内", Under),
    ("内", Under),
    ("不到", Under),
    ("之下", Under),
    ("以上", Over),
    ("之上", Over),
    ("起步", Over),
    ("有余", Over),
    ("出头", Over),
    ("左右", Approx),
];

/// Gives the figures the bounds that the words around them state.
pub(super) fn bound(view: &View, drafts: &mut [Draft]) {
    use FigureKind::{Date, Period, Rank, Time};
    for draft in drafts.iter_mut().filter(|d| !matches!(d.kind, Date | Period | Rank | Time)) {
        let money = draft.kind == FigureKind::Money;
        let (start, end) = (draft.start, draft.end);
        draft.modifier = draft
            .modifier
            .or_else(|| before(view, start, money))
            .or_else(|| after(view, end))
            .or_else(|| ahead(view, start));
    }
    // 5亿元或3000万美元以上: the bound holds for both
    for i in 1..drafts.len() {
        let (left, right) = drafts.split_at_mut(i);
        let (this, next) = (&mut left[i - 1], &right[0]);
        if this.kind == next.kind && this.modifier.is_none() && view.at(this.end) == '或' && next.start == this.end + 1
        {
            this.modifier = after(view, next.end);
        }
    }
}

fn before(view: &View, start: usize, money: bool) -> Option<Modifier> {
    // the negated form ends with the plain one (不低于, 低于): the longest word decides
    let longest = BEFORE
        .iter()
        .filter(|(word, _)| view.ends_with(start, &[word]))
        .max_by_key(|(word, _)| word.chars().count())
        .filter(|(word, _)| *word != "约" || bounds(view, start - 1));
    if let Some((_, modifier)) = longest {
        return Some(*modifier);
    }
    // 上百家, 过百亿; not 签上3条
    let bare = matches!(view.at(start), '百' | '千' | '万' | '亿');
    if bare && matches!(view.before(start), '上' | '过') {
        return Some(Over);
    }
    let past = view.ends_with(start, &["过", "过了"]) && !view.ends_with(start, &["不过", "通过", "经过", "不过了"]);
    (money && past).then_some(Over)
}

fn after(view: &View, end: usize) -> Option<Modifier> {
    if let Some((_, modifier)) = AFTER.iter().find(|(word, _)| view.has(end, word)) {
        return Some(*modifier);
    }
    if view.has(end, "上下") {
        return Some(Approx);
    }
    let more = matches!(view.at(end), '多' | '余');
    let next = view.at(end + 1);
    (more && (!next.is_alphanumeric() || "的了来前后以时里就才高长宽深重远".contains(next))).then_some(Over)
}

/// 约 in 签约, 履约 bounds nothing.
fn bounds(view: &View, at: usize) -> bool {
    !"签合履契预公条节制违邀相誓婚失赴毁解特简集".contains(view.before(at)) && view.at(at + 1) != '上'
}

fn ahead(view: &View, start: usize) -> Option<Modifier> {
    for i in (start.saturating_sub(9)..start).rev() {
        let c = view.at(i);
        if !c.is_alphanumeric() || numerals::is_numeral(c) {
            return None;
        }
        for (word, modifier) in AHEAD {
            let Some(end) = view.one_of(i, &[word]) else { continue };
            let far = if word == "约" { 6 } else { 9 };
            if start - end <= far && (word != "约" || bounds(view, i)) {
                return Some(modifier);
            }
        }
    }
    None
}
