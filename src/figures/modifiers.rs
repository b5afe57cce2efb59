//! Words around a figure that bound it: 约, 近, 左右; 超, 以上; 不到, 以内.

use super::view::View;
use crate::model::Modifier;

const BEFORE: [(Modifier, &[&str]); 3] = [
    (
        Modifier::Under,
        &["不到", "不足", "不超过", "不超", "不高于", "低于", "少于", "小于", "不多于", "不大于", "至多"],
    ),
    (
        Modifier::Over,
        &[
            "不低于",
            "不少于",
            "不小于",
            "超过",
            "超出",
            "超",
            "逾",
            "突破",
            "至少",
            "高于",
            "多于",
            "大于",
            "破",
            "上",
            "过",
            "高达",
        ],
    ),
    (Modifier::Approx, &["约", "近", "大约", "将近", "接近", "大概", "约为", "约合", "约占"]),
];

const AFTER: [(Modifier, &[&str]); 3] = [
    (Modifier::Under, &["以下", "以内", "之内", "内", "不到", "之下"]),
    (Modifier::Over, &["以上", "之上", "多", "余", "起步"]),
    (Modifier::Approx, &["左右", "上下"]),
];

/// The bound that the words around a figure state.
pub(super) fn around(view: &View, start: usize, end: usize) -> Option<Modifier> {
    let after = AFTER.iter().find(|(_, words)| view.one_of(end, words).is_some()).map(|(m, _)| *m);
    // the negated form ends with the plain one (不低于, 低于): the longest word decides
    let before = BEFORE
        .iter()
        .flat_map(|(m, words)| words.iter().map(move |w| (w, *m)))
        .filter(|(w, _)| view.ends_with(start, &[w]))
        .max_by_key(|(w, _)| w.chars().count())
        .map(|(_, m)| m);
    before.or(after)
}
