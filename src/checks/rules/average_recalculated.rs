//! # What it looks for
//! An average or a price of one that the total and the number beside it do not give: 120家企业实现产值360亿元,平均每家30亿元.
//!
//! # Why
//! The average is worked out by hand for the headline, and a 万 or a zero slips there more often than in the table.
//!
//! # Warns
//! - `全区现有商贸企业80家,上半年实现零售额16亿元,平均每家企业零售额达2亿元。`
//! - `项目占地150亩,总投资6亿元,亩均投资4000万元。`
//! - `1至4月,全县共接待客商考察团48批,平均每月接待24批。`
//! - `当天共签约项目15个,总金额45亿元,平均单个项目投资额30亿元。`
//! - `公司现有员工500人,年工资总额4000万元,人均年工资12万元。`
//! - `全区规上工业企业96家,上半年缴纳税收4.8亿元,户均纳税5000万元。`
//! - `合作社流转土地1200亩,去年收获稻谷720吨,平均亩产6000公斤。`
//! - `去年全县接待游客320万人次,旅游收入19.2亿元,人均消费6000元。`
//! - `全年共拍卖土地36宗,成交总价18亿元,平均每宗5亿元。`
//! - `地块面积60亩,成交总价1.2亿元,折合每亩20万元。`
//! - `全县现有规上企业120家,去年实现产值360亿元。⏎据测算,目前规上企业户均产值仅300万元。`
//! - `企业去年出口电机12万台,出口额3.6亿元,平均单价300元。`
//! - `全县种植水稻36万亩,总产量18万吨,平均亩产50公斤以上。`
//!
//! # Stays quiet
//! - `全区现有商贸企业80家,上半年实现零售额16亿元,平均每家企业零售额达2000万元。`
//! - `项目占地150亩,其中一期50亩,总投资6亿元,亩均投资不低于300万元。`
//! - `全区现有商贸企业80家,上半年实现零售额16亿元,平均每家纳税50万元。`
//! - `1至4月,全县共接待客商考察团48批,平均每月超过10批。`
//! - `园区收回低效用地740亩,亩均税收从19万元提高到26.5万元。`
//! - `全县现有规上企业120家,去年实现产值360亿元。⏎据测算,目前规上企业户均产值3亿元,户均税收300万元。`
//! - `公司现有员工500人,年工资总额4000万元,人均年工资7.8万元,技术骨干人均年工资12万元。`
//!
//! # Limits
//! Only where one total and one number of the very units stand before the average in its sentence, and what is averaged
//! is named in both or in neither; where they stand further above, only a slipped point is told. Of land and people, which may be counted in several ways, only a gross difference is
//! told.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, ends_any, holds_any, slipped_point, total, without};
use crate::checks::view::{is_paragraph, quote};
use crate::figures::Figure;
use crate::float;
use crate::model::{FigureKind, Modifier, Value};
use crate::text::Span;

/// What is one of, as it stands behind 每 or before 均; and the units it is counted in.
const ONES: [(&str, &str); 24] = [
    ("宗", "宗"),
    ("件", "件"),
    ("台", "台"),
    ("场", "场"),
    ("所", "所"),
    ("头", "头"),
    ("株", "株"),
    ("公里", "km"),
    ("个月", "month"),
    ("月", "month"),
    ("年", "year"),
    ("天", "d"),
    ("日", "d"),
    ("家", "家"),
    ("户", "户"),
    ("人", "人"),
    ("名", "名"),
    ("个", "个"),
    ("亩", "mu"),
    ("平方米", "m2"),
    ("栋", "栋"),
    ("套", "套"),
    ("项", "项"),
    ("批", "批"),
];

/// Stands for whatever goods are counted in, and what they are not.
const ANY: &str = "*";
const NO_GOODS: [&str; 12] = ["家", "人", "名", "个", "项", "户", "次", "人次", "位", "期", "届", "条"];

/// Words that tell that what is said of each is an average.
const AVERAGE: [&str; 6] = ["平均", "折合", "合", "均价", "单价", "折算"];

/// Words that set a bound rather than tell what is.
const BOUNDS: [&str; 8] = ["不低于", "不少于", "不高于", "最高", "最低", "以上", "原则", "补"];

/// Words around an average that do not name what is averaged; the longer first.
const FILLERS: [&str; 29] = [
    "企业", "项目", "单位", "门店", "村民", "农户", "群众", "约为", "达到", "约合", "可以", "可达", "大约", "价格",
    "成交", "达", "约", "为", "可", "的", "近", "有", "是", "就", "能", "合", "价", "也", "共",
];

/// What is averaged, and how the total may call it.
const SYNONYMS: [([char; 2], [char; 2]); 4] = [
    (['消', '费'], ['收', '入']),
    (['投', '资'], ['金', '额']),
    (['签', '约'], ['新', '签']),
    (['面', '积'], ['占', '地']),
];

/// The same where only the point is looked at.
const AKIN: [([char; 2], [char; 2]); 2] = [(['收', '入'], ['产', '值']), (['增', '收'], ['收', '入'])];

/// By how much an average may be off, and those of land and people.
const SLACK: f64 = 0.1;
const LOOSE: f64 = 0.6;

/// What is said to be more or less is further off.
const FAR_OFF: f64 = 7.0;

/// Of people whose pay is named in the total as well.
const PAID: f64 = 0.25;
const PAY: [&str; 3] = ["工资", "薪酬", "奖金"];

/// An average and what it is one of.
struct Average<'a> {
    amount: &'a Amount<'a>,
    /// Where it is said that it is an average.
    at: usize,
    unit: &'static str,
    /// The words that name what is averaged.
    name: Vec<char>,
}

pub fn check(case: &Case, report: &mut Report) {
    for amount in Amount::all(case) {
        if let Some(average) = Some(amount).filter(|a| adds_up(a.figure.kind)).and_then(|a| average(case, a)) {
            recalculate(case, &average, report);
        }
    }
}

/// 平均每家…, 亩均…
fn average<'a>(case: &Case, amount: &'a Amount<'a>) -> Option<Average<'a>> {
    let start = case.text.clause_at(amount.span.start).start.min(amount.span.start);
    let words = &case.text.chars[start..amount.span.start];
    let yields = ["亩产", "亩产量"].iter().find(|w| amount.is_led_by(case, w));
    let at = match yields {
        Some(_) => words.iter().rposition(|c| *c == '亩')?,
        None => words.iter().rposition(|c| matches!(c, '每' | '均' | '单'))?,
    };
    let (before, behind) = (&words[..at], &words[at + 1..]);
    let text = case.text;
    let (unit, name) = if yields.is_some() {
        // 平均亩产: of whatever was harvested
        text.ends_with(start + at, "平均").then_some(("mu", &behind[..0]))?
    } else if words[at] != '均' {
        let said: String = before.iter().collect();
        if text.starts_with(start + at, "单价") {
            // 平均单价300元: of whatever was counted
            (ANY, &words[..0])
        } else {
            let (one, unit) = ONES.iter().find(|(one, _)| text.starts_with(start + at + 1, one))?;
            ends_any(&said, &AVERAGE).then_some(())?;
            (*unit, &behind[one.chars().count()..])
        }
    } else {
        let (_, unit) = ONES.iter().find(|(one, _)| text.ends_with(start + at, one))?;
        (*unit, behind)
    };
    let told = name.iter().collect::<String>();
    if holds_any(&told, &BOUNDS) {
        return None;
    }
    let plain = without(told, &FILLERS);
    Some(Average { amount, at: start + at, unit, name: plain.chars().collect() })
}

/// The only one of a list.
fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

fn recalculate(case: &Case, average: &Average, report: &mut Report) {
    let (amount, unit) = (average.amount, average.unit);
    if unit == ANY {
        return point(case, average, report);
    }
    let sentence = case.text.sentence_at(amount.span.start);
    let before = Span::new(sentence.start.min(average.at), average.at);
    let amounts = Amount::within(case, before);
    let Some(whole) = only(amounts.iter().filter(|a| is_measured_alike(a, amount) && !a.is_bound(case))) else {
        return point(case, average, report);
    };
    let Some((number, place)) = number(case, amounts, before, unit) else { return point(case, average, report) };
    let clause = case.text.clause_at(whole.span.start);
    let named = average.name.is_empty() || {
        let told = &case.text.chars[clause.start.min(whole.span.start)..clause.end];
        let tells = |name: &[char]| told.windows(2).any(|pair| pair == name);
        let synonym = |name: &[char]| SYNONYMS.iter().any(|(own, other)| own == name && tells(other));
        average.name.get(..2).is_some_and(|name| tells(name) || synonym(name))
    };
    let narrower = case.text.slice(before).contains("其中");
    if !named || narrower || number.0 <= 0.0 || amount.value <= 0.0 {
        return;
    }
    let told_of = case.text.slice(clause);
    let paid = |word: &str| amount.is_led_by(case, word) && told_of.contains(word);
    let slack = match unit {
        "人" if PAY.iter().any(|word| paid(word)) => PAID,
        "mu" | "m2" | "人" | "户" => LOOSE,
        _ => SLACK,
    };
    let scale = in_units_of(whole, amount);
    let (low, high) = (scale * whole.low / number.1, scale * whole.high / number.0);
    let (w, n, a) = (quote(case, whole.span), quote(case, place), quote(case, amount.span));
    if amount.low <= high * 1.005 && amount.high >= low * 0.995 {
        let sum = format!("{w}÷{n}={a}");
        report.holds(amount.span, sum.clone(), sum).against_all([whole.span, place]);
        return;
    }
    // 亩产45公斤以上 may be any more, but hardly ten times as much
    let bound = amount.is_bound(case) || matches!(amount.figure.modifier, Some(Modifier::Over | Modifier::Under));
    let (least, most, slack) =
        if bound { (amount.value, amount.value, FAR_OFF) } else { (amount.low, amount.high, slack) };
    if least <= high * (1.0 + slack) && most >= low / (1.0 + slack) {
        return;
    }
    let given = scale * 2.0 * whole.value / (number.0 + number.1);
    let result = total(case, &[amount], given);
    let finding = report.warn(
        amount.span,
        format!("{w}÷{n}={result},与文中的{a}不符。"),
        format!("{w} over {n} is {result}, not {a}."),
    );
    finding.against_all([whole.span, place]);
    if slipped_point(amount.value, given).is_some() {
        finding.suggest(result);
    }
}

/// By how much a quotient may be rounded that is told to be a point off.
const EVEN: f64 = 0.03;

/// 规上企业120家,产值360亿元。…户均产值仅300万元: total and number stand further above, and a point slipped.
fn point(case: &Case, average: &Average, report: &mut Report) {
    let (amount, unit) = (average.amount, average.unit);
    let block = &case.text.blocks[case.text.block_at(amount.span.start)];
    let earlier = case.text.blocks.get(case.text.block_at(block.span.start.saturating_sub(2)));
    let start =
        earlier.filter(|b| b.article == block.article && is_paragraph(b)).map_or(block.span.start, |b| b.span.start);
    let above = Span::new(start.min(average.at), average.at);
    let amounts = Amount::within(case, above);
    if !amount.is_exact() || amount.value <= 0.0 || amount.is_bound(case) || block.article.is_none() {
        return;
    }
    let clause = |a: &Amount| {
        let clause = case.text.clause_at(a.span.start);
        &case.text.chars[clause.start.min(a.span.start)..clause.end]
    };
    let named = |a: &&Amount| {
        let tells = |name: &[char]| clause(a).windows(2).any(|pair| pair == name);
        let akin = |name: &[char]| SYNONYMS.iter().chain(&AKIN).any(|(own, other)| own == name && tells(other));
        average.name.is_empty() || average.name.get(..2).is_some_and(|name| tells(name) || akin(name))
    };
    let whole =
        |a: &&Amount| is_measured_alike(a, amount) && a.is_exact() && !a.is_bound(case) && a.value > amount.value;
    let part = |a: &Amount| clause(a).starts_with(&['其', '中']);
    let Some(whole) = only(amounts.iter().filter(whole).filter(named)).filter(|a| !part(a)) else { return };
    let Some((number, place)) = number(case, amounts, above, unit) else { return };
    let count = (number.0 + number.1) / 2.0;
    let one_time = number.0 > 1.0 && number.1 <= 1.2 * number.0 && !matches!(unit, "month" | "year" | "d");
    let given = in_units_of(whole, amount) * whole.value / count;
    let places = (amount.value / given).log10();
    if !one_time || (places - places.round()).abs() > EVEN / 2.0 {
        return;
    }
    let (w, n, a) = (quote(case, whole.span), quote(case, place), quote(case, amount.span));
    if places.round() == 0.0 {
        let sum = format!("{w}÷{n}={a}");
        report.holds(amount.span, sum.clone(), sum).against_all([whole.span, place]);
        return;
    }
    let result = total(case, &[amount], given);
    report
        .warn(amount.span, format!("{w}÷{n}={result},与文中的{a}不符。"), format!("{w} over {n} is {result}, not {a}."))
        .against_all([whole.span, place])
        .suggest(result);
}

/// Whether both measure the same: 720吨 and 600公斤.
fn is_measured_alike(a: &Amount, b: &Amount) -> bool {
    a.is_like(b) || a.figure.kind == FigureKind::Mass && b.figure.kind == FigureKind::Mass
}

/// What a value is multiplied by to be in the units of another.
fn in_units_of(a: &Amount, b: &Amount) -> f64 {
    let scale = |a: &Amount| match a.figure.base {
        Some((Value::Number(base), _)) if a.value > 0.0 => base / a.value,
        _ => 1.0,
    };
    if a.unit() == b.unit() { 1.0 } else { scale(a) / scale(b) }
}

/// How many there are, at least and at most, and where that is said.
fn number(case: &Case, amounts: &[Amount], before: Span, unit: &str) -> Option<((f64, f64), Span)> {
    if !matches!(unit, "month" | "year" | "d") {
        let kinds = [FigureKind::Count, FigureKind::Area];
        // 户均 of firms, which are counted in 家
        let is_one = |a: &&Amount| match (unit, a.unit()) {
            ("户", Some("家")) | ("人", Some("人次" | "口" | "口人")) => true,
            (ANY, Some(own)) => a.figure.kind == FigureKind::Count && !NO_GOODS.contains(&own),
            (_, own) => own == Some(unit),
        };
        let number = only(amounts.iter().filter(|a| kinds.contains(&a.figure.kind)).filter(is_one))?;
        return Some(((number.low, number.high), number.span));
    }
    let lasts = |f: &&Figure| matches!(f.kind, FigureKind::Period | FigureKind::Duration);
    let stretch = only(case.figures_in(before).iter().filter(lasts))?;
    let length = match &stretch.value {
        Value::Number(length) if stretch.unit.as_deref() == Some(unit) && stretch.modifier.is_none() => *length,
        Value::Iso(interval) if unit == "year" => years(interval)?,
        _ if unit == "month" => months(&case.text.slice(stretch.span))?,
        _ => return None,
    };
    Some(((length, length), stretch.span))
}

/// The years of an ISO interval.
fn years(interval: &str) -> Option<f64> {
    let (from, to) = interval.split_once('/')?;
    let year = |date: &str| float::parse(date).filter(|_| date.len() == 4);
    Some(year(to)? - year(from)? + 1.0)
}

/// The months of 1至6月, 上半年, 前三季度.
fn months(period: &str) -> Option<f64> {
    let named = [("上半年", 6.0), ("下半年", 6.0), ("前三季度", 9.0), ("季度", 3.0), ("全年", 12.0)];
    if let Some((_, months)) = named.iter().find(|(name, _)| period.ends_with(name)) {
        return Some(*months);
    }
    let (from, to) = period.strip_suffix('月')?.split_once(['至', '-', '—', '~', '到'])?;
    let digits = |words: &str| {
        let words = words.trim_matches('月');
        let start = words
            .rfind(|c: char| !c.is_ascii_digit())
            .map_or(0, |at| at + words[at..].chars().next().map_or(1, char::len_utf8));
        float::parse(&words[start..])
    };
    Some(digits(to)? - digits(from)? + 1.0).filter(|months| *months > 1.0)
}
