//! Named ways of working: platforms, pools, campaigns, chains with chiefs, procedures told as lists.

use super::cues;
use super::{Fact, Mechanism, scene::Scene};
use crate::hashing::HashMap;
use crate::model::{EntityType, FigureKind};
use crate::sorting::Sorting;
use crate::text::Span;
use std::sync::OnceLock;

/// The mechanisms of a text, each name once for an article, in order.
#[inline(never)]
pub fn find(scene: &Scene) -> Vec<Mechanism> {
    let table = Row::table();
    let mut out: Vec<Mechanism> = Vec::new();
    for clause in scene.clauses.iter().filter(|c| scene.place(c.start).article.is_some()) {
        let mut at = clause.start;
        while at < clause.end {
            let rows = table.get(&scene.chars()[at]).into_iter().flatten();
            let best =
                rows.filter(|r| cues::starts(&scene.chars()[..clause.end], at, r.word)).max_by_key(|r| r.word.len());
            let Some(row) = best else {
                at += 1;
                continue;
            };
            let word = Span::new(at, at + row.word.chars().count());
            at = word.end;
            let name = match row.how {
                How::Head => head_name(scene, *clause, word),
                How::Whole => Some(quoted(scene, word)),
                How::Act => acts(scene, *clause, word).then_some(*clause),
                How::Lead => leads(scene, word).then_some(*clause),
            };
            out.extend(name.and_then(|n| record(scene, row.kind, n)));
        }
    }
    for name in set_up_in_quotes(scene) {
        out.extend(record(scene, "procedure", name));
    }
    for list in parallel_lists(scene).into_iter().chain(ways(scene)).chain(steps_of_sections(scene)) {
        let (Some(first), Some(last)) = (list.first(), list.last()) else { continue };
        let name = Span::new(first.start, if last.start < first.start + 80 { last.end } else { first.end });
        let kind = if scene.says(name, "库") { "pool" } else { "procedure" };
        out.extend(record(scene, kind, name).map(|m| Mechanism { parts: list, ..m }));
    }
    out.arrange_by_key(|m| m.name);
    once(scene, out)
}

struct Row {
    word: &'static str,
    kind: &'static str,
    how: How,
}

#[derive(Clone, Copy)]
enum How {
    Head,
    Whole,
    Act,
    Lead,
}

impl Row {
    /// The rows by the first character of their words.
    fn table() -> &'static HashMap<char, Vec<Row>> {
        static TABLE: OnceLock<HashMap<char, Vec<Row>>> = OnceLock::new();
        TABLE.get_or_init(|| {
            let rows = cues::rows(include_str!("../../data/projects/mechanisms.tsv")).filter_map(Row::read);
            let mut table: HashMap<char, Vec<Row>> = HashMap::default();
            for row in rows {
                table.or_default(row.word.chars().next().unwrap_or_default()).push(row);
            }
            table
        })
    }

    fn read(row: Vec<&'static str>) -> Option<Row> {
        let how = match *row.get(2)? {
            "head" => How::Head,
            "whole" => How::Whole,
            "act" => How::Act,
            "lead" => How::Lead,
            _ => return None,
        };
        Some(Row { word: row[0], kind: row[1], how })
    }
}

/// Words after which a name begins.
const OPENERS: [&str; 59] = [
    "搭建",
    "建立",
    "创新",
    "推行",
    "启动",
    "上线了",
    "上线",
    "开展",
    "实施",
    "成立",
    "组建",
    "形成",
    "构建",
    "打造",
    "出台",
    "推出",
    "设立",
    "启用",
    "畅通",
    "举办",
    "举行",
    "组织",
    "参加",
    "整合",
    "落实",
    "按照",
    "通过",
    "依托",
    "新设立",
    "编制",
    "发布",
    "筹建",
    "召开",
    "提出",
    "召集",
    "从",
    "以",
    "了",
    "在",
    "的",
    "等",
    "对",
    "个",
    "条",
    "推进",
    "加快",
    "围绕",
    "结合",
    "完成",
    "明确",
    "助推",
    "一次",
    "打好",
    "成为",
    "让",
    "是",
    "到",
    "持续",
    "照",
];

/// The openers by their last character.
fn openers() -> &'static HashMap<char, Vec<&'static str>> {
    static TABLE: OnceLock<HashMap<char, Vec<&'static str>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: HashMap<char, Vec<&'static str>> = HashMap::default();
        for word in OPENERS {
            table.or_default(word.chars().last().unwrap_or_default()).push(word);
        }
        table
    })
}

/// A name that ends with `head`: back to the verb that sets it up or to where it is quoted.
fn head_name(scene: &Scene, clause: Span, head: Span) -> Option<Span> {
    let (mut start, mut depth) = (head.start, 0);
    let (mut set_up, mut alone_in_quotes) = (false, false);
    while start > clause.start && head.end - start < 24 {
        let before = scene.chars()[start - 1];
        depth += i32::from(before == '”') - i32::from(before == '“');
        if depth < 0 {
            // “云溪省企业登记业务系统”: the whole of what is quoted.
            alone_in_quotes = scene.chars().get(head.end) == Some(&'”');
            break;
        }
        if depth == 0 && matches!(before, '、' | '。' | ' ' | '》') {
            break;
        }
        if depth == 0 && openers().get(&before).is_some_and(|words| scene.after(start, words)) {
            set_up = true;
            break;
        }
        start -= 1;
    }
    let name = Span::new(start, head.end);
    let is_quoted = scene.chars()[name.start..name.end].contains(&'“');
    let kinds = [EntityType::Policy, EntityType::Event, EntityType::Organization, EntityType::Government];
    let around = Span::new(name.start.saturating_sub(40), name.end);
    let known = scene.mentions_in(around).any(|m| kinds.contains(&m.kind) && m.span.overlaps(name));
    let named = name.len() >= head.len() + 2;
    let whole = alone_in_quotes || (depth == 0 && (set_up || is_quoted || known || starts_with_place(scene, name)));
    let led = set_up && name.len() >= 2 && head.len() >= 3;
    ((named && whole) || led).then_some(name)
}

/// 云溪省企业登记业务系统: a long name that a place begins.
fn starts_with_place(scene: &Scene, name: Span) -> bool {
    use crate::words::Class;
    let place = |c: Class| c.is_division() && c != Class::ProvinceLetter || c == Class::Region;
    name.len() >= 8 && scene.names(name).any(|h| h.span.start == name.start && place(h.class))
}

/// 组建“一办七组”: what a verb sets up in quotation marks.
fn set_up_in_quotes(scene: &Scene) -> Vec<Span> {
    const VERBS: [&str; 12] =
        ["组建", "建立", "推行", "创新", "探索", "形成", "构建", "推出", "实行", "建好", "打造", "开展"];
    let chars = scene.chars();
    let open = (0..chars.len()).filter(|i| chars[*i] == '“' && scene.after(*i, &VERBS));
    let quotes = open.filter(|i| scene.place(*i).article.is_some()).filter_map(|start| {
        let length = chars[start..].iter().take(14).position(|c| *c == '”')?;
        (length >= 4).then(|| Span::new(start, start + length + 1))
    });
    quotes.collect()
}

/// 从项目策划、入库管理、开工建设直至竣工投产: a way with its steps.
fn ways(scene: &Scene) -> Vec<Vec<Span>> {
    let mut out = Vec::new();
    for clause in scene.clauses.iter().filter(|c| scene.place(c.start).article.is_some()) {
        let Some(from) = (clause.start..clause.end.min(clause.start + 6)).find(|i| scene.chars()[*i] == '从') else {
            continue;
        };
        let Some(last) = ["直至", "直到", "一直到"]
            .iter()
            .find_map(|w| (from..clause.end).find(|i| scene.before(*i, &[w])).map(|at| (at, at + w.chars().count())))
        else {
            continue;
        };
        let mut steps = parts(scene, Span::new(from + 1, last.0));
        if steps.len() >= 2 && last.1 + 2 <= clause.end {
            steps.push(Span::new(last.1, clause.end.min(last.1 + 8)));
            out.push(steps);
        }
    }
    out
}

/// Sections that begin alike, with a dash and as many words: ——先行一步谋项目。…——精准发力抓招引。
fn steps_of_sections(scene: &Scene) -> Vec<Vec<Span>> {
    let mut out: Vec<Vec<Span>> = Vec::new();
    let mut run: Vec<(Option<usize>, Span)> = Vec::new();
    for block in &scene.text.blocks {
        let Some(head) = dashed(scene, block.span) else { continue };
        let alike =
            run.last().is_none_or(|(article, h)| *article == block.article && h.len().abs_diff(head.len()) <= 1);
        if !alike {
            run.clear();
        }
        run.push((block.article, head));
        match run.len() {
            3 => out.push(run.iter().map(|r| r.1).collect()),
            4.. => out.last_mut().into_iter().for_each(|l| l.push(head)),
            _ => {}
        }
    }
    out
}

/// The short sentence after the dashes that a block begins with.
fn dashed(scene: &Scene, block: Span) -> Option<Span> {
    let chars = scene.chars();
    let start = (block.start..block.end).find(|i| !matches!(chars[*i], '—' | '-' | ' ' | '·'))?;
    let clause = scene.clause(start);
    let head = Span::new(start, clause.end.max(start));
    (start >= block.start + 2 && scene.after(start, &["—"]) && (4..=14).contains(&head.len())).then_some(head)
}

/// A name with its quotation marks and the word after them: “揭榜挂帅”行动.
fn quoted(scene: &Scene, word: Span) -> Span {
    let open = word.start.checked_sub(1).filter(|i| scene.chars()[*i] == '“');
    let close = scene.chars().get(word.end) == Some(&'”');
    match open {
        Some(start) if close => Span::new(start, word.end + 1),
        _ => word,
    }
}

/// A verb tells who brought whom where firms come after it, or where its sentence has a sum or a count.
fn leads(scene: &Scene, word: Span) -> bool {
    let counts = |i: usize| matches!(scene.figures[i].kind, FigureKind::Count | FigureKind::Money);
    let rest = Span::new(word.end, scene.clause(word.start).end.max(word.end));
    ["企业", "公司", "客商", "配套商", "合作伙伴", "上下游"].iter().any(|w| scene.says(rest, w))
        || scene.figures_in(scene.sentence(word.start)).any(counts)
}

/// What a platform is said to do, in the sentences after its name: 能查询…, 可实现….
fn functions(scene: &Scene, name: Span) -> Vec<Span> {
    const CAN: [&str; 6] = ["能够", "可以", "就能", "能", "可", "集"];
    const DOES: [&str; 18] = [
        "完成", "实现", "查询", "提供", "办理", "掌握", "受理", "提交", "上传", "查看", "监测", "预警", "调度", "跟踪",
        "发布", "对接", "申报", "反馈",
    ];
    let rest = Span::new(name.end, scene.block(name.start).end.max(name.end));
    let last = scene.place(name.start).sentence + 2;
    let first = scene.clauses.partition_point(|c| c.start < rest.start);
    let clauses = scene.clauses[first..].iter().take_while(|c| c.end <= rest.end);
    let of = clauses.take_while(|c| scene.place(c.start).sentence <= last);
    of.filter_map(|clause| {
        let does = |at: &usize| scene.after(*at, &CAN) && scene.before(*at, &DOES);
        (clause.start + 1..clause.end).find(does).map(|at| Span::new(at, clause.end))
    })
    .collect()
}

/// A verb that tells a mechanism only with a number in its clause.
fn acts(scene: &Scene, clause: Span, word: Span) -> bool {
    let counts = |i: usize| matches!(scene.figures[i].kind, FigureKind::Count | FigureKind::Area | FigureKind::Money);
    word.len() >= 2 && scene.figures_in(clause).any(counts)
}

fn record(scene: &Scene, kind: &'static str, name: Span) -> Option<Mechanism> {
    let sentence = scene.sentence(name.start);
    let bodies = [EntityType::Government, EntityType::Organization, EntityType::Zone, EntityType::Place];
    let who = scene.within(sentence, &bodies).filter(|s| s.end <= name.start).last();
    let segment = scene.place(name.start).segment;
    let near = |i: &usize| scene.place(scene.figures[*i].span.start).segment == segment;
    let facts = scene.figures_in(sentence).filter(near).filter_map(|i| fact(scene, i)).collect();
    let parts = if kind == "platform" { functions(scene, name) } else { parts(scene, name) };
    (!name.is_empty()).then_some(Mechanism { kind, name, who, parts, facts, evidence: sentence })
}

/// A figure under the words that name it: its metric, else what it counts.
fn fact(scene: &Scene, index: usize) -> Option<Fact> {
    let figure = &scene.figures[index];
    if matches!(figure.kind, FigureKind::Date | FigureKind::Time) {
        return None;
    }
    let links = scene.links.get(index)?;
    let metric = links.metric.as_ref().or(links.counted.as_ref()).map(|l| scene.slice(l.span));
    let after = || {
        let clause = scene.clause(figure.span.start);
        let rest = Span::new(figure.span.end, clause.end.min(figure.span.end + 6).max(figure.span.end));
        Some(scene.slice(rest)).filter(|r| !r.is_empty())
    };
    Some(Fact { name: metric.or_else(after)?, figure: index, status: links.status })
}

/// The items of a name that is itself a list.
fn parts(scene: &Scene, name: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = name.start;
    for item in scene.chars()[name.start..name.end].split(|c| *c == '、') {
        if item.len() >= 2 {
            out.push(Span::new(start, start + item.len()));
        }
        start += item.len() + 1;
    }
    if out.len() < 2 { Vec::new() } else { out }
}

/// Lists of three or more whose items are built alike: 一窗受理、一站办理、一网通办; 周调度、月通报、季讲评.
fn parallel_lists(scene: &Scene) -> Vec<Vec<Span>> {
    let mut out = Vec::new();
    for clause in scene.clauses.iter().filter(|c| scene.place(c.start).article.is_some()) {
        let mut items: Vec<Span> = Vec::new();
        let mut start = clause.start;
        for at in clause.start..=clause.end {
            let end = at == clause.end;
            if !end && !matches!(scene.chars()[at], '、' | '“' | '”' | '和') {
                continue;
            }
            if at > start {
                items.push(Span::new(start, at));
            }
            start = at + 1;
        }
        out.extend(alike(scene, &items));
    }
    out
}

/// The run of items built alike, if there is one of three or more.
fn alike(scene: &Scene, items: &[Span]) -> Option<Vec<Span>> {
    let mut best: Vec<Span> = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    let mut last = None;
    for item in items {
        let (shape, span) = shape(scene, *item).unzip();
        if shape.is_none() || shape != last {
            run.clear();
        }
        run.extend(span);
        last = shape;
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    (best.len() >= 3).then_some(best)
}

/// How an item is built, and where it begins and ends.
fn shape(scene: &Scene, item: Span) -> Option<(&'static str, Span)> {
    let chars = scene.chars();
    let length = item.len();
    if scene.says(item, "即") && (4..=16).contains(&length) {
        return Some(("即", item));
    }
    if let Some(span) = in_turns(scene, item) {
        return Some(("周期", span));
    }
    if let Some(at) = (item.start..item.end).find(|i| matches!(chars[*i], '库')) {
        let start = at.saturating_sub(2).max(item.start);
        return Some(("库", Span::new(start, item.end.min(at + 7))));
    }
    if chars[item.start] == '一' && (3..=5).contains(&length) {
        return Some(("一", item));
    }
    if scene.says(item, "链") && length == 4 {
        return Some(("链", item));
    }
    let steps = [
        "签约", "供应", "办理", "保障", "建设", "入库", "入统", "人统", "验收", "服务", "投产", "策划", "管理", "回访",
        "督办", "上报",
    ];
    const ENDS: [&str; 6] = ["率", "化", "会", "制", "清单", "专班"];
    if let Some(end) = ENDS.into_iter().find(|e| length >= 3 && scene.after(item.end, &[e])) {
        return last_words(scene, item, 8).map(|span| (end, span));
    }
    let step = (3..=10).contains(&length) && steps.iter().any(|s| scene.says(item, s));
    step.then_some(("环节", item))
}

/// What is done by the week, the month, the quarter: 周调度 in 建立周调度, 季讲评 in 季讲评工作机制.
fn in_turns(scene: &Scene, item: Span) -> Option<Span> {
    let mut end = item.end;
    for tail in ["机制", "制度", "工作"] {
        if scene.after(end, &[tail]) {
            end -= 2;
        }
    }
    let turn = |i: &usize| matches!(scene.chars()[*i], '周' | '月' | '季' | '年' | '日');
    let start = (item.start..end).find(|i| turn(i) && (*i == item.start || scene.after(*i, &OPENERS)))?;
    (3..=5).contains(&(end - start)).then(|| Span::new(start, end))
}

/// The words at the end of an item that are no longer than `most` characters together.
fn last_words(scene: &Scene, item: Span, most: usize) -> Option<Span> {
    let start = super::place::tokens(scene, item).map(|t| t.span.start).find(|s| item.end - s <= most)?;
    (item.end - start >= 3).then(|| Span::new(start, item.end))
}

/// Keeps the fullest record of each name in an article, and drops names inside others.
fn once(scene: &Scene, found: Vec<Mechanism>) -> Vec<Mechanism> {
    let mut out: Vec<Mechanism> = Vec::new();
    for m in found {
        let name = scene.slice(m.name);
        let same = |o: &Mechanism| {
            o.name.contains(m.name)
                || (o.kind == m.kind && scene.slice(o.name) == name && (m.facts.is_empty() || o.evidence == m.evidence))
        };
        if !out.iter().any(same) {
            out.push(m);
        }
    }
    out
}
