//! Ranks: 第一, 第10家, 首个, 榜首, 前三.

use super::Draft;
use super::decimal::Decimal;
use super::numerals;
use super::tables::{self, Measure};
use super::view::View;
use crate::model::{FigureKind, Value};

/// The rank that begins at `start`.
pub(super) fn read(view: &View, start: usize) -> Option<Draft> {
    match view.at(start) {
        '第' => ordinal(view, start),
        '首' => first(view, start),
        '前' => top(view, start),
        '榜' if view.has(start, "榜首") => Some(draft(start, start + 2, 1.0)),
        '头' => head(view, start),
        _ => None,
    }
}

fn draft(start: usize, end: usize, rank: f64) -> Draft {
    Draft::new(start, end, FigureKind::Rank, Value::Number(rank))
}

/// What an ordinal counts that is no rank: an edition, a batch, a visit, a clause, a phase.
const EDITIONS: &str = "届期批次章节款版年天日季代轮号医组排类步集师趟回页册讲课";

/// After a rank without a measure word: what may follow it.
const FOLLOWERS: &str = "位的中居、和与及至到以为是且并,也";

/// Words that lead up to a rank without a measure word.
const LEADS: [&str; 22] = [
    "居", "列", "位", "排", "排名", "名列", "位列", "省", "市", "区", "县", "国", "球", "界", "部", "业", "类", "并列",
    "同比", "连续", "占据", "勇夺",
];

/// 第一, 第10家.
fn ordinal(view: &View, start: usize) -> Option<Draft> {
    let n = numerals::read(view, start + 1)?.without_more();
    let rank = n.exact()?.value();
    let next = view.at(n.end);
    if EDITIONS.contains(next)
        || view.one_of(n.end, &["产业", "阶段", "本账", "个五年", "个年头", "人称", "人民"]).is_some()
    {
        return None;
    }
    let measure = tables::measures().longest(view.rest(n.end)).map_or(0, |(len, _)| len);
    let end = n.end + measure;
    let counted = match next {
        '条' => ahead(view, end, &["线", "路", "链", "道"]),
        '个' => !ahead(view, end, &["日。", "日,", "节。", "节,", "日\n"]),
        '链' => false,
        '方' => rank != 3.0,
        _ if measure > 0 => true,
        _ => {
            !is_han(next)
                || FOLLOWERS.contains(next)
                || next == '候'
                || view.one_of(n.end, &["中标", "候选"]).is_some()
                || view.ends_with(start, &LEADS)
        }
    };
    counted.then(|| draft(start, end, rank))
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// Whether one of `words` follows within the clause, a few characters on.
fn ahead(view: &View, at: usize, words: &[&str]) -> bool {
    (at..at + 12).take_while(|&i| is_han(view.at(i))).any(|i| view.one_of(i, words).is_some())
}

/// 首家, 首位, 首次; not 首页, 首批.
fn first(view: &View, start: usize) -> Option<Draft> {
    if view.one_of(start + 2, &["战略", "度"]).is_some() {
        return None;
    }
    if view.has(start, "首位") || view.has(start, "首次") {
        return Some(draft(start, start + 2, 1.0));
    }
    let (len, class) = tables::measures().longest(view.rest(start + 1))?;
    let other = "批期届席要先部都年日款发付创选页字级代尾面层任版方".contains(view.at(start + 1));
    (!other && *class == Measure::Ordinary).then(|| draft(start, start + 1 + len, 1.0))
}

/// 头一家; 头部 where a page wrote it for 第一.
fn head(view: &View, start: usize) -> Option<Draft> {
    if view.has(start, "头一") {
        let (len, _) = tables::measures().longest(view.rest(start + 2))?;
        let visit = matches!(view.at(start + 2), '回' | '次' | '遍' | '天' | '本' | '个');
        return (!visit).then(|| draft(start, start + 2 + len, 1.0));
    }
    if !view.has(start, "头部") || view.before(start) == '牵' {
        return None;
    }
    let end = start + 2;
    if "家个台方座位名支条笔列套".contains(view.at(end)) {
        return Some(draft(start, end + 1, 1.0));
    }
    let closed = !is_han(view.at(end));
    (closed && view.ends_with(start, &["全省", "全市", "全国", "全区", "全县", "全球", "居"]))
        .then(|| draft(start, end, 1.0))
}

/// 前三, 前5位; not 前三年, 前七场.
fn top(view: &View, start: usize) -> Option<Draft> {
    let n = numerals::read(view, start + 1).filter(|n| n.more.is_none() && !n.bare)?;
    let rank = n.exact().filter(|d| *d != Decimal::ONE)?.value();
    let end = match view.at(n.end) {
        '名' | '位' | '强' => n.end + 1,
        '年' | '月' | '季' | '日' | '者' | '半' | '所' => return None,
        _ if tables::measures().longest(view.rest(n.end)).is_some() => return None,
        _ if tables::units().longest(view.rest(n.end)).is_some() => return None,
        _ => n.end,
    };
    (!matches!(view.before(start), '目' | '之' | '以')).then(|| draft(start, end, rank))
}
