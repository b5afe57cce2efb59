//! # What it looks for
//! One metric in the same words with two values that are a slip of the pen apart: 累计引资869.6亿元, later 896.6亿元.
//!
//! # Why
//! One of the two is quoted wrongly from then on.
//!
//! # Warns
//! - `三年来,全区累计引进资金869.6亿元,居全市第一。⏎分管负责人说,全区累计引进资金896.6亿元,来之不易。`
//! - `大会表彰先进集体36个、先进个人128名。⏎会议决定,对182名先进个人予以表彰。`
//! - `蓝湾新能源项目占地350亩,计划9月投产。⏎占地530亩的蓝湾新能源项目正在安装设备。`
//! - `氢能项目投资4.2亿元,全部建成后预计年产值6.5亿元。⏎负责人说,双方就年产值5.6亿元、亩均税收20万元写进了条款。`
//! - `乙公司计划建四条线,用地418亩。⏎5月9日,41.8亩净地交到企业手上。`
//! - `县里公布政务服务事项1286项,全部上网可办。据介绍,在这1268项政务服务事项中,即办件占58%。`
//! - `总投资35亿元的玻纤项目正在砌筑窑炉。这个总投资53亿元的项目去年10月签约。`
//! - `首届茶商大会开幕,230余名海内外茶商齐聚一堂。⏎负责人说,能把320余名茶商请到家门口,就是推介。`
//!
//! # Stays quiet
//! - `前三季度,全县引进项目26个。⏎从储备看,在谈项目62个。`
//! - `一季度签约项目26个,二季度签约项目62个。这62个项目中,工业项目占一半。`
//! - `甲区签约项目86个,乙区签约项目74个。这160个项目全部入库。`
//! - `甲厂年产值65亿元。⏎乙厂年产值56亿元。`
//! - `一期年产值6.5亿元。⏎二期年产值5.6亿元。`
//! - `蓝湾新能源项目一期占地350亩,计划9月投产。⏎蓝湾新能源项目占地530亩,二期正在安装设备。`
//! - `三年来,全区累计引进资金869.6亿元,居全市第一。⏎分管负责人说,全区累计引进资金近870亿元,来之不易。`
//! - `2022年全区累计引进资金869.6亿元。⏎2023年全区累计引进资金896.6亿元。`
//! - `全市累计引进项目1268个,其中甲区累计引进项目186个,乙区累计引进项目168个。`
//!
//! # Limits
//! The words that lead up to both must be the same, five at least (or four that lead up to one and follow the other), and
//! nothing may tell that they are of different times. Land and total of a project are held against those of the same name.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, are_turned, follows_on_any, is_slip, slipped_point};
use crate::checks::view::{clause_before, is_paragraph, quote};
use crate::entities::Mention;
use crate::hashing::HashMap;
use crate::model::{EntityType, FigureKind, Modifier};
use crate::sorting::Sorting;
use crate::text::Span;

/// So many characters before the figure must be the same.
const LEAD: usize = 5;

/// One fewer where two digits changed places.
const TURNED: usize = 4;

/// Smaller numbers are a digit apart by chance.
const LEAST_DIGITS: usize = 3;

pub fn check(case: &Case, report: &mut Report) {
    let exact = |a: &&Amount| adds_up(a.figure.kind) && a.is_exact() && a.is_stated(case) && digits(case, a) > 1;
    let stated: Vec<&Amount> = Amount::all(case).iter().filter(exact).collect();
    let told: Vec<&Amount> = stated.iter().copied().filter(|a| digits(case, a) >= LEAST_DIGITS).collect();
    let mut by_lead: HashMap<&[char], Vec<&Amount>> = HashMap::default();
    for &amount in &told {
        let lead = amount.lead;
        if lead.len() >= TURNED {
            let words = &case.text.chars[lead.end - TURNED..lead.end];
            by_lead.or_default(words).push(amount);
        }
    }
    let mut groups: Vec<Vec<&Amount>> = by_lead.into_iter().map(|(_, group)| group).filter(|g| g.len() > 1).collect();
    groups.arrange_by_key(|g| g[0].index);
    for group in groups {
        for (i, later) in group.iter().enumerate() {
            let one_metric = |e: &&&Amount| {
                let words = |a: &Amount| {
                    a.lead
                        .end
                        .checked_sub(LEAD)
                        .filter(|at| *at >= a.lead.start)
                        .map(|at| &case.text.chars[at..a.lead.end])
                };
                are_turned(e.value, later.value) || words(e).is_some() && words(e) == words(later)
            };
            if let Some(earlier) = group[..i].iter().filter(one_metric).find(|e| contradict(case, e, later)) {
                say(case, earlier, later, report);
            }
        }
    }
    nouns(case, &told, report);
    turned(case, report);
    point_lost(case, report);
    facts(case, &stated, report);
    shown(case, &stated, report);
}

/// What points back to a figure that was just told, and how far back that is.
const THESE: [&str; 7] = ["这", "这个", "该", "上述", "这些", "这一", "这座"];
const BACK: usize = 240;

/// 政务服务事项1286项, then 这1268项政务服务事项; 总投资35亿元的某项目, then 这个总投资53亿元的项目.
fn shown(case: &Case, amounts: &[&Amount], report: &mut Report) {
    for (i, later) in amounts.iter().enumerate() {
        let before = case.text.words(clause_before(case, later.span.start));
        let fact = FACTS.iter().filter(|(word, _)| before.ends_with(word)).max_by_key(|(word, _)| word.len());
        let pointed = fact.map_or(before, |(word, _)| before.trim_end_matches(word));
        if !THESE.iter().any(|w| pointed.ends_with(w)) {
            continue;
        }
        let of_fact = |a: &Amount| fact.is_some_and(|(_, f)| FACTS.iter().any(|(w, g)| g == f && a.is_led_by(case, w)));
        let told = |a: &&&Amount| {
            let near = a.span.start + BACK > later.span.start
                && case.article_of(a.span.start) == case.article_of(later.span.start);
            near && a.is_like(later) && if fact.is_some() { of_fact(a) } else { counts_the_same(case, a, later) }
        };
        let all: Vec<&&Amount> = amounts[..i].iter().filter(told).collect();
        let Some(last) = all.last() else { continue };
        let apart = case.text.sentence_at(last.span.start) != case.text.sentence_at(later.span.start);
        if apart && all.iter().all(|a| a.value != later.value) && is_slip(last.value, later.value) {
            say(case, last, later, report);
        }
    }
}

/// Whether the noun before or behind the first is what the second counts.
fn counts_the_same(case: &Case, a: &Amount, later: &Amount) -> bool {
    let tail = later.tail(case);
    let noun = &case.text.chars[tail.start..tail.end.min(tail.start + LONGEST_NOUN)];
    let behind = a.tail(case);
    let same =
        behind.len() >= THING && case.text.chars[behind.start..behind.start + THING] == noun[..THING.min(noun.len())];
    let before = a.lead.len() >= THING && {
        let end = &case.text.chars[a.lead.end - THING..a.lead.end];
        noun.windows(THING).any(|w| w == end)
    };
    noun.len() >= THING && (same || before)
}

/// So many characters behind a number may be the noun that it counts.
const LONGEST_NOUN: usize = 8;

/// 先进个人128名 and 182名先进个人: as many words lead up to one and follow the other.
const NOUN: usize = 4;

fn nouns(case: &Case, amounts: &[&Amount], report: &mut Report) {
    let mut by_lead: HashMap<&[char], &Amount> = HashMap::default();
    let words = |at: usize| &case.text.chars[at..at + NOUN];
    for amount in amounts.iter().filter(|a| a.lead.len() >= NOUN) {
        by_lead.or_insert(words(amount.lead.end - NOUN), amount);
    }
    for amount in amounts.iter().filter(|a| a.figure.kind == FigureKind::Count && a.tail(case).len() >= NOUN) {
        if let Some(other) = by_lead.get(words(amount.span.end)).filter(|other| contradict(case, other, amount)) {
            let (first, later) = if other.index < amount.index { (*other, *amount) } else { (*amount, *other) };
            say(case, first, later, report);
        }
    }
}

/// So many characters that lead up to both, or so many of what is counted.
const NAME: usize = 3;
const THING: usize = 2;

/// So near behind the number stands what is counted: 230余名海内外*茶商*.
const NEAR: usize = 6;

/// Of these there are many: two numbers of them are hardly of the same.
const MANY: [&str; 14] =
    ["项目", "企业", "以上", "人次", "平方", "左右", "群众", "员工", "工作", "以下", "产业", "个项", "家企", "公里"];

/// 预计年产值6.5亿元 and 就年产值5.6亿元, 230余名茶商 and 320余名茶商: two digits changed places, and nothing tells the two apart.
fn turned(case: &Case, report: &mut Report) {
    let stated = |a: &&Amount| {
        adds_up(a.figure.kind) && digits(case, a) > 1 && a.is_stated(case) && a.figure.modifier != Some(Modifier::Under)
    };
    let mut by_digits: HashMap<Vec<char>, Vec<&Amount>> = HashMap::default();
    for amount in Amount::all(case).iter().filter(stated) {
        let mut key: Vec<char> =
            case.text.chars[amount.span.start..amount.span.end].iter().copied().filter(char::is_ascii_digit).collect();
        key.arrange();
        let others = by_digits.or_default(key);
        let same = |other: &&&Amount| are_turned(other.value, amount.value) && is_of_the_same(case, other, amount);
        if let Some(earlier) = others.iter().rev().take(FEW).find(same) {
            say(case, earlier, amount, report);
        }
        others.push(amount);
    }
}

/// 用地365亩 and 36.5亩净地: the same three digits or more in one unit, one of them with a point.
fn point_lost(case: &Case, report: &mut Report) {
    let measured = |a: &&Amount| {
        let kind = a.figure.kind;
        adds_up(kind) && !matches!(kind, FigureKind::Money | FigureKind::Count) && a.is_exact() && !a.is_bound(case)
    };
    let amounts: Vec<&Amount> =
        Amount::all(case).iter().filter(measured).filter(|a| digits(case, a) >= LEAST_DIGITS).collect();
    for (i, later) in amounts.iter().enumerate() {
        let written = |a: &Amount| -> Vec<char> {
            let chars = case.text.chars[a.span.start..a.span.end].iter().copied();
            chars.filter(char::is_ascii_digit).skip_while(|c| *c == '0').collect()
        };
        let of_one = |a: &Amount| {
            let words = case.text.slice(clause_before(case, a.span.start));
            let behind = case.text.chars.get(a.span.end).copied().unwrap_or('\n');
            !words.contains(['期', '另', '每', '均', '单', '第']) && behind != '/'
        };
        let same = |a: &&&Amount| {
            let point = (a.decimals == 0) != (later.decimals == 0) && slipped_point(a.value, later.value).is_some();
            point
                && a.is_like(later)
                && written(a) == written(later)
                && of_one(a)
                && of_one(later)
                && one_time(case, a, later)
        };
        if let Some(earlier) = amounts[..i].iter().rev().take(FEW).find(same) {
            say(case, earlier, later, report);
        }
    }
}

/// Whether two figures that stand apart measure one thing, as far as the words beside them tell.
fn is_of_the_same(case: &Case, a: &Amount, b: &Amount) -> bool {
    let subject = |x: &Amount| case.links.get(x.index).and_then(|l| l.subject.as_ref()).and_then(|s| s.entity);
    let kind = |entity: usize| case.entities.entities.get(entity).map(|e| e.kind);
    // what a project makes may be told of its firm, and who comes of an event or of its place
    let can_be_one = |x: usize, y: usize| match (kind(x), kind(y)) {
        (Some(EntityType::Project), Some(other)) | (Some(other), Some(EntityType::Project)) => {
            other == EntityType::Company
        }
        (Some(EntityType::Event), Some(_)) | (Some(_), Some(EntityType::Event)) => true,
        _ => false,
    };
    let of_another = subject(a).zip(subject(b)).is_some_and(|(x, y)| x != y && !can_be_one(x, y));
    let part = [a, b]
        .iter()
        .any(|x| case.text.slice(clause_before(case, x.span.start)).contains(['期', '其', '另', '每', '均']));
    let lead = |x: &Amount| {
        x.lead.end.checked_sub(NAME).filter(|at| *at >= x.lead.start).map(|at| &case.text.chars[at..x.lead.end])
    };
    let fact = FACTS.iter().any(|(word, _)| a.is_led_by(case, word));
    // 甲厂年产值, 乙厂年产值
    let owner = |x: &Amount| {
        let subject = case.links.get(x.index)?.subject.as_ref()?.span;
        (subject.end + NAME == x.lead.end).then(|| case.text.slice(subject))
    };
    let led_alike = !fact && lead(a).is_some() && lead(a) == lead(b) && owner(a) == owner(b);
    let thing = |x: &Amount, y: &Amount| {
        let (tail, other) = (x.tail(case), y.tail(case));
        let name = &case.text.chars[tail.start..tail.end.min(tail.start + THING)];
        let near = &case.text.chars[other.start..other.end.min(other.start + NEAR)];
        name.len() == THING
            && !MANY.iter().any(|w| name.iter().copied().eq(w.chars()))
            && near.windows(THING).any(|w| w == name)
    };
    let counted =
        || a.figure.kind == FigureKind::Count && digits(case, a) >= LEAST_DIGITS && (thing(a, b) || thing(b, a));
    a.is_like(b)
        && a.figure.modifier == b.figure.modifier
        && !of_another
        && !part
        && (led_alike || counted())
        && one_time(case, a, b)
}

/// What a project has one of, as it leads up to a figure.
const FACTS: [(&str, &str); 14] = [
    ("员工", "staff"),
    ("职工", "staff"),
    ("用地", "land"),
    ("规划用地", "land"),
    ("总库容", "volume"),
    ("总装机容量", "power"),
    ("全长", "length"),
    ("占地", "land"),
    ("占地面积", "land"),
    ("用地面积", "land"),
    ("总占地面积", "land"),
    ("总投资", "sum"),
    ("总投资额", "sum"),
    ("投资总额", "sum"),
];

/// So many statements of one fact are kept.
const FEW: usize = 8;

/// 占地350亩 and 530亩 of one project.
fn facts(case: &Case, amounts: &[&Amount], report: &mut Report) {
    let mut told: HashMap<(usize, &str), Vec<&Amount>> = HashMap::default();
    for amount in amounts {
        // 总投资12亿元, 540亩用地
        let follows = |word: &str| word.chars().count() == 2 && case.text.starts_with(amount.span.end, word);
        let known = |at: Option<&char>| at.is_some_and(|c| "量容长地积资额工职员用规总".contains(*c));
        if !known(case.text.chars.get(amount.lead.end.wrapping_sub(1))) && !known(case.text.chars.get(amount.span.end))
        {
            continue;
        }
        let fact = FACTS.iter().find(|(word, _)| amount.is_led_by(case, word) || follows(word));
        if let Some((_, fact)) = fact
            && let Some(project) = project_of(case, amount)
                .or_else(|| subject_of(case, amount, fact))
                .or_else(|| only_project(case, amount, fact))
        {
            let others = told.or_default((project, fact));
            if let Some(earlier) = others.iter().find(|other| contradict(case, other, amount)) {
                say(case, earlier, amount, report);
            }
            if others.len() < FEW {
                others.push(amount);
            }
        }
    }
}

/// The project that an amount is of: right behind it (占地530亩的某项目), or the only name of its sentence before it.
fn project_of(case: &Case, amount: &Amount) -> Option<usize> {
    let beside = |m: &&Mention| {
        let ahead = case.text.starts_with(amount.span.end, "的") && m.span.start == amount.span.end + 1;
        matches!(m.kind, EntityType::Project | EntityType::Zone) && ahead
    };
    let behind = Span::new(amount.span.end, amount.span.end + 2);
    if let Some(named) = case.entities.mentions_in(behind).find(beside).or_else(|| named_before(case, amount)) {
        return Some(named.entity);
    }
    let sentence = case.text.sentence_at(amount.span.start);
    let words = case.text.slice(Span::new(sentence.start.min(amount.span.start), amount.span.start));
    let mut named = case.entities.mentions_in(sentence).filter(|m| {
        matches!(m.kind, EntityType::Project | EntityType::Company | EntityType::Zone | EntityType::Organization)
            && !m.inner
    });
    let (one, other) = (named.next()?, named.next());
    let near = one.span.end <= amount.span.start
        || one.span.start == amount.span.end + 1 && case.text.starts_with(amount.span.end, "的");
    let own = (near
        && other.is_none()
        && matches!(one.kind, EntityType::Project | EntityType::Zone | EntityType::Organization))
    .then_some(one.entity);
    own.filter(|_| !words.contains(['期', '另']))
}

/// The project or park whose name the fact follows at once: 天合包装产业园项目总投资8.5亿元.
fn named_before<'a>(case: &'a Case, amount: &Amount) -> Option<&'a Mention> {
    let fact =
        FACTS.iter().filter(|(word, _)| amount.is_led_by(case, word)).map(|(word, _)| word.chars().count()).max()?;
    let end = amount.lead.end - fact;
    let mut near = case.entities.mentions_in(Span::new(end.saturating_sub(LONGEST_NAME), end));
    near.find(|m| m.span.end == end && matches!(m.kind, EntityType::Project | EntityType::Zone))
}

/// No name is longer.
const LONGEST_NAME: usize = 30;

/// The park or project that an amount is linked to, where the sentence names another or none: 园区占地320亩.
fn subject_of(case: &Case, amount: &Amount, fact: &str) -> Option<usize> {
    let entity = case.links.get(amount.index)?.subject.as_ref()?.entity?;
    let kind = case.entities.entities.get(entity)?.kind;
    let before = case.text.slice(clause_before(case, amount.span.start));
    let in_text = is_paragraph(&case.text.blocks[case.text.block_at(amount.span.start)]);
    let named = in_text
        && (matches!(kind, EntityType::Project | EntityType::Zone) || kind == EntityType::Company && fact == "staff")
        && digits(case, amount) >= LEAST_DIGITS;
    (named && !before.contains(['期', '另', '其'])).then_some(entity)
}

/// 项目用地450亩, 项目540亩用地: the only project of its article.
fn only_project(case: &Case, amount: &Amount, fact: &str) -> Option<usize> {
    let article = case.article_of(amount.span.start)?;
    let before = case.text.slice(clause_before(case, amount.span.start));
    let told = follows_on_any(case, amount.lead.end, &["项目", "该项目"])
        || FACTS.iter().any(|(word, f)| *f == fact && before.ends_with(&format!("项目{word}")));
    let mut projects = case
        .entities
        .mentions_in(case.articles[article])
        .filter(|m| m.kind == EntityType::Project && !m.inner)
        .map(|m| m.entity);
    let first = projects.next()?;
    (told && !before.contains(['期', '另', '其']) && projects.all(|p| p == first)).then_some(first)
}

/// Whether one of two figures of the same must be a slip of the pen.
fn contradict(case: &Case, a: &Amount, b: &Amount) -> bool {
    let people = |x: &Amount| matches!(x.unit(), Some("人" | "名"));
    a.index != b.index && (a.is_like(b) || people(a) && people(b)) && is_slip(a.value, b.value) && one_time(case, a, b)
}

fn say(case: &Case, earlier: &Amount, later: &Amount, report: &mut Report) {
    if report.has(later.span) {
        return;
    }
    let (a, b) = (quote(case, earlier.span), quote(case, later.span));
    report
        .warn(
            later.span,
            format!("同一指标前作“{a}”,后作“{b}”。"),
            format!("The same metric is {a} above and {b} here."),
        )
        .against(earlier.span);
}

fn digits(case: &Case, amount: &Amount) -> usize {
    case.text.chars[amount.span.start..amount.span.end].iter().filter(|c| c.is_ascii_digit()).count()
}

/// Whether both stand in one article, in two sentences, and no date or period of either sentence tells them apart.
pub(super) fn one_time(case: &Case, a: &Amount, b: &Amount) -> bool {
    let article = |x: &Amount| case.article_of(x.span.start);
    let period = |x: &Amount| case.links.get(x.index).and_then(|l| l.period.as_ref()).map(|p| case.text.slice(p.span));
    let same_time = match (period(a), period(b)) {
        (Some(x), Some(y)) if x == y => true,
        _ => {
            let (mine, others) = (times(case, a), times(case, b));
            mine.iter().all(|t| others.is_empty() || others.contains(t))
        }
    };
    let apart = case.text.sentence_at(a.span.start) != case.text.sentence_at(b.span.start);
    let [before_a, before_b] = [a, b].map(|x| case.text.slice(clause_before(case, x.span.start)));
    let other = [&before_a, &before_b].iter().any(|words| words.contains('另'));
    // 总库容1260万立方米 and 扩容后将达1620万立方米
    let ahead = before_a.contains(['将', '拟']) != before_b.contains(['将', '拟']);
    apart && !other && !ahead && article(a) == article(b) && same_time
}

/// The dates and periods named before an amount in its sentence.
fn times(case: &Case, amount: &Amount) -> Vec<String> {
    let start = case.text.sentence_at(amount.span.start).start.min(amount.span.start);
    let is_time = |kind| matches!(kind, FigureKind::Date | FigureKind::Period);
    case.figures_in(Span::new(start, amount.span.start))
        .iter()
        .filter(|f| is_time(f.kind))
        .map(|f| case.text.slice(f.span))
        .collect()
}
