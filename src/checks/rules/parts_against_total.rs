//! # What it looks for
//! Parts that do not add up to the total that they are parts of: the three industries and the whole product, a list of
//! sums and their total.
//!
//! # Why
//! One wrong digit in a list is invisible until somebody adds it up.
//!
//! # Warns
//! - `这次集中开工的项目共41个:主会场设在东湖园,开工16个;两个分会场,临港片区开工13个,老城片区开工11个。`
//! - `上半年完成投资32.8亿元,其中新材料项目15.3亿元,食品项目9.4亿元,基础设施6.1亿元,再无其他。`
//! - `全年地区生产总值420.77亿元。其中,第一产业增加值77.84亿元,第二产业增加值194.35亿元,第三产业增加值188.58亿元。`
//! - `全省开工项目2506个,其中产业项目1582个、基础设施项目531个、社会民生项目236个、生态环保项目107个。`
//! - `三季度共有15个亿元以上招商项目开工,按区县分,秦州区5个、麦积区4个、甘谷县3个、武山县2个,其余区县没有项目开工。`
//! - `全区选派45名年轻干部到招商一线,其中赴长三角18名、珠三角16名、京津13名。`
//! - `现场签约项目23个。按产业分,医药类9个、器械类8个、康养类4个、物流类3个;按规模分,10亿元以上2个。`
//! - `上半年新开工项目总投资48.7亿元。分产业看,第一产业项目投资6.2亿元,主要是油茶;第二产业项目投资13.5亿元,以五金为主;第三产业项目投资11亿元,集中在温泉。`
//! - `新区划定产业用地16.8平方公里,由三块组成:软件核心区5.2平方公里,制造拓展区9.1平方公里,临港物流区4.3平方公里。`
//! - `上半年签约项目36个。其中,制造业项目19个、服务业项目12个、农产品加工业项目7个。`
//! - `全年接待客商386批次,其中境外客商128批次、省外客商166批次、省内客商29批次。`
//! - `全县现有耕地58万亩,其中水田36万亩、旱地24万亩。`
//! - `共有24个项目开工,总投资113亿元。其中,产业项目11个,投资64亿元;基础设施项目8个,投资31亿元;民生项目6个,投资18亿元。`
//! - `1至6月,全市新签约项目51个,其中东川新区19个、柳泉县14个、石口县11个、玉岭县8个。`
//! - `招聘会提供岗位2600个,其中技术类岗位980个、管理类岗位420个、普工类岗位1300个。`
//! - `合作社共328个,其中年收入5万元以下的86个,5万元至10万元的124个,10万元以上的138个。`
//! - `前三季度新引进项目57个,比去年同期多9个。按投资规模分,1亿元以上的34个,5000万元至1亿元的13个,5000万元以下的8个。`
//! - `二季度全区到位资金13.52亿元,逐月走高。⏎具体来看,4月到位3.62亿元,5月到位4.15亿元,6月到位5.48亿元。`
//! - `去年全镇接待游客120万人次。上半年接待52万人次,下半年接待78万人次。`
//! - `项目总投资6.5亿元,其中固定资产投资4.8亿元,流动资金2.7亿元。`
//! - `共收到建议236条,涉及用地保障的82条,涉及融资服务的57条,涉及其他方面的87条。`
//! - `全区现有省级以上平台68家:国家级6家、省级59家。`
//! - `项目总用地150.5亩,其中工业用地82亩、商业配套用地12.5亩、道路绿化用地11亩。`
//! - `全县排查闲置厂房164处,其中已盘活82处、正在盘活38处、暂未盘活26处。`
//! - `全年完成投资382.5亿元。其中,第一产业投资22.1亿元,第二产业投资218.6亿元,第三产业投资121.8亿元。`
//! - `资金构成为:财政资金占30%,银行贷款占45%,社会资本占35%。`
//! - `全年新引进项目56个。从来源看,长三角21个、珠三角18个、京津冀9个、省内11个。`
//! - `产业园已入驻企业37家,其中整机企业8家、零部件企业17家、系统集成企业22家。`
//! - `项目新增产能3万吨,加上一期的2万吨,企业年产能达到6万吨。`
//! - `项目占地327亩,征地已完成290亩,剩下57亩月底前完成。`
//! - `此次开工项目3个,总投资24.5亿元:轮毂项目投资12.5亿元,白酒项目投资8.6亿元,辣椒项目投资34亿元。`
//!
//! - `一季度共签约项目12个。其中,电子信息项目9个、新材料项目3个、绿色食品项目2个;投资10亿元以上的项目2个。`
//! - `19个新签项目中,智能仪器仪表类8个、新能源类6个、医疗器械类7个。`
//!
//! # Stays quiet
//! - `一季度共签约项目14个。其中,电子信息项目9个、新材料项目3个、绿色食品项目2个;投资10亿元以上的项目2个。`
//! - `全市共签约项目238个,已开工171个,开工率71.8%。签约项目中,省外项目127个,省内项目111个。`
//! - `项目新增产能3万吨,加上一期的2万吨,企业年产能达到5万吨。产业园有企业37家,其中规上企业8家、高新企业17家、科技企业22家。`
//! - `全年地区生产总值420.77亿元。其中,第一产业增加值77.84亿元,第二产业增加值154.35亿元,第三产业增加值188.58亿元。`
//! - `项目占地327亩,征地已完成290亩,剩下37亩月底前完成。`
//! - `全省开工项目2506个,其中产业项目1582个、基础设施项目581个、社会民生项目236个、生态环保项目107个。`
//! - `合作社共328个,其中年收入5万元以上的286个,10万元以上的124个,50万元以上的38个。`
//! - `招聘会提供岗位2600个,其中技术类岗位980个、管理类岗位420个,面向毕业生的岗位1350个。`
//! - `前三季度新引进项目55个,比去年同期多9个。按投资规模分,1亿元以上的34个,5000万元至1亿元的13个,5000万元以下的8个。`
//! - `新引进项目58个。⏎分产业看,装备制造19个,新材料14个,食品加工11个,生物医药8个,其他6个。`
//! - `二季度全区到位资金13.25亿元,逐月走高。⏎具体来看,4月到位3.62亿元,5月到位4.15亿元,6月到位5.48亿元。`
//! - `共收到建议226条,涉及用地保障的82条,涉及融资服务的57条,涉及其他方面的87条。`
//! - `全区现有省级以上平台68家:国家级6家、省级62家。全年完成投资382.5亿元,其中第一产业投资22.1亿元。`
//! - `新区划定产业用地18.6平方公里,由三块组成:软件核心区5.2平方公里,制造拓展区9.1平方公里,临港物流区4.3平方公里。`
//! - `新签项目117个,其中产业项目103个、亿元以上项目111个、外资项目126个。`
//! - `全年新引进项目59个,其中亿元项目26个。从来源看,长三角21个、珠三角18个、京津冀9个、省内11个。`
//! - `去年全镇接待游客130万人次。上半年接待52万人次,下半年接待78万人次。`
//!
//! # Limits
//! Parts may overlap and lists may be incomplete. A list is marked only where one digit of one part, or two digits
//! exchanged, would make it add up exactly, or where kinds that exclude one another (`data/checks/partitions.tsv`) are
//! more than the total, or all kinds that there are miss it; where kinds of one noun are a little more than all, and a
//! slip away from it; where brackets that leave no gap (5万元以下, 5万元至10万元, 10万元以上) miss it. The three industries
//! always must add up, and so must a list that ends with 其他, or that a colon or 从…看 opens and its sentence closes.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, are_turned, holds_any, is_slip, plain, with_point};
use crate::checks::sums::{self, Named};
use crate::checks::table::{self, ByCharacter, Table};
use crate::checks::view::{article_blocks, clause_before, quote};
use crate::model::{EntityType, FigureKind, Modifier, Value};
use crate::parts::Part;
use crate::sorting::Sorting;
use crate::text::Span;
use std::sync::LazyLock;

const INDUSTRIES: [&str; 3] = ["第一产业", "第二产业", "第三产业"];
const ADDED: &str = "增加值";
const PRODUCTS: [&str; 3] = ["地区生产总值", "生产总值", "GDP"];

/// Shares by which the industries may miss the whole product.
const ROUNDING: f64 = 0.005;

/// Kinds that exclude one another, and whether there are no others.
static PARTITIONS: Table<2> = Table::new(|| table::kept(Part::Partitions));

/// By the first character of a kind: the kind, and its row.
static KINDS: LazyLock<ByCharacter<(&str, usize)>> = LazyLock::new(|| {
    let kinds = |(row, [kinds, _]): (usize, &[&'static str; 2])| kinds.split('|').map(move |kind| (kind, row));
    let kinds = PARTITIONS.iter().enumerate().flat_map(kinds);
    ByCharacter::new(kinds.filter_map(|(kind, row)| Some((kind.chars().next()?, (kind, row)))))
});

/// The rows with a kind that a stretch names.
fn partitions(case: &Case, stretch: Span) -> impl Iterator<Item = &'static [&'static str; 2]> {
    let named =
        |at: usize| KINDS.of(case.text.chars[at]).iter().filter(move |(_, (kind, _))| case.text.starts_with(at, kind));
    let mut rows: Vec<usize> = (stretch.start..stretch.end).flat_map(named).map(|(_, (_, row))| *row).collect();
    rows.arrange();
    rows.dedup();
    rows.into_iter().map(|row| &PARTITIONS[row])
}

/// How far apart the parts of a list may stand.
const LIST_GAP: usize = 14;

/// Words of a sentence that tells what something is made up of.
const MADE_UP: [&str; 8] = ["看,", "其他", "构成", "组成", "结构", "分布", "来源", "比例为"];

/// Of a sentence with more sums only the first are looked at.
const MOST: usize = 60;

/// Fewer parts, or smaller ones, add up by chance.
const LEAST_PARTS: usize = 3;
const LEAST: f64 = 100.0;

const NAMED: Named = Named { parts: "", total: "总数", parts_en: "" };

pub fn check(case: &Case, report: &mut Report) {
    for block in article_blocks(case.text) {
        let here: Vec<&Amount> = Amount::within(case, block.span).iter().collect();
        industries(case, &here, report);
        for sentence in case.text.sentences_in(block.span) {
            let told: Vec<&Amount> = Amount::within(case, sentence).iter().take(MOST).collect();
            if told.len() < 2 {
                continue;
            }
            let usable = |a: &&&Amount| adds_up(a.figure.kind) && a.is_stated(case);
            list(case, &told.iter().filter(usable).copied().collect::<Vec<_>>(), report);
            kinds(case, sentence, &told, Amount::within(case, block.span), report);
            brackets(case, &told, report);
            closed_list(case, sentence, &told, report);
            by_kind(case, sentence, &told, report);
            by_verb(case, sentence, &told, report);
            months(case, &told, report);
            plus(case, &told, report);
            remainder(case, &told, report);
            lost_point(case, &told, report);
            periods(case, &told, report);
            shares(case, sentence, &told, report);
        }
    }
}

fn industries(case: &Case, here: &[&Amount], report: &mut Report) {
    let money = || here.iter().copied().filter(|a| a.figure.kind == FigureKind::Money && a.is_exact());
    // 第一产业*投资*: what the industries are parts of
    let of_first = |a: &Amount| Some(case.text.slice(a.lead).rsplit_once(INDUSTRIES[0])?.1.to_string());
    let Some(metric) = money().find_map(of_first).filter(|metric| !metric.is_empty()) else { return };
    let parts: Vec<&Amount> =
        INDUSTRIES.iter().filter_map(|name| money().find(|a| a.is_led_by(case, &format!("{name}{metric}")))).collect();
    let products = PRODUCTS.iter().filter(|_| metric == ADDED).copied();
    // 项目总投资48.7亿元 of 第一产业项目投资6.2亿元
    let whole = metric.replacen("投资", "总投资", 1);
    let names: Vec<&str> = if metric == ADDED { products.collect() } else { vec![&metric, &whole] };
    let total = money().take_while(|a| parts.first().is_some_and(|p| metric == ADDED || a.index < p.index));
    let total = total.filter(|a| !says(case, a.lead, "人均"));
    let mut named = total.filter(|a| a.is_led_by_any(case, &names));
    let Some(total) = (if metric == ADDED { named.next() } else { named.last() }) else { return };
    if parts.len() == INDUSTRIES.len() {
        let sum: f64 = parts.iter().map(|p| p.value).sum();
        sums::say(case, total, &parts, (sum / total.value - 1.0).abs() <= ROUNDING, &NAMED, report);
    }
}

/// A total and the parts that follow it in its sentence.
fn list(case: &Case, amounts: &[&Amount], report: &mut Report) {
    for (i, total) in amounts.iter().enumerate() {
        let parts: Vec<&Amount> = amounts[i + 1..].iter().take_while(|a| a.is_like(total)).copied().collect();
        let listed = parts.len() >= LEAST_PARTS
            && is_list(case, &parts)
            && parts.iter().all(|p| p.is_exact() && p.value < total.value);
        if !listed || !total.is_exact() {
            continue;
        }
        let sum: f64 = parts.iter().map(|p| p.value).sum();
        let slack = sums::slack(total, &parts);
        if (sum - total.value).abs() <= slack + total.value * 1e-9 {
            sums::say(case, total, &parts, true, &NAMED, report);
        } else if parts.iter().any(|p| one_slip_away(p, total.value - (sum - p.value))) {
            sums::say(case, total, &parts, false, &NAMED, report);
        }
        return;
    }
}

/// Kinds of one thing that exclude one another, listed after 其中 or 包括, against the number of all just before.
fn kinds(case: &Case, sentence: Span, told: &[&Amount], here: &[Amount], report: &mut Report) {
    let chars = &case.text.chars[sentence.start..sentence.end];
    let opens = |pair: &[char]| matches!(pair, ['其', '中'] | ['包', '括'] | ['中', ',']);
    let Some(at) = chars.windows(2).position(opens).map(|at| sentence.start + at) else { return };
    let exact = |a: &&Amount| adds_up(a.figure.kind) && a.is_exact() && a.is_stated(case);
    let all: Vec<&Amount> = told.iter().filter(|a| at < a.span.start && exact(a)).copied().collect();
    if all.len() < 2 {
        return;
    }
    let leads: Vec<String> = all.iter().map(|a| case.text.slice(a.lead)).collect();
    let rows = partitions(case, all[0].lead).filter_map(|row| named_parts(&all, &leads, row));
    let rows = rows
        .chain(of_one_list(case, &all, &leads))
        .chain(of_states(&all, &leads))
        .chain(of_places(case, &all))
        .chain(of_segments(case, &all));
    let Some(Kinds { parts, whole, noun, known }) =
        rows.max_by_key(|kinds| (kinds.parts.len(), kinds.known, kinds.whole))
    else {
        return;
    };
    let before = &here[..here.partition_point(|a| a.span.end <= at)];
    let alike = || before.iter().rev().take(MOST).filter(|a| a.is_like(parts[0]));
    // 签约项目238个,已开工171个。签约项目中,…: the one that they do make
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    if alike().skip(1).any(|a| a.value == sum && a.is_exact()) {
        return;
    }
    let total = alike().next();
    // all kinds of clients make up the total, whatever it calls them
    // 教职工260人,其中高级职称86人: whoever is called what
    let people = |t: &Amount| known && t.unit() == Some("人");
    let counts_them = |t: &&Amount| {
        whole
            || people(t)
            || matches!(noun.as_str(), "" | "类")
            || case.text.slice(t.lead).contains(&noun)
            || case.text.starts_with(t.span.end, &noun)
    };
    let Some(total) = total.filter(exact).filter(counts_them).filter(|t| parts.iter().all(|p| p.value < t.value))
    else {
        return;
    };
    let slack = sums::slack(total, &parts);
    let more = sum > total.value + slack;
    let slipped = || {
        sum <= (if parts.len() >= MANY && !noun.is_empty() { FAR_OVER } else { MOST_OVER }) * total.value
            && parts.iter().any(|p| is_slip(p.value, (total.value - (sum - p.value)).max(0.0)))
    };
    // of parts of one digit each, any is a slip away
    let few = || {
        parts.len() >= MANY && !noun.is_empty() && parts.iter().all(|p| p.value < 10.0) && sum <= FEW_OVER * total.value
    };
    // 3.65万户 of kinds that make 3.56万户
    let slip = known && is_slip(rounded(sum, total), total.value) && sum > total.value / MOST_OVER;
    let turned = parts.len() >= LEAST_PARTS && (slip || are_turned(rounded(sum, total), total.value));
    if (more && (known || slipped() || few()) || turned || whole && sum < total.value - slack)
        && !report.has(total.span)
    {
        sums::say(case, total, &parts, false, &NAMED, report);
    }
}

/// 产业项目11个,总投资64亿元;民生项目6个,总投资18亿元: the first sums of what semicolons part.
fn of_segments<'a>(case: &Case, all: &[&'a Amount<'a>]) -> Option<Kinds<'a>> {
    let parted = |w: &[&Amount]| {
        let between = &case.text.chars[w[0].span.end.min(w[1].span.start)..w[1].span.start];
        between.contains(&';') && w[1].lead.start > w[0].span.end
    };
    let firsts = all.windows(2).filter(|w| parted(w)).map(|w| w[1]);
    let parts: Vec<&Amount> = [all[0]].into_iter().chain(firsts).collect();
    let name = |a: &Amount| case.text.slice(a.lead).trim_start_matches("其中").trim_start_matches(',').to_string();
    let names: Vec<String> = parts.iter().map(|a| name(a)).collect();
    let short = |name: &String| (2..=8).contains(&name.chars().count()) && !holds_any(name, &OVERLAPPING);
    let different = names.iter().enumerate().all(|(i, name)| short(name) && !names[..i].contains(name));
    let alike = parts.len() >= LEAST_PARTS && parts.iter().all(|p| p.is_like(parts[0]));
    (different && alike).then(|| Kinds { parts, whole: false, noun: String::new(), known: false })
}

/// Parts that stand right behind the names of places, which exclude one another: 其中柳泉县14个、石口县11个.
fn of_places<'a>(case: &Case, all: &[&'a Amount<'a>]) -> Option<Kinds<'a>> {
    use EntityType::{Government, Place, Zone};
    const ENDS: [char; 9] = ['县', '区', '市', '旗', '镇', '乡', '道', '州', '盟'];
    let place = |a: &Amount| {
        let near = Span::new(a.span.start.saturating_sub(LONGEST_PLACE), a.span.start);
        let mut named = case.entities.mentions_in(near).filter(|m| matches!(m.kind, Place | Zone | Government));
        named.find(|m| m.span.end == a.span.start).map(|m| m.span)
    };
    let names: Vec<String> = all.iter().map_while(|a| Some(case.text.slice(place(a)?))).collect();
    let parts: Vec<&Amount> = all.iter().zip(&names).map_while(|(a, _)| a.is_like(all[0]).then_some(*a)).collect();
    let names = &names[..parts.len()];
    let different = names.iter().enumerate().all(|(i, name)| name.ends_with(ENDS) && !names[..i].contains(name));
    let listed = parts.len() >= LEAST_PARTS && is_list(case, &parts);
    (different && listed).then(|| Kinds { parts, whole: false, noun: String::new(), known: true })
}

/// No name of a place is longer.
const LONGEST_PLACE: usize = 16;

/// A sum of parts with as many digits as the total.
fn rounded(sum: f64, total: &Amount) -> f64 {
    let scale = 10f64.powi((-(total.high - total.low).max(1e-4).log10()).round() as i32);
    (sum * scale).round() / scale
}

/// Whether a stretch holds a word.
fn says(case: &Case, stretch: Span, word: &str) -> bool {
    let length = word.chars().count();
    (stretch.start..(stretch.end + 1).saturating_sub(length)).any(|at| case.text.starts_with(at, word))
}

/// Parts that are named after kinds that exclude one another.
struct Kinds<'a> {
    parts: Vec<&'a Amount<'a>>,
    /// Whether these are all the kinds that there are.
    whole: bool,
    /// The last characters of what each is a kind of.
    noun: String,
    /// Whether they are known to exclude one another.
    known: bool,
}

/// Kinds of one noun that nobody knows may overlap, unless they are a little more than all.
const MOST_OVER: f64 = 1.1;

/// Words of kinds that overlap with others.
const OVERLAPPING: [&str; 31] = [
    "期",
    "以上",
    "以下",
    "超",
    "高新",
    "专精特新",
    "外资",
    "上市",
    "规上",
    "规模",
    "重点",
    "强",
    "新增",
    "面向",
    "龙头",
    "省级",
    "国家级",
    "党员",
    "女",
    "本地",
    "重大",
    "亿元",
    "万元",
    "新签",
    "出口",
    "特色",
    "优质",
    "示范",
    "企业",
    "已",
    "各类",
];

/// Of these each thing has one, where a list says that it is complete.
const LEVELS: [&str; 3] = ["省级", "国家级", "企业"];

/// 技术类岗位, 管理类岗位, 普工类岗位: parts that stand in one list, and end in the same word or are many of one length.
fn of_one_list<'a>(case: &Case, all: &[&'a Amount<'a>], leads: &[String]) -> Option<Kinds<'a>> {
    let listed = |w: &[&Amount]| {
        w[1].is_like(w[0])
            && w[1].span.start - w[0].span.end <= LIST_GAP
            && w[1].lead.start == w[0].span.end + 1
            && case.text.chars[w[0].span.end] != ';'
    };
    let length = 1 + all.windows(2).take_while(|w| listed(w)).count();
    let told = |lead: &String| -> String { lead.trim_start_matches("其中").trim_start_matches("包括").into() };
    let names: Vec<String> = leads[..length].iter().map(told).collect();
    // 仪器仪表类8个、新能源类6个
    let sorts = names.iter().all(|name| name.ends_with('类'));
    let end = if sorts { "类".to_string() } else { last_two(&names[0]) };
    // 整机企业, 零部件企业: not what they all are, but what tells them apart may overlap
    let plain = |name: &String| {
        let own = name.strip_suffix(end.as_str()).filter(|_| sorts || last_two(name) == end);
        (3..=8).contains(&name.chars().count()) && own.is_some_and(|own| !holds_any(own, &OVERLAPPING))
    };
    let short = |name: &String| (2..=8).contains(&name.chars().count()) && !holds_any(name, &OVERLAPPING);
    let of_one_noun = length >= 2 && names.iter().all(plain);
    // 依法收回18宗,协议收回15宗,督促开工12宗
    let of_many = length >= LEAST_PARTS && names.iter().all(|n| short(n) && n.len() == names[0].len());
    let alike = (of_one_noun || of_many) && names.iter().enumerate().all(|(i, n)| !names[..i].contains(n));
    // what goes on counting something of the kind is one more part
    let last = all[length - 1].span.end;
    // 新材料项目3个、绿色食品项目2个;投资10亿元以上的2个: another list
    let parted = |next: &Amount| case.text.chars[last..next.span.start.max(last)].contains(&';');
    let ends = all.get(length).is_none_or(|next| !next.is_like(all[0]) || parted(next))
        && !case.text.starts_with(all[length - 1].span.end, "等");
    let noun = if of_one_noun { end } else { String::new() };
    (alike && ends).then(|| Kinds { parts: all[..length].to_vec(), whole: false, noun, known: false })
}

/// So many parts of one noun may be further from their total where one digit makes it.
const MANY: usize = 3;
const FAR_OVER: f64 = 1.5;
const FEW_OVER: f64 = 1.25;

/// How far things are, each last one told by what they are not yet.
const STATES: [&[&str]; 3] = [&["已", "已经", "完成"], &["正在", "正", "在"], &["未", "暂未", "尚未", "待", "尚待"]];

/// 已盘活132处、正在盘活68处、暂未盘活46处: each thing is in one state, and where some are not yet, these are all.
fn of_states<'a>(all: &[&'a Amount<'a>], leads: &[String]) -> Option<Kinds<'a>> {
    let state = |lead: &String, words: &[&str]| {
        let lead = lead.trim_start_matches("其中");
        words.iter().filter_map(|w| lead.strip_prefix(w)).min_by_key(|rest| rest.len()).map(str::to_string)
    };
    let verb = state(&leads[0], STATES[0]).filter(|verb| !verb.is_empty())?;
    let rest = |i: usize| {
        STATES[1..].iter().any(|words| leads.get(i).is_some_and(|lead| state(lead, words).as_ref() == Some(&verb)))
    };
    let length = 1 + (1..all.len()).take_while(|&i| rest(i) && all[i].is_like(all[0])).count();
    let whole = state(&leads[length - 1], STATES[2]).as_ref() == Some(&verb);
    (length >= 2).then(|| Kinds { parts: all[..length].to_vec(), whole, noun: String::new(), known: true })
}

/// 5万元以下的86个,5万元至10万元的124个,10万元以上的138个: brackets that leave nothing out.
fn brackets(case: &Case, told: &[&Amount], report: &mut Report) {
    let counts: Vec<&&Amount> = told.iter().filter(|a| a.figure.kind == FigureKind::Count).collect();
    let Some((first, rest)) = counts.split_first() else { return };
    // 引进项目57个。按规模分,1亿元以上的34个,…: the total may stand in the sentence before
    let earlier = case.text.sentence_at(case.text.sentence_at(first.span.start).start.saturating_sub(1));
    let all_before =
        || Amount::within(case, earlier).iter().filter(|a| a.is_like(first)).max_by(|a, b| a.value.total_cmp(&b.value));
    let within = bracket(case, first).and_then(|_| all_before());
    let (total, parts) = if let Some(total) = within { (total, &counts[..]) } else { (**first, rest) };
    if parts.len() < 2 || !counts.iter().all(|a| a.is_exact() && a.is_like(total)) || !total.is_exact() {
        return;
    }
    let bounds: Option<Vec<Bounds>> = parts.iter().map(|p| bracket(case, p)).collect();
    let Some(bounds) = bounds else { return };
    let closed =
        bounds.windows(2).all(|w| w[0].1.is_some() && w[0].1 == w[1].0 || w[0].0.is_some() && w[0].0 == w[1].1);
    let ends = [&bounds[0], &bounds[bounds.len() - 1]];
    let open = ends.iter().any(|b| b.0.is_none()) && ends.iter().any(|b| b.1.is_none());
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    if closed && open && !report.has(total.span) {
        let parts: Vec<&Amount> = parts.iter().map(|p| **p).collect();
        sums::say(case, total, &parts, sum == total.value, &NAMED, report);
    }
}

/// What a list ends with that leaves nothing out.
const REST: [&str; 3] = ["其他", "其它", "其余"];

/// What is said behind a list that leaves nothing out.
const NO_OTHERS: [&str; 3] = [",再无其他", ",别无其他", ",没有其他"];

/// So far a total in its own colon list, or one with 其他, may be missed by a slip.
const MOST_MISSED: f64 = 0.2;

/// What says before a colon that the list is of all parts.
const COMPOSED: [&str; 4] = ["组成", "构成", "分为", "包括"];

/// 征集线索128条,涉及用地的42条,…,涉及其他方面的21条 and 平台45家:国家级6家、省级39家: lists that say that they are complete.
fn closed_list(case: &Case, sentence: Span, told: &[&Amount], report: &mut Report) {
    for (i, total) in told.iter().enumerate() {
        // 由*三块*组成
        let number = |a: &&Amount| !a.is_like(total) && COMPOSED.iter().any(|w| case.text.starts_with(a.span.end, w));
        let after = i + 1 + usize::from(told.get(i + 1).is_some_and(number));
        let parts: Vec<&Amount> = told[after..].iter().take_while(|a| a.is_like(total)).copied().collect();
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { continue };
        let usable = |a: &&Amount| adds_up(a.figure.kind) && a.is_exact() && a.is_stated(case);
        let near = parts.windows(2).all(|w| w[1].span.start - w[0].span.end <= LIST_GAP);
        let smaller = parts.iter().all(|p| p.value < total.value && !p.lead.is_empty());
        if parts.len() < 2 || !near || !smaller || !usable(total) || !parts.iter().all(usable) || report.has(total.span)
        {
            continue;
        }
        // 分产业看,装备制造19个,…,其他6个: the first of them is no total
        let is_part = i == 0 && is_by_kind(case, sentence);
        let rest = !is_part && REST.iter().any(|w| says(case, last.lead, w)) && parts.len() >= LEAST_PARTS;
        let end = last.tail(case).end;
        let rest = rest || NO_OTHERS.iter().any(|w| case.text.starts_with(end, w));
        // 16.8平方公里,由三块组成:
        let before_list = case.text.chars[total.span.end..first.span.start].iter().rposition(|c| *c == ':');
        let composed =
            before_list.map(|at| total.span.end + at).filter(|at| COMPOSED.iter().any(|w| case.text.ends_with(*at, w)));
        let announced = composed.unwrap_or(total.tail(case).end);
        let colon = case.text.chars.get(announced) == Some(&':')
            && announced + LIST_GAP >= first.span.start
            && (end + 1 >= sentence.end || matches!(case.text.chars[end], ';' | ','))
            && !told[after + parts.len()..].iter().any(|a| a.is_like(total))
            && !case.text.slice(Span::new(announced, end)).contains(['等', '其'])
            && !parts.iter().any(|p| case.text.ends_with(p.span.start, "各"))
            && !parts.iter().any(|p| OVERLAPPING.iter().any(|w| says(case, p.lead, w) && !LEVELS.contains(w)));
        if !rest && !colon {
            continue;
        }
        let sum: f64 = parts.iter().map(|p| p.value).sum();
        let slack = sums::slack(total, &parts);
        let missed = (sum - total.value).abs();
        if missed <= slack + total.value * 1e-9 {
            sums::say(case, total, &parts, true, &NAMED, report);
        } else if missed <= MOST_MISSED * total.value || is_slip(sum, total.value) {
            sums::say(case, total, &parts, false, &NAMED, report);
        }
        return;
    }
}

/// What leads up to a sum of two.
const COME_TO: [&str; 6] = ["达到", "达", "合计", "总计", "共计", "共"];

/// 新增产能3万吨,加上一期的2万吨,年产能达到6万吨: two and what they come to.
fn plus(case: &Case, told: &[&Amount], report: &mut Report) {
    for three in told.windows(3) {
        let [a, b, total] = three else { continue };
        let usable = three.iter().all(|x| x.is_like(a) && x.is_exact() && adds_up(x.figure.kind) && !x.is_bound(case));
        if !usable || !says(case, Span::new(a.span.end, b.span.start.max(a.span.end)), "加上") {
            continue;
        }
        let words = case.text.slice(Span::new(b.span.end, total.span.start.max(b.span.end)));
        let noun: String =
            case.text.slice(a.lead).chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
        let of_both = COME_TO.iter().any(|w| words.ends_with(w)) && words.contains(&noun) && noun.chars().count() == 2;
        let sum = a.value + b.value;
        // nobody rounds three sums all the same way
        let holds = (sum - total.value).abs() <= sums::slack(total, &[a, b]) / 2.0 + total.value * 1e-9;
        if of_both && (holds || !report.has(total.span)) {
            sums::say(case, total, &[a, b], holds, &NAMED, report);
        }
    }
}

/// What leads up to what is left.
const LEFT: [&str; 8] = ["剩下", "剩余", "还剩", "还剩下", "余下", "尚余", "仅剩", "只剩"];

/// 占地327亩,征地已完成290亩,剩下57亩: a whole, what is done, and what is left.
fn remainder(case: &Case, told: &[&Amount], report: &mut Report) {
    for three in told.windows(3) {
        let [whole, done, left] = three else { continue };
        let usable =
            three.iter().all(|x| x.is_like(whole) && x.is_exact() && adds_up(x.figure.kind) && !x.is_bound(case));
        let words = case.text.slice(Span::new(done.span.end, left.span.start.max(done.span.end)));
        let told_so = LEFT.iter().any(|w| words.contains(w)) && words.chars().count() <= LIST_GAP;
        let clause = case.text.clause_at(done.span.start).start.max(whole.span.end).min(done.span.start);
        let already = says(case, Span::new(clause, done.span.start), "已");
        let alone = told.iter().filter(|a| a.is_like(whole)).count() == three.len();
        if !usable || !alone || !told_so || !already || done.value >= whole.value {
            continue;
        }
        let missed = (whole.value - done.value - left.value).abs();
        let holds = missed <= sums::slack(whole, &[done, left]) / 2.0 + whole.value * 1e-9;
        if holds || !report.has(whole.span) {
            sums::say(case, whole, &[done, left], holds, &NAMED, report);
        }
    }
}

/// 总投资24.5亿元:甲投资12.5亿元,乙投资8.6亿元,丙投资34亿元: one part is larger than all, and with a point they add up.
fn lost_point(case: &Case, told: &[&Amount], report: &mut Report) {
    for (i, total) in told.iter().enumerate() {
        let parts: Vec<&Amount> = told[i + 1..].iter().take_while(|a| a.is_like(total)).copied().collect();
        let larger: Vec<&&Amount> = parts.iter().filter(|p| p.value > total.value).collect();
        let ([large], 2..) = (&larger[..], parts.len()) else { continue };
        let exact = |a: &Amount| a.is_exact() && adds_up(a.figure.kind);
        if !exact(total) || !parts.iter().all(|p| exact(p)) || large.decimals > 0 || report.marks(large.span) {
            continue;
        }
        let rest: f64 = parts.iter().map(|p| p.value).sum::<f64>() - large.value;
        let slack = sums::slack(total, &parts) + total.value * 1e-9;
        let fits = |places: &i32| {
            (rest + large.value / 10f64.powi(*places) - total.value).abs() <= slack.min(total.value / 100.0)
        };
        let written = quote(case, large.span);
        let Some(with) = (1..=2).find(fits).and_then(|places| with_point(&written, places)) else { continue };
        let all = quote(case, total.span);
        report
            .warn(
                large.span,
                format!("部分{written}大于总数{all};若为“{with}”则各部分合计正好,疑漏小数点。"),
                format!("{written} is more than the {all} that it is a part of; with “{with}” the parts add up."),
            )
            .against(total.span)
            .suggest(with);
    }
}

/// 共37个:主会场开工14个;两个分会场,甲地开工12个,乙地开工10个: what follows the colon up to the end, told by one verb.
fn by_verb(case: &Case, sentence: Span, told: &[&Amount], report: &mut Report) {
    let colon =
        |a: &Amount| case.text.chars.get(a.tail(case).end) == Some(&':') && adds_up(a.figure.kind) && a.is_exact();
    let Some(i) = told.iter().position(|a| colon(a)).filter(|i| i + LEAST_PARTS < told.len()) else { return };
    let (total, last) = (told[i], told[told.len() - 1]);
    let verb = |a: &Amount| case.text.chars[a.lead.start.max(a.lead.end.saturating_sub(2))..a.lead.end].to_vec();
    let parts: Vec<&Amount> =
        told[i + 1..].iter().copied().filter(|a| a.is_like(total) && verb(a) == verb(last)).collect();
    let closed = verb(last).len() == 2 && last.tail(case).end + 1 >= sentence.end;
    let smaller = parts.iter().all(|p| p.is_exact() && p.is_stated(case) && p.value < total.value);
    if parts.len() < LEAST_PARTS || !closed || !smaller || report.has(total.span) {
        return;
    }
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let slack = sums::slack(total, &parts);
    let missed = (sum - total.value).abs();
    if missed <= slack + total.value * 1e-9 || missed <= MOST_MISSED * total.value {
        sums::say(case, total, &parts, missed <= slack + total.value * 1e-9, &NAMED, report);
    }
}

/// How a list of all the kinds of something opens: 从来源看, 按产业分, 分领域看.
const BY_KIND: [(&str, &str); 6] =
    [("从", "看"), ("按", "分"), ("分", "看"), ("按", "看"), ("按", "统计"), ("按", "划分")];

/// The quarters, by what their months are told after.
const QUARTERS: [&str; 4] = ["一季度", "二季度", "三季度", "四季度"];

/// 二季度到位资金13.25亿元。4月到位3.62亿元,5月到位4.15亿元,6月到位5.48亿元: months against their quarter.
fn months(case: &Case, told: &[&Amount], report: &mut Report) {
    let month = |a: &Amount| -> Option<usize> {
        let words = case.text.slice(clause_before(case, a.span.start));
        words.split_once('月').filter(|_| a.is_exact() && adds_up(a.figure.kind))?.0.parse().ok()
    };
    for parts in told.windows(3).filter(|w| w[1].is_like(w[0]) && w[2].is_like(w[0])) {
        let numbers: Vec<usize> = parts.iter().filter_map(|a| month(a)).collect();
        let quarter = match numbers[..] {
            [first, second, third] if first % 3 == 1 && second == first + 1 && third == first + 2 => first / 3,
            _ => continue,
        };
        let Some(name) = QUARTERS.get(quarter) else { continue };
        let article = case.article_of(parts[0].span.start).map_or(Span::new(0, 0), |article| case.articles[article]);
        let before = Amount::within(case, Span::new(article.start.min(parts[0].span.start), parts[0].span.start));
        let of_quarter = |t: &&Amount| {
            let start = case.text.sentence_at(t.span.start).start.min(t.span.start);
            t.is_like(parts[0]) && t.is_exact() && says(case, Span::new(start, t.span.start), name)
        };
        let Some(total) = before.iter().rev().take(MOST).find(of_quarter) else { continue };
        let sum: f64 = parts.iter().map(|p| p.value).sum();
        let slack = sums::slack(total, parts);
        let missed = (sum - total.value).abs();
        if missed <= slack + total.value * 1e-9 {
            sums::say(case, total, parts, true, &NAMED, report);
        } else if missed <= MOST_MISSED * total.value && !report.has(total.span) {
            sums::say(case, total, parts, false, &NAMED, report);
        }
    }
}

/// Periods that make up another, and what that is called.
const PERIODS: [(&[&str], &[&str]); 4] = [
    (&["一季度", "二季度", "三季度", "四季度"], &["全年", "去年"]),
    (&["一季度", "二季度", "三季度"], &["前三季度"]),
    (&["一季度", "二季度"], &["上半年"]),
    (&["上半年", "下半年"], &["全年", "去年"]),
];

/// 去年接待120万人次。上半年接待52万人次,下半年接待78万人次: periods against what they make up.
fn periods(case: &Case, told: &[&Amount], report: &mut Report) {
    let begins = |a: &Amount, period: &str| {
        let clause = clause_before(case, a.span.start);
        let start = clause.start + if case.text.starts_with(clause.start, "其中") { 2 } else { 0 };
        case.text.starts_with(start, period) && a.is_exact() && adds_up(a.figure.kind)
    };
    for (at, first) in told.iter().enumerate().filter(|(_, a)| begins(a, "一季度") || begins(a, "上半年")) {
        let all = PERIODS.iter().find_map(|(parts, names)| {
            let here = told.get(at..at + parts.len())?;
            let fits = here.iter().zip(*parts).all(|(a, period)| a.is_like(first) && begins(a, period));
            fits.then_some((here, names))
        });
        let Some((parts, names)) = all else { continue };
        let block = case.text.blocks[case.text.block_at(first.span.start)].span;
        let before = Amount::within(case, Span::new(block.start, first.span.start));
        let of_all = |t: &&Amount| {
            let start = case.text.sentence_at(t.span.start).start.min(t.span.start);
            t.is_like(first)
                && t.is_exact()
                && names.iter().any(|name| says(case, Span::new(start, t.span.start), name))
        };
        let Some(total) = before.iter().rev().take(MOST).find(of_all) else { continue };
        let sum: f64 = parts.iter().map(|p| p.value).sum();
        let missed = (sum - total.value).abs();
        let holds = missed <= sums::slack(total, parts) + total.value * 1e-9;
        if holds || missed <= MOST_MISSED * total.value && !report.has(total.span) {
            sums::say(case, total, parts, holds, &NAMED, report);
        }
    }
}

/// The clause of a sentence that says what its parts are told by: 分产业看, 从来源看.
fn kind_clause(case: &Case, sentence: Span) -> Option<Span> {
    let mut clause = case.text.clause_at(sentence.start);
    loop {
        let words = case.text.words(clause);
        let opens =
            |(first, last): &(&str, &str)| words.starts_with(first) && words.trim_end_matches(',').ends_with(last);
        if BY_KIND.iter().any(opens) {
            return Some(clause);
        }
        if clause.end >= sentence.end || clause.is_empty() {
            return None;
        }
        clause = case.text.clause_at(clause.end);
    }
}

/// Whether a sentence begins with it.
fn is_by_kind(case: &Case, sentence: Span) -> bool {
    kind_clause(case, sentence).is_some_and(|clause| clause.start == case.text.clause_at(sentence.start).start)
}

/// 签约56个。从来源看,长三角21个、珠三角18个、…: what was told before is the total.
fn by_kind(case: &Case, sentence: Span, told: &[&Amount], report: &mut Report) {
    let Some(clause) = kind_clause(case, sentence) else { return };
    // 按产业分,…;按投资规模分,…: each list has its own opening
    let next = Span::new(clause.end, sentence.end.max(clause.end));
    let until = kind_clause(case, next).filter(|c| c.start >= clause.end).map_or(sentence.end, |c| c.start);
    let told =
        &told[told.partition_point(|a| a.span.start < clause.end)..told.partition_point(|a| a.span.start < until)];
    let Some(first) = told.first() else { return };
    let listed = |w: &[&Amount]| w[1].is_like(w[0]) && w[1].span.start - w[0].span.end <= LIST_GAP;
    let length = 1 + told.windows(2).take_while(|w| listed(w)).count();
    let (parts, rest) = told.split_at(length);
    let usable = |p: &&Amount| adds_up(p.figure.kind) && p.is_exact() && !p.is_bound(case) && !p.lead.is_empty();
    let plain = parts.iter().all(|p| usable(p) && !OVERLAPPING[..12].iter().any(|w| says(case, p.lead, w)));
    let open_ended = case.text.starts_with(parts[length - 1].span.end, "等");
    if length < LEAST_PARTS || !plain || open_ended || rest.iter().any(|a| a.is_like(first)) {
        return;
    }
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let slack: f64 = parts.iter().map(|p| (p.high - p.low) / 2.0).sum();
    let article = case.article_of(sentence.start).map_or(sentence, |article| case.articles[article]);
    let before = Amount::within(case, Span::new(article.start.min(clause.start), clause.start));
    let totals = || before.iter().rev().take(MOST).filter(|t| t.is_like(first) && t.is_exact());
    let agrees = |t: &&Amount| (sum - t.value).abs() <= slack + (t.high - t.low) / 2.0 + t.value * 1e-9;
    if let Some(total) = totals().find(agrees) {
        sums::say(case, total, parts, true, &NAMED, report);
    } else if let Some(total) = totals().find(|t| (sum / t.value - 1.0).abs() <= MOST_MISSED || is_slip(sum, t.value))
        && !report.has(total.span)
    {
        sums::say(case, total, parts, false, &NAMED, report);
    }
}

/// From what and up to what; in the smallest units that are written.
type Bounds = (Option<i64>, Option<i64>);

/// The bracket right before a count.
fn bracket(case: &Case, count: &Amount) -> Option<Bounds> {
    let place = case.figures.partition_point(|f| f.span.end <= count.span.start);
    let figure = case.figures.get(place.checked_sub(1)?)?;
    let gap = case.text.slice(Span::new(figure.span.end, count.span.start));
    let value = |v: f64| Some((v * 100.0).round() as i64);
    match (&figure.value, gap.trim_end_matches(['的', '有', '共'])) {
        (Value::Range(low, high), "" | "之间") => Some((value(*low), value(*high))),
        (Value::Number(v), "以下" | "以内" | "及以下" | "(含)以下") => Some((None, value(*v))),
        (Value::Number(v), "以上" | "及以上" | "(含)以上") => Some((value(*v), None)),
        (Value::Number(v), "") if figure.modifier == Some(Modifier::Under) => Some((None, value(*v))),
        (Value::Number(v), "") if figure.modifier == Some(Modifier::Over) => Some((value(*v), None)),
        _ => None,
    }
}

/// The first parts of a list that are named after the kinds of a row, each once.
fn named_parts<'a>(all: &[&'a Amount<'a>], leads: &[String], [kinds, how]: &[&str; 2]) -> Option<Kinds<'a>> {
    let mut free: Vec<&str> = kinds.split('|').collect();
    let mut parts: Vec<&Amount> = Vec::new();
    let mut noun = None;
    for (part, lead) in all.iter().zip(leads) {
        let listed = parts.last().is_none_or(|last| part.is_like(last) && part.span.start - last.span.end <= LIST_GAP);
        // a kind of one character is the whole name: 男120人、女90人
        let named = |kind: &&&str| {
            if kind.chars().count() == 1 { lead.trim_start_matches("其中") == **kind } else { lead.contains(**kind) }
        };
        let longest = free.iter().filter(named).max_by_key(|kind| kind.len()).copied();
        let Some(kind) = longest.filter(|_| listed) else { break };
        free.retain(|k| *k != kind);
        // 制造业*项目*, 农业*项目*: kinds of one thing
        let tail = last_two(lead.rsplit(kind).next().unwrap_or_default());
        if *noun.get_or_insert(tail.clone()) != tail {
            break;
        }
        parts.push(part);
    }
    let noun = noun.unwrap_or_default();
    (parts.len() >= 2).then_some(Kinds { parts, whole: *how == "whole" && free.is_empty(), noun, known: true })
}

/// The last two characters of a word, or all of them.
fn last_two(word: &str) -> String {
    word.chars().skip(word.chars().count().saturating_sub(2)).collect()
}

/// Shares of what something is made up of exceed the whole: 占30%, 占45%, 占35%.
fn shares(case: &Case, sentence: Span, told: &[&Amount], report: &mut Report) {
    let exact = |a: &&&Amount| a.figure.kind == FigureKind::Percent && a.is_exact();
    let is_share = |a: &&&Amount| !a.lead.is_empty() && a.is_led_by_any(case, &["占", "占比", "比重"]);
    let parts: Vec<&Amount> = told.iter().filter(exact).filter(is_share).copied().collect();
    if parts.len() < 2 {
        return;
    }
    let close = parts.windows(2).all(|w| w[1].span.start - w[0].span.end <= LIST_GAP);
    let leads: Vec<String> = parts.iter().map(|a| case.text.slice(a.lead)).collect();
    let named = partitions(case, parts[0].lead)
        .any(|row| named_parts(&parts, &leads, row).is_some_and(|k| k.parts.len() == parts.len()));
    let words = case.text.slice(sentence);
    let sum: f64 = parts.iter().map(|p| p.value).sum();
    let slack = 0.5 + 0.1 * parts.len() as f64;
    if close && sum > 100.0 + slack && (named || parts.len() > 2 && holds_any(&words, &MADE_UP)) {
        let places: Vec<Span> = parts.iter().map(|p| p.span).collect();
        let words: Vec<String> = places.iter().map(|p| quote(case, *p)).collect();
        let (zh, en) = (words.join("+"), words.join(" + "));
        report
            .warn(
                places[places.len() - 1],
                format!("{zh}合计{}%,超过100%。", plain(sum)),
                format!("{en} add up to {}%, more than the whole.", plain(sum)),
            )
            .against_all(places[..places.len() - 1].iter().copied());
    }
}

/// Whether the parts stand in one list.
fn is_list(case: &Case, parts: &[&Amount]) -> bool {
    parts.windows(2).all(|w| {
        let between = &case.text.chars[w[0].span.end..w[1].span.start];
        between.len() <= 14 && between.contains(&'、')
    })
}

/// Whether the part would fit if one digit of it were another; rounding in the machine aside.
fn one_slip_away(part: &Amount, needed: f64) -> bool {
    let scale = 10f64.powi(2);
    let needed = (needed * scale).round() / scale;
    part.value >= LEAST && needed >= LEAST && part.decimals == 0 && is_slip(part.value, needed)
}
