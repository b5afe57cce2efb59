//! # What it looks for
//! A part that is larger than its whole: an industry's added value above the area's whole product, 其中 with more than
//! there is.
//!
//! # Why
//! Mostly a decimal point got lost; the sum is then ten times too large in every table.
//!
//! # Warns
//! - `上半年,全区实现地区生产总值152.4亿元,增长7.5%,规模工业增加值完成613亿元,增长9.2%。`
//! - `上半年,全县地区生产总值98.6亿元,一般公共预算收入385亿元。`
//! - `一季度新签项目17个,其中产业项目31个。`
//! - `公司去年营业收入3.2亿元,同比增长12%,净利润4.6亿元,同比增长8%。`
//! - `港区规划用地230亩,建设低温库和分拣中心。其中一期用地320亩,投资6亿元。`
//! - `项目总投资12亿元,一期投资15亿元;引进的86个项目中,有98个已经开工。`
//! - `小区共有房源1200套,已售出1500套。`
//! - `项目总投资3.2亿元,其中固定资产投资2.6万元。`
//! - `今年计划新建村级卫生室40个,目前已建成52个,其余将于年底前完工。`
//! - `上半年,全县地区生产总值98.6亿元,一般公共预算收入71亿元。`
//! - `项目达产后可实现年销售收入10亿元,年纳税8亿元。`
//! - `园区规划面积12平方公里,其中建成区面积18平方公里。`
//! - `专班收集问题291条,解决347条。`
//!
//! - `新签约项目31个,其中10亿元以上项目4个。新签约项目中,已开工32个,其余正在办理手续。`
//! - `签约项目24个,计划总投资157亿元;开工17个。其中,半导体项目签约6个,计划总投资580亿元。`
//! - `据初步核算,一季度全县地区生产总值92.4亿元,同比增长6.1%。⏎其中,规模工业增加值287亿元,增长7.4%。`
//!
//! # Stays quiet
//! - `新签约项目31个,其中10亿元以上项目4个。在建项目中,已封顶42个。新签约项目中,已开工23个。`
//! - `上半年,全区实现地区生产总值152.4亿元,规模工业增加值完成61.3亿元,一般公共预算收入12.6亿元。`
//! - `一季度新签项目17个,其中产业项目13个,亿元以上项目11个。`
//! - `全县地区生产总值98.6亿元。全市规模工业增加值613亿元。`
//! - `公司去年营业收入3.2亿元,今年上半年营业收入2.1亿元,净利润4600万元。`
//! - `今年计划新建村级卫生室40个,目前已建成42个,超额完成任务。`
//! - `今年计划引进项目40个,目前已引进52个。`
//! - `专班收集问题291条,解决274条。今年受理诉求120件,累计办结诉求350件,解决就业岗位400个。`
//! - `进出口总额35.2亿美元,其中出口281亿元人民币。`
//! - `全年接待游客20万人次,带动消费3亿元,其中住宿收入1亿元,县外游客12万人次。`
//!
//! # Limits
//! Both must stand in one paragraph, and nothing must tell that they are of different areas or periods.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, begins_any, ends_any, follows_on_any, holds_any, with_point};
use crate::checks::table::{self, ByCharacter, Table};
use crate::checks::view::{article_blocks, clause_before, is_paragraph, quote};
use crate::entities::Mention;
use crate::float;
use crate::model::{EntityType, FigureKind, Status};
use crate::parts::Part;
use crate::text::{Block, Span};
use std::sync::LazyLock;

static WHOLES: Table<3> = Table::new(|| table::kept(Part::Wholes));

/// The parts and the wholes by their last character.
static PARTS: LazyLock<ByCharacter<&str>> = LazyLock::new(|| by_last(0));
static ALL: LazyLock<ByCharacter<&str>> = LazyLock::new(|| by_last(1));

fn by_last(column: usize) -> ByCharacter<&'static str> {
    ByCharacter::new(WHOLES.iter().filter_map(|row| Some((row[column].chars().last()?, row[column]))))
}

/// A lost point leaves a part that is no smaller than this share of the whole.
const LEAST_SHARE: f64 = 0.005;

/// How many sums before a part its whole is looked for.
const FAR: usize = 40;

pub fn check(case: &Case, report: &mut Report) {
    let mut last: Option<&Block> = None;
    let mut openings = case.places.all('其').peekable();
    for block in article_blocks(case.text) {
        // what is a part may begin the paragraph after its whole: …生产总值92亿元。⏎其中,工业增加值28亿元
        let before = last.filter(|b| b.article == block.article && is_paragraph(b) && is_paragraph(block));
        let both = Span::new(before.map_or(block.span.start, |b| b.span.start), block.span.end);
        let amounts = Amount::within(case, block.span);
        known_parts(case, Amount::within(case, both), block.span.start, report);
        side_by_side(case, amounts, report);
        some_of_all(case, amounts, report);
        of_those_named(case, amounts, report);
        let here = std::iter::from_fn(|| openings.next_if(|at| *at < block.span.end));
        among_them(case, both, here.filter(|at| *at >= block.span.start), report);
        last = Some(block);
    }
}

/// What a thing that was counted before is called again: 新签约项目中,已开工32个.
const AGAIN: [&str; 8] = ["这些", "上述", "这批", "全部", "所有", "新", "其", "在"];

/// 新签约项目31个,…。新签约项目中,已开工32个: more of those than were counted.
fn of_those_named(case: &Case, amounts: &[Amount], report: &mut Report) {
    for (i, part) in
        amounts.iter().enumerate().filter(|(_, a)| adds_up(a.figure.kind) && a.is_exact() && a.is_stated(case))
    {
        let sentence = case.text.sentence_at(part.span.start);
        let opening = Span::new(sentence.start.min(part.span.start), part.span.start);
        if !case.text.chars[opening.start..opening.end].windows(2).any(|pair| pair == ['中', ',']) {
            continue;
        }
        let opening = case.text.slice(opening);
        let Some((named, rest)) = opening.split_once("中,") else { continue };
        let name = AGAIN.iter().fold(named, |name, word| name.strip_prefix(word).unwrap_or(name));
        let plain = rest.chars().count() <= CLOSE && !rest.contains([',', ';']) && !named.contains([',', ';', '、']);
        if !plain || !(2..=8).contains(&name.chars().count()) || report.marks(part.span) {
            continue;
        }
        let counts_them =
            |w: &&Amount| w.is_like(part) && (w.is_led_by(case, name) || case.text.starts_with(w.span.end, name));
        let Some(whole) = amounts[..i].iter().rev().filter(|w| w.span.end <= sentence.start).find(counts_them) else {
            continue;
        };
        if part.low > whole.high && whole.is_exact() {
            hold_against(case, (part, "其中的"), (whole, "总数"), report);
        }
    }
}

/// The longest phrase of the table that leads up to an amount.
fn metric(case: &Case, amount: &Amount, phrases: &ByCharacter<&'static str>) -> Option<&'static str> {
    let last = amount.lead.end.checked_sub(1).map(|at| case.text.chars[at])?;
    phrases.of(last).iter().map(|(_, phrase)| *phrase).filter(|p| amount.is_led_by(case, p)).max_by_key(|p| p.len())
}

fn known_parts(case: &Case, amounts: &[Amount], from: usize, report: &mut Report) {
    let money: Vec<&Amount> = amounts.iter().filter(|a| a.figure.kind == FigureKind::Money).collect();
    for (i, part) in money.iter().enumerate().filter(|(_, a)| a.span.start >= from) {
        let Some(name) = metric(case, part, &PARTS) else { continue };
        let whole = money[i.saturating_sub(FAR)..i]
            .iter()
            .rev()
            .filter(|w| w.span.start < part.span.start && w.is_like(part))
            .find_map(|w| {
                let whole = metric(case, w, &ALL)?;
                let row = WHOLES
                    .iter()
                    .find(|[p, w, _]| *p == name && *w == whole)
                    .filter(|_| one_area_and_period(case, w, part))?;
                Some((w, whole, float::parse(row[2]).unwrap_or(100.0)))
            });
        if let Some((w, whole, most)) = whole {
            if part.low > most / 100.0 * w.high && part.low <= w.high {
                too_large_a_share(case, (part, name), (w, whole, most), report);
            } else {
                hold_against(case, (part, name), (w, whole), report);
            }
        }
    }
}

/// Whether nothing tells that `part`, which comes after `whole`, is of another area or period.
fn one_area_and_period(case: &Case, whole: &Amount, part: &Amount) -> bool {
    let interval = |a: &Amount| case.links.get(a.index).and_then(|l| l.interval.clone());
    let one_period = match (interval(whole), interval(part)) {
        (Some(x), Some(y)) => x == y,
        _ => true,
    };
    let between = Span::new(whole.span.end, part.span.start);
    let is_area = |m: &Mention| matches!(m.kind, EntityType::Place | EntityType::Zone) && between.contains(m.span);
    let other_place = case.entities.mentions_in(between).any(is_area);
    let sentence = case.text.sentence_at(whole.span.start);
    let of_whole = area(case, Span::new(sentence.start, whole.span.start));
    let of_part = area(case, clause_before(case, part.span.start));
    one_period && !other_place && (of_part.is_none() || of_whole.is_none() || of_part == of_whole)
}

/// The last word that tells whose a figure is: 全市, 全县.
fn area(case: &Case, before: Span) -> Option<char> {
    (before.start + 1..before.end).rev().find_map(|at| {
        let (all, level) = (case.text.chars[at - 1], case.text.chars[at]);
        let is_area = matches!(level, '国' | '省' | '市' | '县' | '区' | '州' | '镇');
        (matches!(all, '全' | '该' | '我') && is_area).then_some(level)
    })
}

/// A budget of most of what a county makes: less than all of it, and out of any sensible range.
fn too_large_a_share(
    case: &Case,
    (part, name): (&Amount, &str),
    (whole, whole_name, most): (&Amount, &str, f64),
    report: &mut Report,
) {
    let (p, w) = (quote(case, part.span), quote(case, whole.span));
    let share = 100.0 * part.value / whole.value;
    let candidate = with_point(&p, 1).filter(|_| part.decimals == 0);
    let guess = candidate.as_ref().map_or(String::new(), |c| format!(",疑丢小数点,应为{c}"));
    let finding = report.warn(
        part.span,
        format!("{name}{p}是{whole_name}{w}的{share:.1}%,超出常理(一般不超过{most}%){guess}。"),
        format!("{name} {p} is {share:.1}% of {whole_name} {w}, out of any sensible range."),
    );
    finding.against(whole.span);
    if let Some(candidate) = candidate {
        finding.suggest(candidate);
    }
}

/// What is named right behind its whole, and the whole.
const GAINS: [&str; 7] = ["税收", "纳税", "纳税额", "税金", "利税", "利润", "净利润"];
const SALES: [&str; 7] = ["产值", "收入", "销售额", "营收", "营业额", "交易额", "成交额"];
const CALLED: &str = "应到";
const CAME: &str = "实到";

/// So few characters stand between the two, and so many more where growth does.
const CLOSE: usize = 14;
const GROWN: usize = 8;

/// Words of a plan, of what is built one by one, and of what is done.
const PLANNED: [&str; 5] = ["计划", "拟", "要", "将", "安排"];
const BUILT: [&str; 8] = ["新建", "改建", "改造", "修建", "建设", "拆除", "整治", "维修"];
const DONE: [&str; 6] = ["已建成", "已开工", "已完成", "已完工", "已改造", "已竣工"];

/// Words that tell that more was done than planned.
const MORE: [&str; 7] = ["超", "提前", "%", "累计", "任务", "率", "以来"];

/// 今年计划改造小区28个,已开工35个: no more can be done of what is to be built than there is.
fn beyond_plan(case: &Case, plan: &Amount, done: &Amount, report: &mut Report) {
    // most pairs are told apart by this
    let counted = plan.figure.kind == FigureKind::Count && plan.is_exact() && done.is_exact();
    if !counted || !follows_on_any(case, done.span.start, &DONE) {
        return;
    }
    let sentence = case.text.sentence_at(plan.span.start);
    let words = case.text.slice(sentence);
    let told = case.text.slice(Span::new(sentence.start.min(plan.span.start), plan.span.start));
    let says = |words: &str, any: &[&str]| any.iter().any(|w| words.contains(w));
    let lead = case.text.slice(Span::new(plan.span.end, done.span.start));
    let at_once = lead.matches([',', ';']).count() <= 1;
    let next = case.text.chars.get(sentence.end).is_none_or(|c| *c == '\n')
        || !case.text.slice(case.text.sentence_at(sentence.end)).contains('超');
    if !at_once
        || !sentence.contains(done.span)
        || !says(&told, &PLANNED)
        || !says(&told, &BUILT)
        || says(&words, &MORE)
        || !next
    {
        return;
    }
    let (p, d) = (quote(case, plan.span), quote(case, done.span));
    report
        .warn(
            done.span,
            format!("已完成的{d}多于计划的{p},文中又未说超额完成。"),
            format!("{d} are done of {p} that are planned, and nothing says that more was done."),
        )
        .against(plan.span);
}

/// What is paid in taxes is no more of the sales, in percent, but of tobacco, liquor and fuel.
const MOST_TAX: f64 = 60.0;
const TAXED: [&str; 6] = ["烟", "酒", "石化", "油", "倍", "税率"];

/// 年销售收入10亿元,年纳税8亿元
fn too_much_tax(case: &Case, whole: &Amount, part: &Amount, report: &mut Report) {
    let tax = ["纳税", "纳税额", "税收", "税金"].into_iter().find(|w| part.is_led_by(case, w));
    let sales = ["销售收入", "营业收入", "销售额", "产值", "营收"].into_iter().find(|w| whole.is_led_by(case, w));
    let (Some(tax), Some(sales)) = (tax, sales) else { return };
    let close = part.span.start.saturating_sub(whole.span.end) <= CLOSE && whole.span.end <= part.span.start;
    let words = case.text.slice(case.text.sentence_at(part.span.start));
    let money = part.figure.kind == FigureKind::Money && part.is_exact() && whole.is_exact();
    if close && money && part.low > MOST_TAX / 100.0 * whole.high && !holds_any(&words, &TAXED) {
        too_large_a_share(case, (part, tax), (whole, sales, MOST_TAX), report);
    }
}

/// 年产值5亿元、年税收8亿元
fn side_by_side(case: &Case, amounts: &[Amount], report: &mut Report) {
    let sums: Vec<&Amount> = amounts.iter().filter(|a| a.figure.kind != FigureKind::Percent).collect();
    for pair in sums.windows(2) {
        let [whole, part] = pair else { continue };
        let between = Span::new(whole.span.end.min(part.span.start), part.span.start);
        let gap = &case.text.chars[between.start..between.end];
        if !whole.is_like(part) {
            continue;
        }
        if part.low <= whole.high {
            too_much_tax(case, whole, part, report);
            continue;
        }
        beyond_plan(case, whole, part, report);
        // 营业收入3.2亿元,同比增长12%,净利润4.6亿元: growth may stand between, nothing else
        let grown = case.figures_in(between).len() == 1 && part.index == whole.index + 2;
        let far = if grown { CLOSE + GROWN } else { CLOSE };
        let breaks = |c: &char| matches!(c, '。' | '\n') || !grown && *c == ';';
        if gap.len() > far || gap.iter().any(breaks) {
            continue;
        }
        let (w, p) = (case.text.slice(whole.lead), case.text.slice(part.lead));
        // 累计入驻企业86家,今年新入驻企业96家
        let all_time = w
            .split_once("累计")
            .zip(p.split_once('新'))
            .filter(|((_, all), (_, new))| all == new && all.chars().count() > 2);
        if let Some(((_, all), _)) = all_time {
            hold_against(case, (part, &format!("新{all}")), (whole, &format!("累计{all}")), report);
            continue;
        }
        let ending = |words: &str, names: &[&'static str]| names.iter().find(|n| words.ends_with(**n)).copied();
        let came = || (w.contains(CALLED) && p.contains(CAME)).then_some((CAME, CALLED));
        let row = ending(&p, &GAINS).zip(ending(&w, &SALES)).or_else(came);
        if let Some((part_name, whole_name)) =
            row.filter(|_| area(case, Span::new(whole.span.end, part.span.start)).is_none())
        {
            hold_against(case, (part, part_name), (whole, whole_name), report);
        }
    }
}

fn hold_against(case: &Case, (part, name): (&Amount, &str), (whole, whole_name): (&Amount, &str), report: &mut Report) {
    let (p, w) = (quote(case, part.span), quote(case, whole.span));
    let share = 100.0 * part.value / whole.value;
    if part.low <= whole.high {
        report
            .holds(
                part.span,
                format!("{name}{p}占{whole_name}{w}的{share:.1}%。"),
                format!("{p} is {share:.1}% of {w}."),
            )
            .against(whole.span);
        return;
    }
    let point = (1..=2).find(|places| part.value / 10f64.powi(*places) < whole.value);
    let candidate = point.filter(|p| part.value / 10f64.powi(*p) >= LEAST_SHARE * whole.value);
    let candidate = candidate
        .filter(|_| part.decimals == 0 && part.figure.kind == FigureKind::Money)
        .and_then(|places| with_point(&p, places));
    let guess = candidate.as_ref().map_or(String::new(), |c| format!(",疑丢小数点,应为{c}"));
    let finding = report.error(
        part.span,
        format!("{name}{p}大于{whole_name}{w}({:.2}倍),部分不能大于整体{guess}。", part.value / whole.value),
        format!(
            "{name} {p} is {:.2} times {whole_name} {w}: a part cannot exceed its whole.",
            part.value / whole.value
        ),
    );
    finding.against(whole.span);
    if let Some(candidate) = candidate {
        finding.suggest(candidate);
    }
}

/// 其中: what follows is a part of what stands before it in the sentence, or in the one before that it goes on.
fn among_them(case: &Case, block: Span, openings: impl Iterator<Item = usize>, report: &mut Report) {
    for at in openings {
        if !case.text.starts_with(at, "其中") {
            continue;
        }
        let sentence = case.text.sentence_at(at);
        let planned = |a: &Amount| case.links.get(a.index).is_some_and(|l| l.status == Some(Status::Target));
        let usable = |a: &&Amount| adds_up(a.figure.kind) && (a.is_stated(case) || planned(a) && !a.is_bound(case));
        let amounts = Amount::within(case, sentence);
        let Some(part) = amounts.iter().filter(usable).find(|a| a.span.start > at) else { continue };
        let near = !case.text.chars[at + 3.min(part.span.start - at)..part.span.start].contains(&',');
        let before = if at == sentence.start {
            case.text.sentence_at(at.saturating_sub(1)).start.max(block.start)
        } else {
            sentence.start
        };
        let wholes = Amount::within(case, Span::new(before, at));
        let wholes: Vec<&Amount> = wholes.iter().filter(usable).filter(|w| w.is_like(part)).collect();
        // 24个,计划总投资157亿元。其中,半导体项目6个,计划总投资580亿元: the next sum is a part of what is called the same
        if let Some((sum, whole)) = same_metric(case, part, amounts, before, at) {
            report
                .warn(
                    sum.span,
                    format!("“其中”的{}大于前面的总数{}。", quote(case, sum.span), quote(case, whole.span)),
                    format!("{} is said to be a part, but exceeds the whole.", quote(case, sum.span)),
                )
                .against(whole.span);
        }
        let Some(largest) = wholes.iter().max_by(|a, b| a.high.total_cmp(&b.high)) else { continue };
        let (p, w) = (quote(case, part.span), quote(case, largest.span));
        // 3.2亿元,其中固定资产投资2.6万元
        let tiny = part.figure.kind == FigureKind::Money
            && part.is_led_by(case, "投资")
            && part.value * 1e3 < largest.value
            && w.contains('亿');
        if near && tiny {
            report
                .warn(
                    part.span,
                    format!("“其中”的{p}不到总数{w}的千分之一,请核对万与亿。"),
                    format!("{p} is next to nothing of {w}."),
                )
                .against(largest.span);
        }
        if !near || part.low <= largest.high {
            continue;
        }
        report
            .warn(
                part.span,
                format!("“其中”的{p}大于前面的总数{w}。"),
                format!("{p} is said to be a part of {w}, but exceeds it."),
            )
            .against(largest.span);
    }
}

/// A sum right behind a count of parts, and the larger whole of the same name before 其中.
fn same_metric<'a>(
    case: &'a Case,
    count: &Amount,
    amounts: &'a [Amount<'a>],
    before: usize,
    at: usize,
) -> Option<(&'a Amount<'a>, &'a Amount<'a>)> {
    let sum = amounts.iter().find(|a| a.span.start > count.span.start && a.figure.kind == FigureKind::Money)?;
    let metric = case.text.slice(sum.lead);
    let close = sum.lead.start == count.span.end + 1 && (3..=8).contains(&metric.chars().count());
    let usable = |a: &&&Amount| a.is_like(sum) && a.is_exact() && case.text.slice(a.lead) == metric;
    let mut wholes = Amount::within(case, Span::new(before, at)).iter().collect::<Vec<_>>().into_iter();
    let whole = wholes.by_ref().find(|a| usable(&a))?;
    let more = wholes.any(|a| usable(&&a));
    let counted = count.figure.kind == FigureKind::Count && metric.contains('总');
    (close && counted && !more && sum.low > whole.high && sum.is_exact()).then_some((sum, whole))
}

/// Words of a first part of something that is built, what it is a part of, and what both may measure.
const FIRST: [&str; 6] = ["一期", "首期", "二期", "起步区", "核心区", "先期"];
const TOTAL: [&str; 4] = ["总", "规划", "计划", "共"];
const MEASURED: [&str; 6] = ["投资", "用地", "占地", "面积", "用地面积", "规模"];

/// Words of a whole, and those that part and verb begin with: 共有房源1200套,已售出1500套.
const IN_ALL: [&str; 5] = ["共有", "现有", "总共", "排定", "拥有"];
const SOME: [&str; 7] = ["已", "目前已", "已有", "有", "截至目前已", "其中", "现已"];

/// What stands between a number of all and some of them: 86个项目中,有68个.
const OF_THEM: [&str; 4] = ["中,有", "中,已有", "中,", "中有"];

/// What is taken in, and what is made of it: no more can come out.
const TAKEN: [&[&str]; 2] =
    [&["收集", "征集", "梳理", "收到", "受理", "交办", "摸排", "排查"], &["会审", "评审", "审议", "参评"]];
const DEALT_WITH: [&[&str]; 2] = [&["解决", "办结", "化解", "整改", "销号", "答复", "办理"], &["通过", "获批"]];

/// What may stand before the verb.
const DONE_ALREADY: [&str; 6] = ["已", "现已", "目前已", "成功", "推动", "当场"];

/// 收集问题291条,解决347条: what is dealt with is what was taken in, where it has the same name or none.
fn is_dealt_with(whole: &str, part: &str) -> bool {
    let rest = DONE_ALREADY.iter().find_map(|w| part.strip_prefix(w)).unwrap_or(part);
    TAKEN.iter().zip(DEALT_WITH).any(|(taken, dealt)| {
        let thing = dealt.iter().find_map(|verb| rest.strip_prefix(verb));
        thing.is_some_and(|thing| whole.ends_with(thing)) && holds_any(whole, taken)
    })
}

/// 总投资12亿元,一期投资15亿元; 86个项目中,有98个; 共有房源1200套,已售出1500套
fn some_of_all(case: &Case, amounts: &[Amount], report: &mut Report) {
    for pair in amounts.windows(2) {
        let [whole, part] = pair else { continue };
        if !whole.is_like(part) || !adds_up(part.figure.kind) || part.low <= whole.high {
            continue;
        }
        let between = case.text.slice(Span::new(whole.span.end.min(part.span.start), part.span.start));
        if between.contains(['。', '\n']) || !part.is_exact() && !whole.is_exact() || report.marks(part.span) {
            continue;
        }
        let start = case.text.clause_at(whole.span.start).start.min(whole.span.start);
        let (w, p) = (case.text.slice(Span::new(start, whole.span.start)), case.text.slice(part.lead));
        let measured = |words: &str| MEASURED.iter().filter(|m| words.ends_with(**m)).max_by_key(|m| m.len()).copied();
        let phase = holds_any(&w, &TOTAL)
            && FIRST.iter().any(|f| p.contains(f) && !w.contains(f))
            && measured(&w).zip(measured(&p)).is_some_and(|(a, b)| (a == "投资") == (b == "投资"));
        let them = ends_any(&between, &OF_THEM) && between.chars().count() <= CLOSE
            || between.contains("中,入围") && between.ends_with('有');
        let clause = case.text.clause_at(part.span.start);
        let opening = case.text.slice(Span::new(clause.start.min(part.span.start), part.span.start));
        let sentence = case.text.slice(case.text.sentence_at(part.span.start));
        let at_once = between.matches([',', ';']).count() == 1;
        let all = at_once && holds_any(&w, &IN_ALL) && begins_any(&opening, &SOME) && !holds_any(&sentence, &MORE);
        let dealt = at_once && whole.figure.kind == FigureKind::Count && is_dealt_with(&w, &opening);
        if phase || them || all || dealt {
            hold_against(case, (part, "其中的"), (whole, "总数"), report);
        }
    }
}
