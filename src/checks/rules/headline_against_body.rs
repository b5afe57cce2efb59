//! # What it looks for
//! A figure of the headline that the text does not bear out: 十二个 above, 13个 below.
//!
//! # Why
//! The headline is what is quoted.
//!
//! # Warns
//! - `一季度新签产业项目十二个⏎记者昨日获悉,今年一季度,该区累计新签项目17个,其中产业项目13个,实现良好开局。`
//! - `经开区52个项目同日破土⏎总投资2138亿元⏎本报讯 昨日,经开区举行集中开工活动,52个项目一起动土,总投资213.8亿元,涵盖智能家电等门类。`
//! - `一场推介会签下27个项目⏎4月18日,柳溪县在深圳举行推介会,现场签约项目26个,涉及电子信息、食品加工等领域。`
//! - `新区进出口总额增长18.6%⏎据海关统计,今年上半年新区进出口总额56.3亿元,同比增长16.8%。`
//! - `全县前三季度引进项目36个⏎本报讯 1至9月,全县共引进亿元以上项目63个,其中工业项目41个。`
//! - `首批300套安置房交付⏎昨日,城西安置小区举行交房仪式,此次交付的房源共计330套,分布在三栋楼内。`
//! - `秋交会签约额突破90亿元⏎农产品交易会昨日落幕,达成合同286份,签约总额78.6亿元。`
//! - `乐山镇40万斤脐橙喜获丰收⏎乐山镇种植脐橙2300亩,今年预计产量达400万斤,产值超千万元。`
//! - `三年攻坚,山口镇29个村全部通上自来水⏎三年来,山口镇铺设管网86公里,全镇26个行政村全部通上了自来水。`
//! - `21个重大项目集中开工⏎3月3日,县里举行集中开工仪式。此次集中开工的12个项目总投资48.6亿元。`
//! - `高新区4天跑出开工加速度⏎从摘牌拿地到取得施工许可证,海纳电控项目仅用14天。`
//! - `15个重点项目集中签约⏎昨日,县里举行重点项目集中签约仪式,共有13个项目签约落地,总投资71.8亿元。`
//! - `滨江科创园开园 首批9家企业入驻⏎昨日,滨江科创园开园。首批入驻的6家企业已开始装修。`
//! - `青崖县一日开工九个项目⏎3月14日,青崖县举行集中开工仪式。当天开工的项目共8个,总投资46.3亿元。`
//! - `两省客商聚沅坪 签下68.3亿元大单⏎120多名客商走进果园,与沅坪签下21个项目,合同引资63.8亿元。`
//! - `沅丰县前五月新签项目二十六个⏎记者6月6日了解到,今年1至5月,该县共新签招商项目24个,合同引资68.7亿元。`
//! - `8个项目集中签约 揽金超六十亿元⏎推介会现场签约项目8个,总投资57.4亿元。其中,储能项目投资21亿元。`
//! - `一场恳谈会 签约27亿元⏎本报讯 12月3日,城南新区在杭州举行恳谈会,当天签约项目9个,签约金额72亿元。`
//! - `三季度签约项目24个⏎前三季度,全县共签约项目68个,其中一季度21个、二季度25个、三季度22个。`
//! - `一季度新签产业项目七个⏎今年一季度,全区新签约项目9个,总投资16亿元,涉及电子信息、食品加工等领域。`
//! - `12家企业获评省级示范⏎日前,省里公布名单,我区21家企业榜上有名。`
//! - `“迎老乡”签下7个项目⏎座谈会上,6个回归项目现场签约,总投资9.2亿元。`
//! - `推介会现场揽金超百亿⏎推介会上,共有23个项目签约,总金额89.6亿元。`
//! - `税收突破10亿元⏎去年,园区完成税收9.2亿元,同比增长15%。`
//! - `开发区今年引资86亿元⏎今年以来,开发区累计招引项目48个,总投资达68亿元。`
//! - `推介会揽金168亿元⏎本报讯 5月9日,我市举行招商推介会,现场签约项目23个,签约金额186亿元。`
//!
//! # Stays quiet
//! - `一季度新签产业项目十三个⏎记者昨日获悉,今年一季度,该区累计新签项目17个,其中产业项目13个,实现良好开局。`
//! - `引资近870亿元⏎三年来,该区引进项目185个,引资869.6亿元,居全市第一。`
//! - `外贸增长18.6%⏎据海关统计,上半年全区进出口56.3亿元,增长18.6%,其中出口增长16.8%。`
//! - `首批300套安置房交付⏎全市今年计划交付安置房3300套,首批交付300套,分布在三栋楼内。`
//! - `青崖县一日开工九个项目⏎去年竣工的项目共8个,今年又有一批开工。`
//! - `签下68.3亿元大单⏎现场签约项目21个,其中一个食品项目投资6.8亿元。`
//! - `税收突破10亿元⏎去年,园区完成税收9.2亿元;今年前11个月已达10.3亿元。`
//! - `两个项目总投资超20亿元⏎甲项目总投资18.6亿元,乙项目总投资3.2亿元。`
//! - `签约12个项目⏎昨日,县里签约工业项目8个、农业项目4个,总投资30亿元。`
//!
//! # Limits
//! A headline may round, and may count what the text does not count. It is marked only where the text has no figure
//! that agrees and one for the same thing that is a slip of the pen away.

use super::two_values::one_time;
use super::{Case, Report};
use crate::checks::amounts::{
    Amount, adds_up, are_turned, digit_lost, ends_any, follows_on_any, holds_any, is_slip, slipped_point,
};
use crate::checks::view::{LONGEST_HEADLINE, article_blocks, breaks_off, headlines, is_han, is_paragraph, quote};
use crate::figures::Figure;
use crate::model::{FigureKind, Modifier};
use crate::text::{Block, Span};

/// So many characters must be the same before the figure, or after it.
const SAME_LEAD: usize = 3;
const SAME_TAIL: usize = 2;

/// What is done to things that are counted: signed.
const SIGNS: &str = "签";

/// So many after it tell by themselves.
const LONG_TAIL: usize = 4;

/// Words that lead up to the sum that a headline tells of.
const SUMS: [&str; 10] =
    ["签约金额", "总投资", "总投资额", "总金额", "投资总额", "引资额", "合同金额", "投资额", "引资", "资金"];

/// The fewest digits of such a sum.
const DIGITS: usize = 3;

/// Counts up to here may be miscounted by one.
const SMALL: f64 = 100.0;

pub fn check(case: &Case, report: &mut Report) {
    for block in headlines(case.text) {
        let Some(article) = block.article.map(|article| case.articles[article]) else { continue };
        let body = Amount::within(case, Span::new(block.span.end, article.end));
        let sums = |a: &&Amount| {
            adds_up(a.figure.kind)
                || lasts(a)
                || a.figure.kind == FigureKind::Percent && (a.decimals > 0 || a.is_led_by(case, GREW))
        };
        let here = Amount::within(case, block.span).iter().filter(sums).filter(|a| a.is_stated(case));
        for amount in here {
            compare(case, amount, body, &|_| true, report);
        }
        marks_passed(case, block, body, report);
    }
    for block in leads(case) {
        let Some(article) = block.article.map(|article| case.articles[article]) else { continue };
        let body = Amount::within(case, Span::new(block.span.end, article.end));
        for above in Amount::within(case, block.span).iter().filter(|a| a.is_stated(case) && a.is_exact()) {
            let may = |below: &Amount| are_turned(above.value, below.value) && one_time(case, above, below);
            compare(case, above, body, &may, report);
        }
    }
}

/// A first paragraph that is no longer sums up what follows.
const LONGEST_LEAD: usize = 80;

/// The first paragraph of each article that has more under its headline, where it is short.
fn leads<'a>(case: &'a Case) -> Vec<&'a Block> {
    let mut leads: Vec<&Block> = Vec::new();
    let mut article = None;
    let titled = |lead: &Block| headlines(case.text).any(|title| title.article == lead.article);
    for block in article_blocks(case.text)
        .filter(|b| is_paragraph(b) && !(b.span.len() <= LONGEST_HEADLINE && breaks_off(case.text, b.span)))
    {
        if article != block.article && block.span.len() <= LONGEST_LEAD && titled(block) {
            leads.push(block);
        }
        article = block.article;
    }
    leads
}

fn compare(case: &Case, above: &Amount, body: &[Amount], may: &dyn Fn(&Amount) -> bool, report: &mut Report) {
    if let Some(same) = body.iter().find(|b| b.is_like(above) && (b.agrees(above) || rounds_to(b, above))) {
        let words = quote(case, same.span);
        report
            .holds(above.span, format!("标题的数与正文的{words}相符。"), format!("The headline agrees with {words}."))
            .against(same.span);
        return;
    }
    if body.iter().any(|b| b.value == above.value) {
        return;
    }
    let slip = |b: &&Amount| {
        let used = !lasts(above) || follows_on_any(case, b.span.start, &USED);
        let is_slip = || is_miswritten(above, b) || is_small_first(case, above, b);
        // 31% and 37% are hardly of one thing
        if above.figure.kind == FigureKind::Percent && above.decimals == 0 {
            return b.is_like(above) && are_turned(above.value, b.value) && grows_alike(case, above, b);
        }
        let is_it =
            || counts_the_same(case, above, b) || is_the_sum(case, above, b) || is_the_only_one(case, above, body);
        b.is_like(above) && used && is_slip() && is_it() && may(b)
    };
    let first = || first_count(case, above, body).filter(|b| may(b));
    let short = || short_of(case, above, body).filter(|b| may(b));
    let Some(below) = body.iter().find(slip).or_else(first).or_else(short) else { return };
    let (a, b) = (quote(case, above.span), quote(case, below.span));
    report
        .error(
            above.span,
            format!("标题作“{a}”,正文作“{b}”,全文没有相符的数。"),
            format!("The headline says {a}, the text says {b}; no figure of the text agrees."),
        )
        .against(below.span)
        .suggest(b);
}

/// What leads up to how long something took.
const USED: [&str; 8] = ["仅用", "只用", "用时", "历时", "仅用时", "用了", "只花了", "仅花"];

/// Hours and days that something took; years are counted in many ways.
fn lasts(amount: &Amount) -> bool {
    amount.figure.kind == FigureKind::Duration
        && matches!(amount.unit(), Some("d" | "h" | "min"))
        && amount.value >= 1.0
}

/// 3415.7 becomes 3415 in a headline.
fn rounds_to(exact: &Amount, round: &Amount) -> bool {
    // 突破90亿元 is not borne out by 78.6亿元
    let passed = round.figure.modifier == Some(Modifier::Over) && exact.value < round.value;
    !passed && (exact.value - round.value).abs() < round.high - round.low
        || (exact.value / round.value - 1.0).abs() < 0.01
}

fn is_miswritten(a: &Amount, b: &Amount) -> bool {
    let small = a.value <= SMALL && b.value <= SMALL && a.decimals + b.decimals == 0;
    let counted = a.figure.kind == FigureKind::Count && a.unit().is_some_and(|u| !COMMON.contains(&u));
    is_slip(a.value, b.value)
        || (lasts(a) || counted) && digit_lost(a.value, b.value)
        || lasts(a) && are_turned(a.value, b.value)
        || small && (a.value - b.value).abs() <= 1.0
}

/// 首批8家 above and 首批…6家 below: of so few any other number is a slip.
fn is_small_first(case: &Case, a: &Amount, b: &Amount) -> bool {
    let lead = |x: &Amount| &case.text.chars[x.lead.start..x.lead.end];
    a.value.max(b.value) < 10.0 && a.is_exact() && b.is_exact() && is_first(lead(a), lead(b))
}

/// Whether the words before or after both figures tell that they count the same.
fn counts_the_same(case: &Case, a: &Amount, b: &Amount) -> bool {
    let chars = |span: Span| &case.text.chars[span.start..span.end];
    let (lead_a, lead_b) = (chars(a.lead), chars(b.lead));
    let lead = lead_a.iter().rev().zip(lead_b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (tail_a, tail_b) = (chars(a.tail(case)), chars(b.tail(case)));
    let tail = tail_a.iter().zip(tail_b).take_while(|(x, y)| x == y).count();
    let point_lost = slipped_point(a.value, b.value).is_some();
    // 27个项目 above, 签约项目26个 below
    let own = if tail_a.is_empty() { &lead_a[lead_a.len().saturating_sub(SAME_TAIL)..] } else { tail_a };
    let thing = &own[..own.len().min(SAME_TAIL)];
    let signs = |lead: &[char]| lead.iter().any(|c| SIGNS.contains(*c));
    let clause_a = chars(clause_of(case, a));
    // 一日开工九个项目 above, 当天开工的项目共8个 below
    let told_alike = || {
        let told = &lead_b[..lead_b.len() - SAME_TAIL];
        told.windows(2).any(|word| word != thing && clause_a.windows(2).any(|w| w == word))
    };
    let named_before =
        thing.len() == SAME_TAIL && lead_b.ends_with(thing) && (signs(lead_b) && signs(clause_a) || told_alike());
    // 36 above and 63 below are hardly two things
    let turned = are_turned(a.value, b.value);
    // 12家企业获评 above, 21家企业榜上有名 below
    let of_one_noun = tail >= SAME_TAIL && a.is_exact() && b.is_exact();
    if turned && (of_one_noun || grows_alike(case, a, b))
        || is_of_one_period(case, a, b)
        || signed_alike(case, a, b)
        || turned
            && (a.figure.kind == FigureKind::Percent && a.decimals > 0 && b.decimals > 0
                || thing.len() == SAME_TAIL && lead_b.ends_with(thing))
    {
        return true;
    }
    let same_lead =
        if point_lost || turned || a.figure.kind == FigureKind::Percent { SAME_LEAD - 1 } else { SAME_LEAD };
    let led_alike = || point_lost || lead_a.is_empty() == lead_b.is_empty() || is_first(lead_a, lead_b);
    named_before
        || lead >= same_lead
        || tail >= LONG_TAIL
        || tail >= SAME_TAIL && led_alike()
        || turned && is_large_sum(case, a, b)
        || said_again(tail_a, [lead_b, tail_b])
}

/// 实际利用外资增长31% above, 实际利用外资2.3亿美元,同比增长13% below.
fn grows_alike(case: &Case, a: &Amount, b: &Amount) -> bool {
    let words = case.text.slice(clause_of(case, a));
    let Some((name, _)) = words.split_once(GREW).filter(|_| a.figure.kind == FigureKind::Percent) else { return false };
    let length = name.chars().count();
    let name: String = name.chars().skip(length.saturating_sub(NAME)).collect();
    let sentence = case.text.sentence_at(b.span.start);
    let before = case.text.slice(Span::new(sentence.start.min(b.span.start), b.span.start));
    length >= NAME && b.is_led_by(case, GREW) && before.contains(&name)
}

/// So many characters name what grew.
const NAME: usize = 4;
const GREW: &str = "增长";

/// 三季度签约项目24个 above, 一季度21个、二季度25个、三季度22个 below: nothing but the period leads up to it.
fn is_of_one_period(case: &Case, a: &Amount, b: &Amount) -> bool {
    let period = |f: &&Figure| matches!(f.kind, FigureKind::Period) && f.span.end == b.span.start;
    let Some(period) = b.index.checked_sub(1).and_then(|i| case.figures.get(i)).filter(period) else { return false };
    let name = case.text.slice(period.span);
    let title = case.text.slice(clause_of(case, a));
    let thing = case.text.slice(a.lead);
    let counted: String = thing.chars().skip(thing.chars().count().saturating_sub(SAME_TAIL)).collect();
    let sentence = case.text.sentence_at(b.span.start);
    let told = || case.text.slice(Span::new(sentence.start.min(b.span.start), b.span.start)).contains(&counted);
    let alone = thing.chars().count() >= SAME_TAIL && title.ends_with(&thing) && title.contains(&name);
    a.figure.kind == FigureKind::Count && a.is_exact() && b.is_exact() && alone && told()
}

/// What is done to projects, as headlines and texts tell of it.
const DONE_TO: [&str; 8] = ["签", "开工", "竣工", "投产", "落户", "落地", "集中签约", "入驻"];

/// 签下7个项目 above, 6个回归项目现场签约 below.
fn signed_alike(case: &Case, a: &Amount, b: &Amount) -> bool {
    let tail: Vec<char> = case.text.chars[a.span.end..].iter().take(SAME_TAIL).copied().collect();
    let other = b.tail(case);
    let near = &case.text.chars[other.start..other.end.min(other.start + FAR)];
    let clause = |x: &Amount| case.text.slice(case.text.clause_at(x.span.start));
    let (mine, others) = (clause(a), clause(b));
    tail.len() == SAME_TAIL
        && tail.iter().all(|c| is_han(*c))
        && near.windows(SAME_TAIL).any(|w| w == tail)
        && a.figure.kind == FigureKind::Count
        && DONE_TO.iter().any(|done| mine.contains(done) && others.contains(done))
        && !others.contains(['已', '其', '另'])
}

/// A headline counts no more projects than this one by one.
const FEW: f64 = 60.0;

/// Words of a count that is not of what the headline counts.
const NOT_ALL: [&str; 14] =
    ["其中", "累计", "去年", "同期", "计划", "力争", "目标", "首个", "以来", "另", "还有", "占", "预计", "剩"];

/// 新签项目七个 above, and the first that the text counts of them are 9: one period, one verb, and no two sums make it.
fn first_count<'a>(case: &Case, above: &Amount, body: &'a [Amount<'a>]) -> Option<&'a Amount<'a>> {
    let clause = |x: &Amount| case.text.slice(case.text.clause_at(x.span.start));
    let counts = |x: &Amount| {
        let near = case.text.slice(Span::new(x.span.end, (x.span.end + SAME_TAIL).min(case.text.chars.len())));
        x.figure.kind == FigureKind::Count
            && x.unit() == Some("个")
            && x.is_exact()
            && !x.is_bound(case)
            && (near == "项目" || x.is_led_by(case, "项目"))
    };
    let mine = clause(above);
    let verb = DONE_TO.iter().find(|verb| mine.contains(**verb))?;
    if !counts(above) || above.value > FEW || holds_any(&mine, &NOT_ALL) {
        return None;
    }
    let told: Vec<&Amount> = body.iter().filter(|b| counts(b)).collect();
    let first = told.first().filter(|b| clause(b).contains(verb) && b.value > 1.0 && b.value <= FEW)?;
    let article = case.article_of(above.span.start).map(|article| case.articles[article])?;
    let sentence = case.text.sentence_at(first.span.start);
    let before = case.text.slice(Span::new(sentence.start.min(first.span.start), first.span.start));
    let sums = told.iter().enumerate().any(|(i, a)| told[i + 1..].iter().any(|b| a.value + b.value == above.value));
    let alone = told.iter().filter(|b| clause(b).contains(verb)).count() == 1;
    (alone && article.contains(first.span) && !holds_any(&before, &NOT_ALL) && !sums).then_some(*first)
}

/// So far behind its number stands what is counted.
const FAR: usize = 6;

/// 19个*村全部通上天然气* above, 16个*行政村全部通上了天然气* below; 21个*重大项目集中开工*, *集中开工的*12个*项目*: half of what
/// the headline says stands around the other.
fn said_again(said: &[char], below: [&[char]; 2]) -> bool {
    let again = said.iter().filter(|c| below.iter().any(|words| words.contains(c))).count();
    again >= LONG_TAIL && 2 * again >= said.len()
}

/// Words of the first of several.
const FIRSTS: [[char; 2]; 3] = [['首', '批'], ['首', '期'], ['首', '届']];

fn is_first(above: &[char], below: &[char]) -> bool {
    FIRSTS.iter().any(|first| [above, below].iter().all(|lead| lead.windows(2).any(|pair| pair == first)))
}

/// The clause that an amount stands in, up to it.
fn clause_of(case: &Case, amount: &Amount) -> Span {
    Span::new(case.text.clause_at(amount.span.start).start.min(amount.span.start), amount.span.start)
}

/// 签约额突破90亿元 above, 签约总额78.6亿元 below, and no sum of the text is as large.
fn short_of<'a>(case: &Case, above: &Amount, body: &'a [Amount<'a>]) -> Option<&'a Amount<'a>> {
    let passed = above.figure.kind == FigureKind::Money && above.figure.modifier == Some(Modifier::Over);
    let lead = case.text.slice(above.lead);
    let mut money = body.iter().filter(|b| b.is_like(above));
    if !passed || !ends_any(&lead, &SIGNED) && !ends_any(&lead, &GAINED) {
        return None;
    }
    let of_it = |b: &&Amount| b.is_led_by_any(case, &SIGNED) || b.is_led_by_any(case, &SUMS);
    let below = money.clone().find(of_it)?;
    // far less than that is one sum of several
    let all: f64 = money.clone().filter(of_it).map(|b| b.high).sum();
    let short = below.high >= NEARLY * above.value && all < above.value;
    (short && money.all(|b| b.high < above.value)).then_some(below)
}

/// What headlines only hope for.
const HOPES: [&str; 14] =
    ["力争", "将", "冲刺", "迈向", "目标", "打造", "培育", "有望", "预计", "剑指", "进军", "冲", "拟", "计划"];

/// How much a word says.
const WORDS: [(&str, f64); 4] = [("十亿", 1e9), ("百亿", 1e10), ("千亿", 1e11), ("万亿", 1e12)];

/// What leads up to a mark that was passed.
const PASSED: [&str; 6] = ["突破", "超", "超过", "破", "过", "逾"];

/// 税收突破10亿元 and 揽金超百亿 above, and the text has no more than 9.2亿元 of it.
fn marks_passed(case: &Case, title: &Block, body: &[Amount], report: &mut Report) {
    let hoped = |at: usize| holds_any(&case.text.slice(case.text.clause_at(at)), &HOPES);
    let numbers = Amount::within(case, title.span).iter().filter(|a| {
        a.figure.kind == FigureKind::Money
            && a.figure.modifier == Some(Modifier::Over)
            && a.unit() == Some("CNY")
            && !a.is_bound(case)
    });
    let mut marks: Vec<(Span, Span, f64)> = numbers.map(|a| (a.lead, a.span, a.value)).collect();
    for at in case.places.all('亿').filter(|at| (title.span.start + 2..title.span.end).contains(at)) {
        let word = WORDS.iter().find(|(word, _)| case.text.ends_with(at + 1, word));
        let passed = PASSED.iter().filter(|w| case.text.ends_with(at - 1, w)).map(|w| w.chars().count()).max();
        let Some(((_, value), passed)) = word.zip(passed) else { continue };
        let goes_on = at + 1 + usize::from(case.text.starts_with(at + 1, "元"));
        if case.text.chars.get(goes_on).is_none_or(|c| !is_han(*c)) {
            let end = at - 1 - passed;
            let length = case.text.chars[title.span.start..end].iter().rev().take_while(|c| is_han(**c)).count();
            marks.push((Span::new(end - length, end), Span::new(at - 1, at + 1), *value));
        }
    }
    for (lead, span, value) in marks {
        let words = case.text.slice(lead);
        let metric: String = words.chars().skip(words.chars().count().saturating_sub(SAME_TAIL)).collect();
        let signed = ends_any(&words, &GAINED) || ends_any(&words, &SIGNED);
        let of_it = |b: &&Amount| {
            let money = b.figure.kind == FigureKind::Money && b.unit() == Some("CNY");
            let named = metric.chars().count() == SAME_TAIL
                && AKIN.iter().any(|names| names.contains(&metric.as_str()) && b.is_led_by_any(case, names))
                || metric.chars().count() == SAME_TAIL && b.is_led_by(case, &metric);
            money && (named || signed && (b.is_led_by_any(case, &SIGNED) || b.is_led_by_any(case, &SUMS)))
        };
        let all: f64 = body.iter().filter(of_it).map(|b| b.high).sum();
        let largest = body.iter().filter(|b| b.figure.kind == FigureKind::Money).map(|b| b.high).fold(0.0, f64::max);
        let Some(below) = body.iter().find(of_it) else { continue };
        // what is called the same is meant, however far it falls short
        let least = if below.is_led_by(case, &metric) { NEARLY - 0.2 } else { NEARLY };
        let short = below.value >= least * value && all < value && largest < value && below.is_stated(case);
        if short && !hoped(span.start) && !report.has(span) {
            let (a, b) = (quote(case, span), quote(case, below.span));
            report
                .error(
                    span,
                    format!("标题说超过{a},正文只有{b}。"),
                    format!("The headline says that {a} was passed, the text has {b}."),
                )
                .against(below.span);
        }
    }
}

/// What one thing is called in a headline and below it.
const AKIN: [&[&str]; 4] = [
    &["营收", "收入", "营业收入"],
    &["外贸", "进出口", "进出口额", "进出口总额"],
    &["引资", "到位资金", "资金"],
    &["产值", "总产值"],
];

/// What misses a sum that was passed by no more than this share is meant by it.
const NEARLY: f64 = 0.8;

/// What a headline says of all that was signed.
const GAINED: [&str; 10] = ["揽金", "引资", "吸金", "签下", "签约", "总投资", "签约额", "揽资", "投资", "成交"];

/// What is signed in all.
const SIGNED: [&str; 22] = [
    "签约额",
    "签约总额",
    "签约金额",
    "签约总金额",
    "签约总投资",
    "签约资金",
    "协议投资额",
    "协议投资",
    "协议资金",
    "协议金额",
    "协议总投资",
    "协议引资",
    "协议引资额",
    "合同金额",
    "合同总额",
    "合同投资额",
    "合同引资",
    "意向金额",
    "成交额",
    "成交金额",
    "授信总额",
    "总金额",
];

/// Units that count so many things that two counts are hardly of one.
const COMMON: [&str; 12] = ["个", "家", "人", "名", "位", "项", "次", "人次", "户", "件", "万", "种"];

/// The least that is not rounded in a headline without a word for it.
const LARGE: f64 = 100.0;

/// 300套 above and 330套 below, where nothing else is counted in 套.
fn is_the_only_one(case: &Case, above: &Amount, body: &[Amount]) -> bool {
    let mut alike = body.iter().filter(|b| b.is_like(above));
    let counted = above.figure.kind == FigureKind::Count && above.unit().is_some_and(|u| !COMMON.contains(&u));
    let exact = |a: &Amount| a.is_exact() && a.value >= LARGE && a.decimals == 0;
    let measured = !matches!(above.figure.kind, FigureKind::Count | FigureKind::Money | FigureKind::Percent);
    let point_lost = |below: &Amount| slipped_point(above.value, below.value).is_some();
    if measured && above.is_exact() && alike.clone().count() == 1 {
        return alike.next().is_some_and(|below| below.is_exact() && (lasts(above) || point_lost(below)));
    }
    // 18座城 above, 8座城市 below
    let only_one = alike.clone().count() == 1;
    let lost = |b: &Amount| {
        let thing = |x: &Amount| case.text.chars.get(x.span.end).copied().filter(|c| is_han(*c));
        b.is_exact() && digit_lost(above.value, b.value) && thing(above).is_some() && thing(above) == thing(b)
    };
    if counted && only_one && above.is_exact() && alike.clone().any(lost) {
        return true;
    }
    counted && exact(above) && alike.next().is_some_and(exact) && alike.next().is_none()
}

/// Sums of so many digits are hardly turned by chance.
fn is_large_sum(case: &Case, a: &Amount, b: &Amount) -> bool {
    let digits = |a: &Amount| case.text.slice(a.span).chars().filter(char::is_ascii_digit).count();
    let money = a.figure.kind == FigureKind::Money && a.is_exact() && b.is_exact();
    money && digits(a).min(digits(b)) >= DIGITS
}

/// 揽金168亿元 above, 签约金额186亿元 below: the sum of the text, a slip of the pen apart.
fn is_the_sum(case: &Case, above: &Amount, below: &Amount) -> bool {
    // 签约38亿元 above, 签约金额83亿元 below
    let signed = || {
        let gained = ends_any(&case.text.slice(above.lead), &GAINED) && above.figure.kind == FigureKind::Money;
        gained && are_turned(above.value, below.value) && below.is_led_by_any(case, &SIGNED)
    };
    is_large_sum(case, above, below) && ends_any(&case.text.slice(below.lead), &SUMS)
        || signed()
        || is_first_sum(case, above, below)
}

/// 引资86亿元 above, and the first sum of the text is 68亿元.
fn is_first_sum(case: &Case, above: &Amount, below: &Amount) -> bool {
    let money = |a: &Amount| a.figure.kind == FigureKind::Money && a.is_exact() && !a.is_bound(case);
    let turned = || are_turned(above.value, below.value) || slipped_point(above.value, below.value).is_some();
    let article = || case.article_of(above.span.start).map(|article| case.articles[article]);
    let earlier = |article: Span| {
        let between = Span::new(above.span.end, below.span.start.max(above.span.end));
        article.contains(below.span)
            && Amount::within(case, between).iter().any(|a| a.figure.kind == FigureKind::Money && !is_headline(case, a))
    };
    money(above) && money(below) && turned() && article().is_some_and(|article| !earlier(article))
}

fn is_headline(case: &Case, amount: &Amount) -> bool {
    headlines(case.text).any(|title| title.span.contains(amount.span))
}
