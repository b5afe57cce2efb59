//! Whether a numeral and a measure word count something, or only name or point at it.

use super::decimal::Decimal;
use super::numerals::{self, Numeral};
use super::tables::Measure;
use super::view::View;

/// Whether the measure word from `n.end` to `end` makes a count of the numeral at `start`.
pub(super) fn counts(view: &View, start: usize, n: &Numeral, class: Measure, end: usize) -> bool {
    if n.exact() == Some(Decimal::ZERO) && !n.arabic {
        return false; // 零部件
    }
    if n.bare {
        return bounded(view, start, n);
    }
    if n.exact() == Some(Decimal::ONE) && !n.arabic {
        return contrasted(view, start, end);
    }
    let number = n.exact().map_or(0.0, |d| d.value());
    if n.arabic {
        return !names_arabic(view, start, n, class, end, number);
    }
    !names_chinese(view, start, n, end, number)
}

/// Whether a power word alone has a bound (近百家, 上万人) or 余 in it.
pub(super) fn bounded(view: &View, start: usize, n: &Numeral) -> bool {
    n.more.is_some() || view.ends_with(start, &["近", "上", "超", "逾", "约", "超过", "突破", "破", "达", "过"])
}

/// One of something states nothing, unless it is set against another number:
/// 四块牌子整合为一块, 每2天就有一次, 只有一家.
fn contrasted(view: &View, start: usize, end: usize) -> bool {
    let clause = |cues: &[&str], reach: usize| {
        (start.saturating_sub(reach)..start)
            .rev()
            .take_while(|&i| !matches!(view.at(i), ',' | '。' | ';' | ':' | '\n' | '、'))
            .any(|i| view.one_of(i, cues).is_some())
    };
    if view.ends_with(start, &["只有", "仅有", "唯一的", "仅"]) {
        return true;
    }
    if clause(&["整合为", "整合成", "合并为", "合并成", "合为", "合成", "精简为", "压缩为", "压减为", "变为"], 18)
    {
        return true;
    }
    view.at(end - 1) == '次'
        && clause(&["每"], 14)
        && (start.saturating_sub(14)..start)
            .filter(|&i| view.at(i) == '每')
            .any(|i| numerals::is_numeral(view.at(i + 1)) || view.at(i + 1) == '半')
}

/// 608所, 32路公交, 2025园区: Arabic digits that only name.
fn names_arabic(view: &View, start: usize, n: &Numeral, class: Measure, end: usize, number: f64) -> bool {
    let next = view.at(end);
    let year = n.tail == (0, 0) && n.end - start == 4 && (1900.0..2100.0).contains(&number) && class == Measure::Direct;
    let named = match view.at(end - 1) {
        '所' => {
            n.tail == (0, 0) && number >= 100.0 && !"学高院大中小幼医职技本省市区村乡民公普示、,。".contains(next)
                || view.before(start) == '科'
        }
        '路' => matches!(next, '公' | '车' | '线' | '军'),
        '站' => next == '台',
        '车' => matches!(next, '队' | '间' | '型' | '位'),
        '国' | '省' | '县' | '乡' => next == '道',
        '层' => matches!(view.before(start), '园' | '厦' | '楼' | '座' | '栋' | '心'),
        '栋' => matches!(view.before(start), '苑' | '寓'),
        '号' => next != '人',
        '级' => true,
        '期' => matches!(next, '超' | '工' | '项') && number < 20.0,
        '版' => number < 100.0 && view.before(start) == 'A',
        '代' | '线' => true,
        _ => false,
    };
    year || named
}

/// 二期, 三级医院, 十三届, 中建三局: Chinese numerals that only name.
fn names_chinese(view: &View, start: usize, n: &Numeral, end: usize, number: f64) -> bool {
    let (before, next) = (view.before(start), view.at(end));
    let alone = n.end - start == 1;
    // counting says 两; 二 is an ordinal
    if alone && view.at(start) == '二' {
        return true;
    }
    // 陆军, 大陆人: a banker's digit alone is a word of its own
    if alone && "壹贰叁肆伍陆柒捌玖拾佰仟幺".contains(view.at(start)) {
        return true;
    }
    if matches!(before, '第' | '初') {
        return true;
    }
    let two = alone && view.at(start) == '两';
    match view.at(end - 1) {
        '期' => !two && before != '分',
        '届' => number >= 10.0,
        '级' => {
            n.tail.1 > 0
                || !(two
                    || matches!(before, '省' | '市' | '县' | '乡' | '镇' | '村' | '区' | '有' | '和' | '的' | '纽'))
                    && next != '河'
        }
        '区' if end - n.end > 1 => false,
        '局' | '院' | '师' | '旅' | '军' | '营' | '连' | '团' | '区' | '洞' | '江' | '库' | '线' | '号' | '楼'
        | '处' | '所'
            if !two =>
        {
            next != '人' || view.at(end - 1) != '号'
        }
        '车' => next == '载' || next == '房' || next == '间',
        '次' => next == '会' || next == '党' || next == '全',
        '环' => alone && number == 3.0 && before != '的',
        '台' | '本' => alone && number == 3.0 && matches!(next, '县' | '药'),
        '方' => alone && !two && matches!(number as u32, 4..=9),
        '间' => next == '房',
        '家' | '大' | '人' => false,
        _ => false,
    }
}
