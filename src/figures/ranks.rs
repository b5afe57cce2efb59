//! Ranks: 第一, 第10家, 首个, 榜首, 前三.

use super::Draft;
use super::numerals;
use super::tables;
use super::view::View;
use crate::model::{FigureKind, Value};

/// The rank that begins at `start`.
pub(super) fn read(view: &View, start: usize) -> Option<Draft> {
    match view.at(start) {
        '第' => ordinal(view, start),
        '首' => first(view, start),
        '前' => top(view, start),
        '榜' if view.has(start, "榜首") => Some(draft(start, start + 2, 1.0)),
        '头' => {
            let word = view.one_of(start, &["头一", "头部"])?;
            let (len, _) = tables::measures().longest(view.rest(word))?;
            let firm = view.has(word, "企业") || view.has(word, "项目");
            (!firm).then(|| draft(start, word + len, 1.0))
        }
        _ => None,
    }
}

fn draft(start: usize, end: usize, rank: f64) -> Draft {
    let value = Value::Number(rank);
    Draft { start, end, kind: FigureKind::Rank, value, unit: None, base: None, modifier: None }
}

/// What an ordinal counts that is no rank: an edition, a batch, a clause, a phase.
const EDITIONS: [&str; 40] = [
    "届",
    "期",
    "批",
    "次",
    "条",
    "章",
    "节",
    "款",
    "版",
    "年",
    "天",
    "日",
    "季",
    "产业",
    "方",
    "代",
    "个五年",
    "个年头",
    "阶段",
    "轮",
    "号",
    "集团军",
    "医",
    "中",
    "小学",
    "人民",
    "组",
    "排",
    "工程",
    "类",
    "三",
    "步",
    "集",
    "期",
    "实验",
    "附属",
    "师",
    "机床",
    "汽车",
    "污水",
];

fn ordinal(view: &View, start: usize) -> Option<Draft> {
    let n = numerals::read(view, start + 1)?.without_more();
    let rank = n.exact()?.value();
    if view.one_of(n.end, &EDITIONS).is_some() {
        return None;
    }
    let measure = tables::measures().longest(view.rest(n.end)).map_or(0, |(len, _)| len);
    Some(draft(start, n.end + measure, rank))
}

fn first(view: &View, start: usize) -> Option<Draft> {
    if view.has(start, "首位") || view.has(start, "首次") {
        return Some(draft(start, start + 2, 1.0));
    }
    let (len, _) = tables::measures().longest(view.rest(start + 1))?;
    let other = "批期届席要先部都年日款发付创选".contains(view.at(start + 1));
    (!other).then(|| draft(start, start + 1 + len, 1.0))
}

/// 前三, 前5位; not 前三年.
fn top(view: &View, start: usize) -> Option<Draft> {
    let n = numerals::read(view, start + 1).filter(|n| n.more.is_none() && !n.bare)?;
    let rank = n.exact()?.value();
    let end = match view.at(n.end) {
        '名' | '位' | '强' => n.end + 1,
        '年' | '个' | '天' | '月' | '季' | '期' | '次' | '届' | '日' | '周' | '批' | '轮' | '者' | '款' =>
        {
            return None;
        }
        _ => n.end,
    };
    let measured = end == n.end && tables::units().longest(view.rest(n.end)).is_some();
    (!measured && !matches!(view.before(start), '目' | '之' | '以')).then(|| draft(start, end, rank))
}
