//! Clock times: 10时, 上午9时30分, 早上7点半, 08:12.

use super::Draft;
use super::numerals;
use super::view::View;
use crate::model::{FigureKind, Value};

const MORNING: [&str; 8] = ["上午", "早上", "早晨", "清晨", "凌晨", "清早", "早", "晨"];
const AFTERNOON: [&str; 8] = ["下午", "傍晚", "晚上", "夜里", "夜间", "晚间", "晚", "午后"];
const NOON: [&str; 2] = ["中午", "正午"];

/// The clock time that begins at `start`.
pub(super) fn read(view: &View, start: usize) -> Option<Draft> {
    let morning = view.one_of(start, &MORNING);
    let afternoon = view.one_of(start, &AFTERNOON).filter(|_| morning.is_none());
    let noon = view.one_of(start, &NOON);
    let part = morning.or(afternoon).or(noon);
    let at = part.unwrap_or(start);
    if part == Some(start + 1) && "每当昨今明次前同".contains(view.before(start)) {
        return None;
    }
    // 每晚6时30分: the part of the day stays outside
    let outside = part.is_none() && (view.ends_with(start, &["晚", "下午", "傍晚"]) || afternoon_goes_on(view, start));
    let before = view.before(at);
    if before.is_ascii_alphanumeric() || matches!(before, '第' | '.' | ':' | '-' | '/') {
        return None;
    }
    let n = numerals::read(view, at).filter(|n| !n.bare)?;
    let hour = n.small().filter(|h| *h <= 24)?;
    let (minute, end) = minutes(view, n.end, part.is_some() || outside)?;
    let late = outside || afternoon.is_some() || (noon.is_some() && hour < 4);
    let hour = if late && hour < 12 { hour + 12 } else { hour };
    let value = Value::Iso(format!("{hour:02}:{minute:02}"));
    Some(Draft::new(start, end, FigureKind::Time, value))
}

/// 下午3点至5点: the part of the day holds for the end as well.
fn afternoon_goes_on(view: &View, start: usize) -> bool {
    let range = matches!(view.before(start), '至' | '到' | '-' | '—' | '~');
    let told = start.saturating_sub(9)..start.saturating_sub(2);
    range
        && view.ends_with(start - 1, &["点", "时", "半", "分"])
        && told.into_iter().any(|i| view.one_of(i, &AFTERNOON).is_some())
}

/// What follows the hour: the minutes, and where it ends.
fn minutes(view: &View, at: usize, told: bool) -> Option<(u32, usize)> {
    let number = |from: usize| {
        let n = numerals::read(view, from)?;
        Some((n.small().filter(|m| *m < 60)?, n.end))
    };
    match view.at(at) {
        ':' => {
            let two = view.at(at + 1).is_ascii_digit() && view.at(at + 2).is_ascii_digit();
            let (minute, end) = number(at + 1).filter(|&(_, end)| two && end == at + 3)?;
            let seconds = number(end + 1).filter(|&(_, to)| view.at(end) == ':' && to == end + 3);
            Some((minute, seconds.map_or(end, |(_, to)| to)))
        }
        '时' if !matches!(view.at(at + 1), '间' | '长' | '期' | '代' | '速' | '段' | '装' | '尚') => {
            let (minute, end) = number(at + 1)
                .filter(|&(_, end)| view.at(end) == '分' && view.at(end + 1) != '之')
                .map_or((0, at + 1), |(m, end)| (m, end + 1));
            Some((minute, end))
        }
        '点' => {
            if view.at(at + 1) == '半' {
                return Some((30, at + 2));
            }
            if view.has(at + 1, "一刻") {
                return Some((15, at + 3));
            }
            if let Some((minute, end)) = number(at + 1) {
                let named = view.at(end) == '分';
                return (named || told).then_some((minute, end + usize::from(named)));
            }
            let hour = view.one_of(at + 1, &["整", "钟"]);
            (told || hour.is_some()).then_some((0, hour.unwrap_or(at + 1)))
        }
        _ => None,
    }
}
