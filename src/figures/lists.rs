//! Figures that belong together: lists that share a unit (高于全国4.5个、全省1个百分点), two bounds of one number
//! (大于10小于20).

use super::Draft;
use super::view::View;
use crate::model::{FigureKind, Modifier, Value};

/// How far the unit may stand behind, in characters.
const REACH: usize = 16;

/// 个 before another 个百分点 of the same list is a percentage point too.
pub(super) fn share_units(view: &View, drafts: &mut [Draft]) {
    for i in (0..drafts.len().saturating_sub(1)).rev() {
        let (left, right) = drafts.split_at_mut(i + 1);
        let (this, next) = (&mut left[i], &right[0]);
        let listed = next.kind == FigureKind::PercentagePoint
            && this.kind == FigureKind::Count
            && view.at(this.end - 1) == '个'
            && matches!(view.at(this.end), '、' | '和' | '与' | '及' | ',')
            && next.start - this.end <= REACH;
        if listed {
            this.kind = FigureKind::PercentagePoint;
            this.unit = Some("pp".into());
        }
    }
}

/// Words that a lower and an upper bound of one number may have between them.
const BETWEEN: [&str; 24] = [
    "大于等于",
    "小于等于",
    "大于",
    "小于",
    "不",
    "多于",
    "少于",
    "高于",
    "低于",
    "超过",
    "等于",
    "最多",
    "最少",
    "至多",
    "至少",
    "的同时",
    "同时",
    "以上",
    "以下",
    "并且",
    "并",
    "且",
    "而",
    ",",
];

/// 大于二十的同时小于等于三十五: two bounds of one bare number are a range.
pub(super) fn join_bounds(view: &View, drafts: &mut Vec<Draft>) {
    let mut at = 0;
    while at + 1 < drafts.len() {
        match bounds(view, &drafts[at], &drafts[at + 1]) {
            Some(value) => {
                drafts[at].end = drafts[at + 1].end;
                drafts[at].value = value;
                drafts[at].kind = drafts[at + 1].kind;
                drafts[at].unit = drafts[at + 1].unit.take();
                drafts[at].modifier = None;
                drafts.remove(at + 1);
            }
            None => at += 1,
        }
    }
}

fn bounds(view: &View, a: &Draft, b: &Draft) -> Option<Value> {
    let bare = a.unit.is_none() && a.kind == FigureKind::Other;
    let (&Value::Number(p), &Value::Number(q)) = (&a.value, &b.value) else { return None };
    let (low, high) = match (bound(view, a)?, bound(view, b)?) {
        (Modifier::Over, Modifier::Under) => (p, q),
        (Modifier::Under, Modifier::Over) => (q, p),
        _ => return None,
    };
    let mut at = a.end;
    while at < b.start {
        at = view.one_of(at, &BETWEEN)?;
    }
    (bare && low < high && b.start - a.end <= REACH).then_some(Value::Range(low, high))
}

/// Which side it bounds; 最多 and the like do so only in a pair.
fn bound(view: &View, draft: &Draft) -> Option<Modifier> {
    let lower = view.ends_with(draft.start, &["大于等于", "最少"]).then_some(Modifier::Over);
    let upper = || view.ends_with(draft.start, &["小于等于", "最多"]).then_some(Modifier::Under);
    lower.or_else(upper).or(draft.modifier)
}
