//! # What it looks for
//! A list with more or fewer items than the number that sums it up: 水务、海事、环保、渔政5个部门, 三个优势:一是…二是….
//!
//! # Why
//! An item was lost or added in editing, or the number is an old one.
//!
//! # Warns
//! - `由水务、海事、环保、渔政5个部门轮流牵头。`
//! - `轨道交通、航空动力、电子信息、新能源、新材料、北斗应用等五大产业齐头并进。`
//! - `这样做有四个优势:一是责任更明确;二是形式更丰富;三是宣传更有效。大家都赞成。`
//! - `围绕“延链、补链、强链”四大行动,加快产业集聚。`
//! - `打造智能家电、高端装备两大产业集群和现代物流、文化旅游、数字经济四个百亿产业。`
//! - `县里推行“六个一”工作法,即一个项目、一名领导、一个专班、一套方案、一抓到底。`
//! - `园区围绕三个突出问题持续发力。一是办好订单班;二是推出园区贷;三是开通班列;四是推行容缺受理。`
//! - `区政府与中科智造、远帆物流、德润食品两家公司签约。`
//! - `县里推行五张清单管理,即产业地图清单、目标企业清单、可供土地清单、惠企政策清单。`
//! - `签约的企业5家:华泰纺织、新源电力、宏图物流、嘉禾农业。`
//!
//! # Stays quiet
//! - `由水务、海事、环保、渔政4个部门轮流牵头。`
//! - `大研机器人基地、国创智能装备和焊接机器人三大项目落户。`
//! - `确定了夏、秋季攻势和揭榜挂帅三大行动,建成检测、孵化等5大平台。`
//! - `这样做有三个优势:一是责任更明确;二是形式更丰富;三是宣传更有效。`
//! - `开展“走流程、解难题、优服务”三大行动,打造智能家电、高端装备两大集群和物流、文旅、数字经济三个百亿产业。`
//! - `签约企业5家,包括华泰纺织、新源电力等;另有企业4家:甲泰纺织、新源电力、宏图物流、嘉禾农业。`
//! - `按产业分,绿色食品9个、现代家居7个、新能源4个、其他7个。`
//! - `开展“四比”竞赛,即比速度、比质量、比安全、比廉洁。把企业分成A、B、C、D四类。`
//! - `隔一条街,九三大豆组织蛋白项目已封顶。园区推进两项改革。一是抓审批;二是抓要素;三是抓服务。`
//! - `一、古城村、八角村、泉井村三个村的道路年内完工。`
//! - `做微粉、做字轮、做包装的4家企业相继跟来,每个梨“体检”八项:个头、糖度、硬度、果形、色泽、表皮、内部褐变……`
//!
//! # Limits
//! With 等 a list may be incomplete. 和 and 与 may join two items or stand inside one, so both readings are allowed; a list
//! is marked only when it misses the number by one.

use super::{Case, Report};
use crate::checks::amounts::{Amount, follows_on_any, holds_any};
use crate::checks::view::{is_han, quote};
use crate::entities::Mention;
use crate::model::{EntityType, FigureKind};
use crate::text::Span;

/// A list that counts its items has so many.
const COUNTS: std::ops::RangeInclusive<f64> = 2.0..=20.0;

/// How points are numbered, by the place of their number among [`NUMBERS`].
const NUMBERED: [fn(usize) -> String; 6] = [
    |n| format!("{}是", NUMBERS[n]),
    |n| format!("第{},", NUMBERS[n]),
    |n| format!("第{}是", NUMBERS[n]),
    |n| format!("({})", NUMBERS[n]),
    |n| format!("{}.", n + 1),
    |n| format!("{}、", n + 1),
];
const NUMBERS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

/// What opens a list behind its number: 企业5家:, 5家企业,分别是.
const OPENS: [&str; 13] = [
    ",即",
    ",即:",
    "即",
    "是:",
    ":",
    ",分别是",
    ",分别为",
    ",分别是:",
    ",分别为:",
    "分别是",
    "分别为",
    "分别是:",
    "分别为:",
];

/// Verbs behind which a list begins.
const BEGINS: [&str; 6] = ["分成", "分为", "划分为", "包括", "涵盖", "即"];

/// An item of such a list is no longer.
const LONGEST_ITEM: usize = 24;

/// What counts things of a list rather than pieces of one.
const MEASURES: [&str; 21] = [
    "张", "座", "大", "大类", "个", "家", "类", "项", "种", "点", "条", "方面", "级", "市", "县", "区", "省", "地",
    "镇", "部门", "企业",
];

/// What counts points, besides: 打好三场硬仗:一是….
const OF_POINTS: [&str; 9] = ["句", "场", "件", "步", "张", "招", "关", "道", "篇"];

/// What counts people, who are listed by name.
const OF_PEOPLE: [&str; 3] = ["人", "名", "位"];

/// A longer last item runs on into a verb, and the number counts something else.
const LONGEST_LAST: usize = 6;

/// Firm and post before a name are no longer.
const LONGEST_POST: usize = 20;

/// The name of a list of members, and what it is called, are no longer.
const LONGEST_NAME: usize = 8;

/// How far 一是 may stand behind the number.
const NEAR: usize = 60;

pub fn check(case: &Case, report: &mut Report) {
    let amounts = Amount::all(case);
    let counts =
        amounts.iter().filter(|a| a.figure.kind == FigureKind::Count && a.is_exact() && COUNTS.contains(&a.value));
    members_after(case, report);
    points_told(case, report);
    for count in counts {
        let Some(unit) = count.unit() else { continue };
        let things = MEASURES.contains(&unit);
        if things {
            list_before(case, count, report);
            list_after(case, count, report);
        }
        if things || OF_POINTS.contains(&unit) {
            points_after(case, count.span, count.value as usize, report);
        }
        if OF_PEOPLE.contains(&unit) {
            people_before(case, count, report);
        }
    }
}

/// `甲、乙、丙N个`
fn list_before(case: &Case, count: &Amount, report: &mut Report) {
    let text = case.text;
    let open_ended = text.ends_with(count.span.start, "等");
    let end = count.span.start - usize::from(open_ended);
    // 做微粉、做字轮、做包装的4家企业: what they do, and each may do one more thing
    if text.ends_with(end, "的") {
        return;
    }
    let Some(list) = List::before(case, end).filter(|list| !counts_each(case, list)) else { return };
    let number = count.value as usize;
    // a list of more than was counted is wrong even with 等
    let wrong = list.least == number + 1 && (number > 2 || open_ended || are_names(case, list.span))
        || !open_ended && list.most + 1 == number && list.least > 2 && list.last <= LONGEST_LAST;
    let words = quote(case, list.span);
    if (list.least..=list.most).contains(&number) {
        let message = format!("列举{number}项,与“{}”相符。", quote(case, count.span));
        report.holds(list.span, message, format!("{number} items, as counted.")).against(count.span);
    } else if wrong && list.least > 2 {
        let items =
            if list.least == list.most { format!("{}", list.least) } else { format!("{}—{}", list.least, list.most) };
        report
            .warn(
                Span::new(list.span.start, count.span.end),
                format!("“{words}”列了{items}项,与“{}”不符。", quote(case, count.span)),
                format!("The list has {items} items, the number says {number}."),
            )
            .against(count.span);
    }
}

/// Whether each item of a list is a name, and nothing but one; the first may have words before it.
fn are_names(case: &Case, list: Span) -> bool {
    let mut start = list.start;
    case.text.chars[list.start..list.end].split(|c| *c == '、').all(|item| {
        let item = Span::new(start, start + item.len());
        start = item.end + 1;
        let ends = |m: &Mention| m.span.end == item.end && (m.span.start == item.start || item.start == list.start);
        case.entities.mentions_in(item).any(ends)
    })
}

/// `张三、李四、王五等2人`: each item ends in a person's name.
fn people_before(case: &Case, count: &Amount, report: &mut Report) {
    let open_ended = case.text.ends_with(count.span.start, "等");
    let end = count.span.start - usize::from(open_ended);
    let sentence = case.text.sentence_at(count.span.start);
    let before: Vec<&Mention> = case.entities.mentions_in(Span::new(sentence.start.min(end), end)).collect();
    let mut next = end;
    let mut people: Vec<Span> = Vec::new();
    for person in before.iter().rev().filter(|m| m.kind == EntityType::Person) {
        // 甲厂厂长张三、乙厂厂长李四: firms and posts may stand between
        let gap = &case.text.chars[person.span.end.min(next)..next];
        let listed = match gap {
            [] => people.is_empty(),
            ['、', post @ ..] => !people.is_empty() && post.len() <= LONGEST_POST && post.iter().all(|c| is_han(*c)),
            _ => false,
        };
        if !listed {
            break;
        }
        next = person.span.start;
        people.push(person.span);
    }
    let Some(first) = people.last().map(|p| p.start).filter(|_| people.len() > 2) else { return };
    // what stands before the first of them may be one more: 县长张三,李四、…; 和 hides another as well
    let clause = &case.text.chars[case.text.clause_at(first).start.min(first)..first];
    let closed = !clause.iter().any(|c| matches!(c, '、' | '和' | '与' | '及'))
        && !matches!(case.text.chars.get(first.wrapping_sub(1)), Some('、' | '和' | '与' | '及'));
    let (listed, number) = (people.len(), count.value as usize);
    let list = Span::new(first, end);
    let n = quote(case, count.span);
    if listed == number {
        report
            .holds(list, format!("列名{listed}人,与“{n}”相符。"), format!("{listed} names, as counted."))
            .against(count.span);
    } else if listed > number && number > 1 || !open_ended && closed && listed + 1 == number {
        report
            .warn(
                Span::new(first, count.span.end),
                format!("“{}”列名{listed}人,与“{n}”不符。", quote(case, list)),
                format!("{listed} names are listed, the number says {number}."),
            )
            .against(count.span);
    }
}

/// 甲9个、乙7个、丙4个: the number is of the last item alone.
fn counts_each(case: &Case, list: &List) -> bool {
    Amount::within(case, list.span).iter().any(|a| a.figure.kind == FigureKind::Count)
}

/// A list that ends before a number, and how many items it may have.
struct List {
    span: Span,
    least: usize,
    most: usize,
    /// The characters of the last item.
    last: usize,
}

impl List {
    fn before(case: &Case, end: usize) -> Option<List> {
        let chars = &case.text.chars;
        let quoted = chars[..end].last() == Some(&'”');
        let end = end - usize::from(quoted);
        let (mut marks, mut joins, mut depth, mut start) = (0usize, 0usize, 0usize, end);
        let first = Self::first(case, end);
        while start > first {
            let c = chars[start - 1];
            match c {
                ')' | '”' | '》' => depth += 1,
                '(' | '“' | '《' if depth > 0 => depth -= 1,
                '(' | '“' | '《' => break,
                '、' if depth == 0 => marks += 1,
                '和' | '及' | '与' | '暨' if depth == 0 => joins += 1,
                ',' | '。' | ';' | ':' | '!' | '?' | '\n' if depth == 0 => break,
                // 把企业分成A、B、C、D四类
                '成' | '为' | '括' | '盖' | '即' if depth == 0 && follows_on_any(case, start, &BEGINS) => break,
                _ => {}
            }
            start -= 1;
        }
        // “延链、补链、强链”四大行动: the marks hold the list alone
        if quoted && (start == 0 || chars[start - 1] != '“') {
            return None;
        }
        // 一、甲村、乙村两个: the first mark belongs to the heading's number
        let number = chars[start..end]
            .iter()
            .position(|c| *c == '、')
            .map(|mark| chars[start..start + mark].iter().collect::<String>());
        if number.is_some_and(|number| NUMBERS.contains(&number.as_str())) {
            (marks, start) = (marks.saturating_sub(1), start + 2);
        }
        let last = chars[start..end].iter().rev().take_while(|c| **c != '、').count();
        (marks > 0 && depth == 0).then_some(List {
            span: Span::new(start, end),
            least: marks + 1,
            most: marks + joins + 1,
            last,
        })
    }
}

impl List {
    /// Where a list before `end` may begin: behind another that was counted (甲、乙两大产业和丙、丁、戊三个园区).
    fn first(case: &Case, end: usize) -> usize {
        let amounts = case.amounts;
        let before = &amounts[..amounts.partition_point(|a| a.span.end < end)];
        let counted = before
            .last()
            .filter(|a| a.figure.kind == FigureKind::Count && a.unit().is_some_and(|u| MEASURES.contains(&u)));
        let Some(counted) = counted else { return 0 };
        let rest = &case.text.chars[counted.span.end..end];
        let join = rest.iter().position(|c| matches!(c, '和' | '与' | '及' | '、'));
        join.filter(|&at| rest[at] != '、').map_or(0, |at| counted.span.end + at + 1)
    }
}

/// `N家:甲、乙、丙。`
fn list_after(case: &Case, count: &Amount, report: &mut Report) {
    let text = case.text;
    let noun = text.chars[count.span.end..].iter().take(6).take_while(|c| is_han(**c) && **c != '分').count();
    let at = count.span.end + noun;
    let opening = OPENS.iter().filter(|o| text.starts_with(at, o)).map(|o| o.chars().count()).max();
    let Some(start) = opening.map(|length| at + length) else { return };
    let length = text.chars[start..].iter().take_while(|c| !matches!(c, '。' | ';' | '\n' | ',' | ':' | '!')).count();
    let end = start + length;
    let closed = matches!(text.chars.get(end), Some('。' | ';' | '\n') | None);
    let words = text.slice(Span::new(start, end));
    let items: Vec<&str> = words.split('、').collect();
    let plain = items.iter().all(|i| (2..=LONGEST_ITEM).contains(&i.chars().count()) && !i.contains(['(', '《', '“']));
    let last = items.last().copied().unwrap_or_default();
    let open_ended = words.ends_with('等') || words.contains('…') || last.contains('等') || words.contains("以及");
    let joins = items.iter().map(|i| i.matches(['和', '与', '及']).count()).sum::<usize>();
    // 五个结合,即当前与长远相结合、…: each item is one
    let named = text.slice(Span::new(count.span.end, at));
    let alike = !named.is_empty() && items.iter().all(|i| i.ends_with(&named));
    let (least, most) = (items.len(), items.len() + if alike { 0 } else { joins });
    let number = count.value as usize;
    if !closed || !plain || items.len() < 3 || open_ended {
        return;
    }
    let place = Span::new(start, end);
    let n = quote(case, count.span);
    if (least..=most).contains(&number) {
        report
            .holds(place, format!("“{n}”,后面列了{number}项。"), format!("{number} items follow."))
            .against(count.span);
    } else if least == number + 1 || most + 1 == number {
        report
            .warn(count.span, format!("“{n}”,后面列了{least}项。"), format!("{number} are announced, {least} follow."))
            .against(place);
    }
}

/// What is told point by point.
const POINTS: [&str; 23] = [
    "体会", "问题", "举措", "措施", "方面", "优势", "特点", "建议", "难题", "痛点", "环节", "变化", "亮点", "要求",
    "工作", "任务", "意见", "堵点", "原因", "抓手", "机制", "难点", "经验",
];

/// 围绕三个突出问题发力。一是…: a sentence with no other number of points stands right before the first of them.
fn closes_before(case: &Case, count: Span, first: usize) -> bool {
    let text = case.text;
    let sentence = text.sentence_at(count.start);
    let tail = text.chars[count.end..].iter().take_while(|c| is_han(**c)).collect::<String>();
    let mut counts = Amount::within(case, sentence).iter().filter(|a| a.figure.kind == FigureKind::Count);
    sentence.end == first && holds_any(&tail, &POINTS) && counts.all(|a| a.span == count)
}

/// What joins the name of a list of members to them: “三个不”即, “六比”:.
const NAMES: [&str; 6] = ["即", "即:", ":", ",即", "就是", "——"];

/// “六个一”工作法,即一个项目、一名领导…; “四比”:比速度、比质量…: each member begins or ends with the word that is counted.
fn members_after(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    for open in case.in_articles('“') {
        let block = case.text.blocks[case.text.block_at(open)].span;
        let Some(close) = chars[open..block.end].iter().take(LONGEST_NAME).position(|c| *c == '”').map(|n| open + n)
        else {
            continue;
        };
        let Some(number) = NUMBERS.iter().position(|n| case.text.starts_with(open + 1, n)).map(|n| n + 1) else {
            continue;
        };
        let word =
            open + 2 + usize::from(close > open + 3 && matches!(chars[open + 2], '个' | '张' | '项' | '条' | '本'));
        let word = &chars[word.min(close)..close];
        let after = &chars[close + 1..block.end];
        let noun = after.iter().take_while(|c| is_han(**c) && !matches!(**c, '即' | '就' | '了' | '个')).count();
        let opened = NAMES
            .iter()
            .filter(|n| noun <= LONGEST_NAME && case.text.starts_with(close + 1 + noun, n))
            .map(|n| n.chars().count())
            .max();
        let Some(start) = opened.map(|length| close + 1 + noun + length) else { continue };
        let length =
            chars[start..block.end].iter().take_while(|c| !matches!(c, '。' | ';' | ',' | ':' | '!' | '等')).count();
        let list = Span::new(start, start + length);
        let members: Vec<&[char]> = chars[list.start..list.end].split(|c| *c == '、').collect();
        let several = members.len() > 1 && number > 1;
        let alike = || members.iter().all(|m| m.starts_with(word)) || members.iter().all(|m| m.ends_with(word));
        let is_open = chars.get(list.end) == Some(&'等');
        if !(1..=2).contains(&word.len()) || !several || !alike() || is_open {
            continue;
        }
        let name = Span::new(open, close + 1);
        let (n, listed) = (quote(case, name), members.len());
        if listed == number {
            report.holds(name, format!("“{n}”,后面列了{number}项。"), format!("{number} items follow.")).against(list);
        } else {
            report
                .warn(name, format!("“{n}”,后面列了{listed}项。"), format!("{number} are announced, {listed} follow."))
                .against(list);
        }
    }
}

/// 三点建议: 点 behind a number is no unit of a figure, because it tells the time.
fn points_told(case: &Case, report: &mut Report) {
    for at in case.in_articles('点') {
        let number = NUMBERS.iter().position(|n| case.text.ends_with(at, n)).filter(|n| *n > 0);
        let noun = POINTS.iter().chain(&["希望", "想法", "看法", "启示"]).any(|w| case.text.starts_with(at + 1, w));
        if let Some(number) = number.filter(|_| noun) {
            points_after(case, Span::new(at - 1, at + 1), number + 1, report);
        }
    }
}

/// `N个优势:一是…二是…`
fn points_after(case: &Case, count: Span, number: usize, report: &mut Report) {
    let text = case.text;
    let Some(article) = case.article_of(count.start) else { return };
    let end = case.articles[article].end;
    // 1.6 is no number of a point
    let is_number = |i: usize| {
        !text.chars[i].is_ascii_digit()
            || !text.chars[i - 1].is_ascii_digit() && text.chars.get(i + 2).is_some_and(|c| is_han(*c))
    };
    let find = |words: &str, from: usize| {
        let mut places = words.chars().next().into_iter().flat_map(|c| case.places.all(c));
        places.find(|&i| (from..end).contains(&i) && text.starts_with(i, words) && is_number(i))
    };
    let near = count.end + NEAR;
    let begins = |i: usize| matches!(text.chars[i], '一' | '第' | '(' | '1');
    let styles = |i: usize| NUMBERED.iter().find(|n| text.starts_with(i, &n(0)) && is_number(i)).map(|n| (i, n));
    let Some((first, numbered)) = (count.end..near.min(end)).filter(|i| begins(*i)).find_map(styles) else { return };
    let between = &text.chars[count.end..first];
    let announced = between.contains(&':') && !between.iter().any(|c| matches!(c, '。' | '\n'))
        || closes_before(case, count, first);
    let mut places = vec![Span::new(first, first + 2)];
    while places.len() < NUMBERS.len()
        && let Some(next) = find(&numbered(places.len()), places[places.len() - 1].end)
    {
        places.push(Span::new(next, next + 2));
    }
    let listed = places.len();
    let words = quote(case, count);
    if listed == number {
        report
            .holds(count, format!("“{words}”,下文列了{listed}点。"), format!("{listed} points follow."))
            .against_all(places);
    } else if announced && listed > 1 && listed.abs_diff(number) == 1 {
        let last = quote(case, places[listed - 1]);
        report
            .warn(
                count,
                format!("“{words}”,下文只列到“{last}”,共{listed}点。"),
                format!("{number} are announced, {listed} follow."),
            )
            .against_all(places);
    }
}
