//! # What it looks for
//! A building of one project that is as large as a town: 467万平方米厂房; land so large or so small that its price makes
//! no sense; a plant that costs as much as a car.
//!
//! # Why
//! Nothing else in the text contradicts such a figure; only what such things measure does. Mostly a decimal point or a
//! 万 slipped.
//!
//! # Warns
//! - `二期标准厂房通过验收,共6栋,建筑面积7.4万亩。`
//! - `园区现有投产企业62家,带动就业4300万人。`
//! - `该项目总投资2.8亿元,年产值4亿元。项目公司注册资本5000亿元。`
//! - `为了让世纪星项目落地,公司代建了382万平方米厂房,免租五年。`
//! - `去年,园区亩均税收达955万元/亩。`
//! - `园区替一家玻璃供应商代建了326万平方米厂房,头三年租金减半。`
//! - `这家企业租下560万平方米的车间,下月投产。`
//! - `去年,该园区亩均税收达到960万元,居全市第一。`
//! - `新工厂占地60亩,车间面积420万平方米,年底投产。`
//! - `总投资8万元的汽车零部件生产基地昨日奠基。`
//! - `上半年,全县实现地区生产总值52.6万亿元,增长6.1%。`
//! - `项目投资1.8亿元,占地45亩,共建设3栋三层标准厂房,总建筑面积36万平方米。`
//! - `项目用地60亩,将建设厂房46万平方米,安装压铸、喷涂、装配等生产线。`
//! - `在42亩土地上建起385万平方米的两层标准厂房。`
//! - `该宗工业用地以每亩3800万元的价格成交。`
//! - `明德书院项目总投资8000万元,建筑面积6200万平方米,明年竣工。`
//! - `新建口袋公园15个,人均公园绿地面积达到148平方米。`
//! - `对固定资产投资1亿元以上的项目,最高给予500亿元奖励。`
//! - `企业带动周边农户种植辣椒5200万亩。`
//! - `该项目总投资1235亿元,用地95亩,今年列入省重点建设项目。`
//! - `项目投资1.9亿元,建筑面积563万平方米,可容纳30家茶企。`
//!
//! # Stays quiet
//! - `二期标准厂房建筑面积7.4万平方米,占地86亩。全国城镇新增就业1200万人。`
//! - `为了让世纪星项目落地,公司代建了3.82万平方米厂房,免租五年。`
//! - `三年来,全市累计建成厂房467万平方米。`
//! - `亩均投资强度500万元/亩,亩均税收30万元/亩。`
//! - `明德书院项目总投资8000万元,建筑面积6200平方米,明年竣工。`
//! - `人均公园绿地面积达到14.8平方米;最高给予1亿元奖励,去年共兑现奖励25亿元;全省种植辣椒5200万亩。`
//! - `企业投资8万元更新了生产线的检测设备。`
//! - `该项目总投资123.5亿元,用地95亩。厂区投资1.9亿元,占地30亩,建筑面积5.63万平方米。`
//! - `园区内40家企业共有300万平方米厂房。`
//! - `全省地区生产总值突破5万亿元,全县地区生产总值320亿元。`
//! - `项目投资1.8亿元,占地45亩,共建设3栋三层标准厂房,总建筑面积3.6万平方米。`
//! - `在42亩土地上建起3.85万平方米的两层标准厂房。`
//! - `该宗住宅用地以每亩1800万元的价格成交,工业用地每亩42万元。`
//!
//! # Limits
//! Only things whose size is known within bounds, and only where the clause speaks of one project. A price of land out of
//! the usual range is a hint, no more.

use super::{Case, Report};
use crate::checks::amounts::{Amount, holds_any, plain, with_point};
use crate::checks::table::{self, Table};
use crate::checks::view::quote;
use crate::float;
use crate::model::{FigureKind, Value};
use crate::parts::Part;
use crate::text::Span;
use std::sync::LazyLock;

/// Rows of a thing or a metric, its unit and the most that it is, by the unit.
type ByUnit = LazyLock<Vec<(&'static str, Vec<[&'static str; 3]>)>>;

/// The rows for the unit of an amount.
fn of_unit(rows: &'static ByUnit, amount: &Amount) -> &'static [[&'static str; 3]] {
    let rows = rows.iter().find(|(unit, _)| amount.unit() == Some(*unit));
    rows.map_or(&[], |(_, rows)| rows)
}

static SIZES: ByUnit = ByUnit::new(|| table::grouped(Part::Sizes, 1));
static MANY: Table<1> = Table::new(|| table::kept(Part::Many));

/// What a factory invests on a mu of land, in 10,000 yuan.
const USUAL_PRICES: (f64, f64) = (100.0, 5000.0);

/// What a mu bears at most in taxes, and in output or investment, in yuan.
const MOST_TAX: f64 = 5e6;
const MOST_YIELD: f64 = 5e7;

/// Land of factories in mu where a price says something.
const LARGE: f64 = 500.0;

pub fn check(case: &Case, report: &mut Report) {
    for amount in Amount::all(case) {
        size(case, amount, report);
        yield_of_land(case, amount, report);
        small_investment(case, amount, report);
        of_a_nation(case, amount, report);
        floor_in_mu(case, amount, report);
        too_many_people(case, amount, report);
        too_much_capital(case, amount, report);
        level(case, amount, report);
        reward(case, amount, report);
        farmland(case, amount, report);
    }
    for money in Amount::all(case).iter().filter(|a| a.unit() == Some("CNY")) {
        sum_for_area(case, money, report);
    }
    let mut land: Option<&Amount> = None;
    for amount in Amount::all(case).iter().filter(|a| a.figure.kind == FigureKind::Area) {
        land.iter().for_each(|land| floor_of_land(case, land, amount, report));
        land = Some(amount);
    }
    for project in &case.ledger.projects {
        price_of_land(case, project, report);
        price_of_floor(case, project, report);
    }
}

fn size(case: &Case, amount: &Amount, report: &mut Report) {
    let after = amount.span.end + usize::from(case.text.starts_with(amount.span.end, "的"));
    let lead = amount.lead.end;
    let row = of_unit(&SIZES, amount)
        .iter()
        .find(|[thing, ..]| case.text.starts_with(after, thing) || lead_ends_with(case, lead, thing));
    let Some([thing, _, most]) = row else { return };
    let Some(most) = float::parse(most).filter(|most| amount.low > *most) else { return };
    let clause = case.text.slice(case.text.sentence_at(amount.span.start));
    let own = case.text.slice(case.text.clause_at(amount.span.start));
    // 标准厂房 tells of many only where they are what is measured
    // 园区替一家企业代建
    let for_one = own.contains("代建") && holds_any(&own, &["为", "替", "给"]);
    let of_many = |word: &str| match word {
        "标准厂房" => own.contains(word),
        "园区" if for_one => false,
        _ => clause.contains(word),
    };
    if MANY.iter().any(|[word]| of_many(word)) {
        return;
    }
    let written = quote(case, amount.span);
    let places = (1..=3).find(|p| amount.value / 10f64.powi(*p) <= most / 4.0);
    let instead = places.filter(|_| amount.decimals == 0).and_then(|p| with_point(&written, p));
    let guess = instead.as_ref().map_or(String::new(), |with| lost_point(with));
    let finding = report.warn(
        amount.span,
        format!(
            "一个项目的{thing}有{written},超出常理(一般不超过{}{}){guess},请核对。",
            plain(most / 10_000.0),
            "万平方米"
        ),
        format!("{written} is out of any sensible range for one project: a decimal point may be lost."),
    );
    if let Some(instead) = instead {
        finding.suggest(instead);
    }
}

/// What is said where a figure is sensible with a point.
fn lost_point(with: &str) -> String {
    format!(",疑丢小数点(如{with})")
}

/// 车间420万平方米, 车间面积420万平方米.
fn lead_ends_with(case: &Case, lead: usize, thing: &str) -> bool {
    let areas = ["", "面积", "建筑面积", "总建筑面积"];
    areas.iter().any(|area| case.text.ends_with(lead, area) && case.text.ends_with(lead - area.chars().count(), thing))
}

/// 亩均税收955万元/亩: what a mu of land bears, in yuan.
fn yield_of_land(case: &Case, amount: &Amount, report: &mut Report) {
    let lead = &case.text.chars[amount.lead.start..amount.lead.end];
    price_of_a_mu(case, amount, report);
    let of_a_mu = amount.is_led_by_any(case, &["亩均税收", "亩均税", "亩均产值", "亩均投资", "亩均投资强度"]);
    if amount.unit() != Some("元/亩") && !(of_a_mu && amount.unit() == Some("CNY")) {
        return;
    }
    let (name, most) =
        if lead.contains(&'税') { ("亩均税收", MOST_TAX) } else { ("亩均投资或产值", MOST_YIELD) };
    if amount.low <= most {
        return;
    }
    let written = quote(case, amount.span);
    let instead = with_point(&written, 1).filter(|_| amount.decimals == 0 && amount.value / 10.0 <= most);
    let guess = instead.as_ref().map_or(String::new(), |with| lost_point(with));
    report.warn(
        amount.span,
        format!("{written}超出常理({name}一般不超过{}万元/亩){guess},请核对。", plain(most / 10_000.0)),
        format!("{written} is out of any sensible range for a mu of land: a decimal point may be lost."),
    );
}

/// What a mu of land for factories, and of any other, is sold for at most, in yuan.
const MOST_PRICE: (f64, f64) = (1e7, 2e8);

/// 工业用地以每亩3800万元成交: what a mu of land is sold for.
fn price_of_a_mu(case: &Case, amount: &Amount, report: &mut Report) {
    if amount.unit() != Some("CNY") || !amount.is_led_by_any(case, &["每亩", "亩均价", "亩均价格", "单价每亩"])
    {
        return;
    }
    let words = case.text.slice(case.text.sentence_at(amount.span.start));
    let industrial =
        holds_any(&words, &["工业用地", "工业地", "工业土地"]) && !holds_any(&words, &["住宅", "商", "居住"]);
    let most = if industrial { MOST_PRICE.0 } else { MOST_PRICE.1 };
    if amount.low <= most {
        return;
    }
    let written = quote(case, amount.span);
    report.warn(
        amount.span,
        format!("每亩{written}超出常理(一般不超过{}万元/亩),请核对小数点与万、亿。", plain(most / 10_000.0)),
        format!("{written} is out of any sensible range for a mu of land."),
    );
}

/// What nobody builds for less than this, in yuan, and words that tell that something smaller is meant.
const SMALL: f64 = 500_000.0;
const LARGE_THINGS: [&str; 22] = [
    "加工园",
    "科技园",
    "创业园",
    "工业园",
    "示范园",
    "智能工厂",
    "污水处理厂",
    "水电站",
    "体育中心",
    "度假区",
    "商业广场",
    "体育馆",
    "生产基地",
    "产业园",
    "生产线",
    "工厂",
    "电站",
    "数据中心",
    "物流园",
    "总部基地",
    "综合体",
    "制造基地",
];
const SMALLER: [&str; 12] = ["每", "均", "奖", "补", "资金", "维修", "改造", "更新", "检测", "租金", "捐", "罚"];

/// 总投资5万元的生产基地: 万 for 亿.
fn small_investment(case: &Case, amount: &Amount, report: &mut Report) {
    let invested = || amount.is_led_by_any(case, &["投资", "投资额"]);
    if amount.figure.kind != FigureKind::Money || amount.value >= SMALL || amount.unit() != Some("CNY") || !invested() {
        return;
    }
    let written = quote(case, amount.span);
    let sentence = case.text.slice(case.text.sentence_at(amount.span.start));
    // 投资900元建成生产线: the 万 was lost
    let lost = || written.strip_suffix('元').filter(|n| n.ends_with(|c: char| c.is_ascii_digit())).map(|n| (n, "万元"));
    let read = written.strip_suffix("万元").map(|n| (n, "亿元")).or_else(lost);
    let (Some((number, unit)), true) = (read, holds_any(&sentence, &LARGE_THINGS)) else { return };
    if holds_any(&sentence, &SMALLER) {
        return;
    }
    let instead = format!("{number}{unit}");
    report
        .warn(
            amount.span,
            format!("投资{written}与所建之物不相称,疑为{instead}之误,请核对。"),
            format!("{written} is too little for what is built: probably {instead}."),
        )
        .suggest(instead);
}

/// No county, firm or project has so many yuan, and who has them.
const TRILLION: f64 = 1e12;
const LOCAL: [&str; 14] = [
    "全县",
    "该县",
    "我县",
    "全区",
    "该区",
    "我区",
    "全镇",
    "园区",
    "开发区",
    "高新区",
    "经开区",
    "公司",
    "项目",
    "村",
];
const NATIONAL: [&str; 13] =
    ["全国", "我国", "中国", "全球", "世界", "全省", "全市", "行业", "市场", "集群", "集团", "银行", "资产"];

/// 全县生产总值86.3万亿元: 万亿 for 亿.
fn of_a_nation(case: &Case, amount: &Amount, report: &mut Report) {
    if amount.figure.kind != FigureKind::Money || amount.value < TRILLION {
        return;
    }
    let sentence = case.text.sentence_at(amount.span.start);
    let before = case.text.slice(Span::new(sentence.start.min(amount.span.start), amount.span.start));
    let written = quote(case, amount.span);
    let last = |words: &[&str]| words.iter().filter_map(|w| before.rfind(w)).max();
    let many = Amount::within(case, sentence).iter().any(|a| matches!(a.unit(), Some("个" | "家" | "项")));
    if many || !written.contains("万亿") || last(&LOCAL).is_none() || holds_any(&before, &NATIONAL) {
        return;
    }
    let instead = written.replacen("万亿", "亿", 1);
    report
        .warn(
            amount.span,
            format!("{written}超出一县、一区或一个项目的常理,疑为{instead}之误,请核对。"),
            format!("{written} is out of any sensible range here: probably {instead}."),
        )
        .suggest(instead);
}

/// 建筑面积8.2万亩: floors are measured in square metres.
fn floor_in_mu(case: &Case, amount: &Amount, report: &mut Report) {
    if amount.unit() != Some("mu") || !amount.is_led_by_any(case, &["建筑面积", "厂房面积", "车间面积", "展厅面积"])
    {
        return;
    }
    let written = quote(case, amount.span);
    let instead = written.replace('亩', "平方米");
    report
        .warn(
            amount.span,
            format!("建筑面积不以亩计,“{written}”疑为“{instead}”之误。"),
            format!("Floors are not measured in mu: “{written}” is probably “{instead}”."),
        )
        .suggest(instead);
}

/// No county has as many people at work, and whoever tells of more than a county.
const MOST_AT_WORK: f64 = 3e6;
const AT_WORK: [&str; 9] = ["就业", "新增就业", "用工", "员工", "职工", "岗位", "就业岗位", "从业人员", "吸纳就业"];
const WIDER: [&str; 9] = ["全国", "我国", "中国", "全球", "世界", "全省", "全行业", "各地", "亿人"];

/// 带动就业5600万人: 万 that is one too many.
fn too_many_people(case: &Case, amount: &Amount, report: &mut Report) {
    let people = matches!(amount.unit(), Some("人" | "名" | "个")) && amount.value >= MOST_AT_WORK;
    if !people || !amount.is_led_by_any(case, &AT_WORK) {
        return;
    }
    let written = quote(case, amount.span);
    let sentence = case.text.slice(case.text.sentence_at(amount.span.start));
    if !written.contains('万') || holds_any(&sentence, &WIDER) {
        return;
    }
    let instead = written.replacen('万', "", 1);
    report
        .warn(
            amount.span,
            format!("{written}超出一地、一企的常理,疑为{instead}之误,请核对。"),
            format!("{written} are out of any sensible range here: probably {instead}."),
        )
        .suggest(instead);
}

/// So many times the whole investment no capital is.
const TIMES_INVESTED: f64 = 100.0;

/// 总投资3.4亿元, 注册资本6000亿元: 亿 for 万.
fn too_much_capital(case: &Case, amount: &Amount, report: &mut Report) {
    let capital = amount.unit() == Some("CNY") && amount.is_led_by_any(case, &["注册资本", "注册资金", "注册资本金"]);
    let Some(article) = case.article_of(amount.span.start).filter(|_| capital) else { return };
    let invested = Amount::within(case, case.articles[article])
        .iter()
        .filter(|a| a.is_led_by_any(case, &["总投资", "总投资额", "计划投资"]));
    let Some(largest) = invested.filter(|a| a.unit() == Some("CNY")).max_by(|a, b| a.value.total_cmp(&b.value)) else {
        return;
    };
    let (written, sum) = (quote(case, amount.span), quote(case, largest.span));
    if amount.value < TIMES_INVESTED * largest.value || !written.contains('亿') {
        return;
    }
    let instead = written.replacen('亿', "万", 1);
    report
        .warn(
            amount.span,
            format!("注册资本{written}远超总投资{sum},疑为{instead}之误,请核对。"),
            format!("A capital of {written} for an investment of {sum}: probably {instead}."),
        )
        .against(largest.span)
        .suggest(instead);
}

static LEVELS: ByUnit = ByUnit::new(|| table::grouped(Part::Levels, 1));

/// 人均公园绿地面积148平方米: what a metric of people never exceeds.
fn level(case: &Case, amount: &Amount, report: &mut Report) {
    let last = amount.lead.end.checked_sub(1).map(|at| case.text.chars[at]);
    let mut rows = of_unit(&LEVELS, amount).iter().filter(|[metric, ..]| metric.chars().last() == last);
    let Some([metric, _, most]) = rows.find(|[metric, ..]| amount.is_led_by(case, metric)) else { return };
    if float::parse(most).is_none_or(|most| amount.low <= most) {
        return;
    }
    let written = quote(case, amount.span);
    let instead = with_point(&written, 1).filter(|_| amount.decimals == 0);
    let guess = instead.as_ref().map_or(String::new(), |with| lost_point(with));
    report.warn(
        amount.span,
        format!("{metric}{written}超出常理{guess},请核对。"),
        format!("{written} is out of any sensible range for {metric}: a decimal point may be lost."),
    );
}

/// No one is rewarded with more, in yuan, and what tells of a reward.
const MOST_REWARD: f64 = 2e9;
const REWARDS: [&str; 6] = ["奖励", "补贴", "补助", "奖补", "资助", "扶持"];
const GIVEN: [&str; 4] = ["给予", "最高", "奖励", "补贴"];

/// 最高给予500亿元奖励: 亿 for 万.
fn reward(case: &Case, amount: &Amount, report: &mut Report) {
    let written = quote(case, amount.span);
    if amount.unit() != Some("CNY") || amount.low < MOST_REWARD || !written.contains('亿') {
        return;
    }
    let clause = case.text.clause_at(amount.span.start);
    let before = case.text.slice(Span::new(clause.start.min(amount.span.start), amount.span.start));
    let behind = case.text.slice(Span::new(amount.span.end, clause.end.max(amount.span.end)));
    let behind =
        ["的", "一次性", "的一次性"].iter().fold(behind.as_str(), |rest, w| rest.strip_prefix(w).unwrap_or(rest));
    let given = REWARDS.iter().any(|w| behind.starts_with(w)) && holds_any(&before, &GIVEN);
    if given && !holds_any(&before, &["累计", "共", "总计", "全市", "全省", "全国", "中央"]) {
        let instead = written.replacen('亿', "万", 1);
        report
            .warn(
                amount.span,
                format!("奖励{written}超出常理,疑为{instead}之误,请核对。"),
                format!("A reward of {written}: probably {instead}."),
            )
            .suggest(instead);
    }
}

/// No county has more fields, in mu, and what tells that the land is that of more than a county.
const MOST_FIELDS: f64 = 1.5e7;
const OF_MANY: [&str; 9] = ["全国", "全省", "全球", "世界", "自治区", "全区", "我国", "垦区", "东北"];
const GROWN: [&str; 5] = ["种植", "栽种", "栽植", "流转", "基地"];
const OF_ONE: [&str; 9] = ["带动", "公司", "企业", "镇", "乡", "村", "合作社", "农户", "基地"];

/// 种植辣椒5200万亩: 万 too many.
fn farmland(case: &Case, amount: &Amount, report: &mut Report) {
    if amount.unit() != Some("mu") || amount.low < MOST_FIELDS {
        return;
    }
    let words = case.text.slice(case.text.sentence_at(amount.span.start));
    let clause = case.text.clause_at(amount.span.start);
    let before = case.text.slice(Span::new(clause.start.min(amount.span.start), amount.span.start));
    if holds_any(&before, &GROWN) && holds_any(&words, &OF_ONE) && !holds_any(&words, &OF_MANY) && !words.contains('省')
    {
        let written = quote(case, amount.span);
        report.warn(
            amount.span,
            format!("{written}超出常理(一县的耕地一般不超过{}万亩),请核对万。", plain(MOST_FIELDS / 1e4)),
            format!("{written} are more fields than a county has: 万 may be too many."),
        );
    }
}

/// What nobody builds on one square metre of land.
const MOST_FLOOR: f64 = 15.0;
const MOST_OF_PLANTS: f64 = 8.0;

/// 占地120平方米,总建筑面积9.6万平方米: 平方米 for 亩.
fn floor_of_land(case: &Case, land: &Amount, floor: &Amount, report: &mut Report) {
    let metres = |a: &Amount| match a.figure.base {
        Some((Value::Number(value), "m2")) => Some(value),
        _ => Some(a.value).filter(|_| a.unit() == Some("m2")),
    };
    let led = |a: &Amount, words: &[&str]| a.is_led_by_any(case, words);
    let (Some(l), Some(f)) = (metres(land), metres(floor)) else { return };
    let sentence = case.text.sentence_at(land.span.start);
    let most = if holds_any(&case.text.slice(sentence), &["厂房", "车间"]) { MOST_OF_PLANTS } else { MOST_FLOOR };
    let one = sentence.contains(floor.span) && floor.span.start - land.span.end <= NEXT;
    let behind = |a: &Amount, words: &[&str]| {
        let end = (a.span.end + BEHIND).min(case.text.chars.len());
        holds_any(&case.text.slice(Span::new(a.span.end, end)), words)
    };
    // 在42亩土地上建起38.5万平方米的标准厂房
    let on_it = behind(land, &["土地上", "地块上"]) && led(floor, &["建起", "建成", "建设", "新建", "兴建", "建了"]);
    let of_it = led(land, &["占地", "占地面积", "用地", "用地面积"])
        && led(floor, &["建筑面积", "厂房", "标准厂房", "车间", "厂房面积"]);
    if one && l > 0.0 && f > most * l && (of_it || on_it && behind(floor, &["厂房", "车间", "楼"])) {
        let (a, b) = (quote(case, land.span), quote(case, floor.span));
        report
            .warn(
                land.span,
                format!("占地{a}而建筑面积{b},容积率达{},请核对单位与小数点。", plain(f / l)),
                format!("{b} of floor on {a} of land: a unit or a point is wrong."),
            )
            .against(floor.span);
    }
}

/// So many characters behind an area tell what it is of.
const BEHIND: usize = 8;

/// How far behind the land its floor may stand.
const NEXT: usize = 30;

/// No house is built for less, in yuan for a square metre, and where its floor is told.
const LEAST_PRICE: f64 = 80.0;
const FLOOR: [&str; 2] = ["建筑面积", "建筑总面积"];

/// 总投资8000万元,建筑面积6200万平方米: what is invested on a square metre of floor.
fn price_of_floor(case: &Case, project: &crate::projects::Project, report: &mut Report) {
    let amounts = project.facts.iter().filter_map(|fact| Amount::of(case, fact.figure));
    let is_floor = |a: &Amount| a.unit() == Some("m2") && a.is_led_by_any(case, &FLOOR);
    let Some(floor) = amounts.into_iter().find(is_floor) else { return };
    let Some(money) = project.investment.as_ref().and_then(|(figure, _)| Amount::of(case, *figure)) else { return };
    let price = money.high / floor.low;
    if money.unit() != Some("CNY") || price >= LEAST_PRICE || report.marks(floor.span) || report.marks(money.span) {
        return;
    }
    let (area, sum) = (quote(case, floor.span), quote(case, money.span));
    report
        .warn(
            floor.span,
            format!("{sum}÷{area}={}元/平方米,造不起房屋,请核对建筑面积与投资。", plain(price)),
            format!("{sum} on {area} is {} yuan a square metre: no house is built for that.", plain(price)),
        )
        .against(money.span);
}

/// Nobody invests more on a mu, and what is common there and on a square metre of floor, in yuan.
const MOST_ON_LAND: f64 = 3e8;
const COMMON_ON_LAND: (f64, f64) = (5e5, 3e7);
const COMMON_ON_FLOOR: (f64, f64) = (800.0, 12_000.0);

/// What leads up to a sum that is invested, and to land and floor that are built on.
const INVESTED: [&str; 5] = ["总投资", "投资", "计划投资", "投资额", "总投资额"];
const LAND: [&str; 5] = ["占地", "用地", "占地面积", "用地面积", "总用地"];

/// Words that tell that nothing is built anew.
const NOT_BUILT: [&str; 10] = ["改造", "租", "装修", "绿化", "盘活", "修缮", "维修", "更新", "年度", "其中"];

/// 总投资1235亿元,用地95亩; 投资1.9亿元,建筑面积563万平方米: a sum and an area of one sentence that do not go together.
fn sum_for_area(case: &Case, money: &Amount, report: &mut Report) {
    let invested = |a: &Amount| a.unit() == Some("CNY") && a.is_led_by_any(case, &INVESTED);
    if !invested(money) || !money.is_exact() {
        return;
    }
    let sentence = case.text.sentence_at(money.span.start);
    let here = Amount::within(case, sentence);
    let words = case.text.slice(sentence);
    if here.iter().filter(|a| invested(a)).count() > 1 || holds_any(&words, &NOT_BUILT) {
        return;
    }
    let is_near = |a: &&Amount| {
        let gap = a.span.start.max(money.span.start).saturating_sub(a.span.end.min(money.span.end));
        gap <= 2 * NEXT && a.is_exact() && a.value > 0.0
    };
    let only = |unit: &str, led: &[&str]| {
        let mut all = here.iter().filter(|a| a.unit() == Some(unit) && a.is_led_by_any(case, led));
        all.next().filter(|_| all.next().is_none()).filter(is_near)
    };
    let (land, floor) = (only("mu", &LAND), only("m2", &FLOOR));
    let instead = |a: &Amount, fits: &dyn Fn(f64) -> bool| {
        let places = (1..=3).filter(|_| a.decimals == 0).find(|p| fits(a.value / 10f64.powi(*p)));
        places.and_then(|p| with_point(&quote(case, a.span), p))
    };
    if let Some(land) = land.filter(|l| money.low / l.high > MOST_ON_LAND && !report.marks(money.span)) {
        let fits = |sum: f64| (COMMON_ON_LAND.0..=COMMON_ON_LAND.1).contains(&(sum / land.value));
        let (sum, area) = (quote(case, money.span), quote(case, land.span));
        let price = plain((money.value / land.value / 1e4).round());
        unfit(money.span, land.span, [&sum, &area], &format!("{price}万元/亩"), instead(money, &fits), report);
    }
    if let Some(floor) = floor.filter(|f| money.high / f.low < LEAST_PRICE && !report.marks(f.span)) {
        let fits = |area: f64| (COMMON_ON_FLOOR.0..=COMMON_ON_FLOOR.1).contains(&(money.value / area));
        let (sum, area) = (quote(case, money.span), quote(case, floor.span));
        let price = plain((money.value / floor.value).round());
        unfit(floor.span, money.span, [&sum, &area], &format!("{price}元/平方米"), instead(floor, &fits), report);
    }
}

/// Tells of a sum and an area that do not go together, one of them with its point lost.
fn unfit(
    place: Span,
    against: Span,
    [sum, area]: [&str; 2],
    price: &str,
    instead: Option<String>,
    report: &mut Report,
) {
    let guess = instead.as_ref().map_or(String::new(), |with| lost_point(with));
    let finding = report
        .warn(
            place,
            format!("{sum}÷{area}={price},超出常理{guess},请核对。"),
            format!("{sum} on {area} is out of any sensible range: a decimal point may be lost."),
        )
        .against(against);
    if let Some(instead) = instead {
        finding.suggest(instead);
    }
}

/// What is invested on a mu, where the ledger knows both.
fn price_of_land(case: &Case, project: &crate::projects::Project, report: &mut Report) {
    let amounts = project.facts.iter().filter_map(|fact| Amount::of(case, fact.figure));
    let Some(land) = amounts.filter(|a| a.unit() == Some("mu")).find(|a| a.value >= LARGE) else { return };
    let Some(money) = project.investment.as_ref().and_then(|(figure, _)| Amount::of(case, *figure)) else { return };
    let is_yuan = money.figure.kind == FigureKind::Money && money.unit() == Some("CNY");
    let price = money.value / land.value / 10_000.0;
    if !is_yuan || !matches!(money.figure.value, Value::Number(_)) || (USUAL_PRICES.0..=USUAL_PRICES.1).contains(&price)
    {
        return;
    }
    let (area, sum) = (quote(case, land.span), quote(case, money.span));
    report
        .hint(
            land.span,
            format!("{sum}÷{area}={}万元/亩,不在常见范围内,请核对用地与投资。", plain(price)),
            format!("{sum} on {area} is {} (10,000 yuan) a mu, out of the usual range.", plain(price)),
        )
        .against(money.span);
}
