//! Names of projects that nobody has marked, told by the words they end with: 青禾种业良种基地项目.

use super::cues;
use super::scene::Scene;
use crate::model::EntityType;
use crate::text::Span;
use crate::words::Class;

/// Words that a project's name ends with.
const HEADS: [&str; 14] = [
    "项目",
    "工程",
    "产业园",
    "科技园",
    "智造园",
    "基地",
    "工厂",
    "生产线",
    "电站",
    "总部",
    "大厦",
    "广场",
    "产业城",
    "智算中心",
];

/// Words that a name cannot hold before its own beginning.
const OPENERS: [&str; 64] = [
    "的", "了", "在", "将", "由", "为", "等", "是", "把", "让", "对", "从", "到", "于", "与", "和", "以", "还有",
    "推动", "推进", "实施", "打造", "投资", "签约", "签下", "引进", "租赁", "建成", "策划", "新生", "支持", "涉及",
    "此次", "参股", "随着", "走进", "来到", "围绕", "加快", "启动", "包括", "其中", "例如", "开工", "投产", "竣工",
    "完成", "落户", "敲定", "拿下", "带来", "成立", "新建", "扩建", "兴建", "建设", "亿元", "万元", "个", "家", "批",
    "些", "元", "已",
];

/// Words that name classes of projects, not one.
const CLASS: [&str; 42] = [
    "重点",
    "重大",
    "产业",
    "招商",
    "工业",
    "投资",
    "建设",
    "优质",
    "民生",
    "引进",
    "签约",
    "在建",
    "以上",
    "文旅",
    "农业",
    "制造业",
    "基础设施",
    "新开工",
    "开工",
    "亿元",
    "百亿",
    "一批",
    "多个",
    "省市",
    "市级",
    "省级",
    "国家级",
    "社会",
    "政府",
    "企业",
    "该",
    "本",
    "此",
    "这",
    "各",
    "其",
    "大",
    "好",
    "新",
    "小",
    "配套",
    "合作",
];

/// The names that end with a head word and lie outside every marked project, in order.
pub fn names(scene: &Scene) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for clause in scene.clauses.iter().filter(|c| scene.place(c.start).article.is_some()) {
        let mut at = clause.start;
        while at < clause.end {
            let head =
                HEADS.iter().filter(|h| cues::starts(&scene.chars()[..clause.end], at, h)).max_by_key(|h| h.len());
            let Some(head) = head else {
                at += 1;
                continue;
            };
            let end = at + head.chars().count();
            // 智能制造工厂项目 has one end, the last.
            let goes_on = HEADS.iter().any(|h| cues::starts(&scene.chars()[..clause.end], end, h));
            if !goes_on {
                let name = trim(scene, Span::new(left(scene, *clause, at), end));
                if is_name(scene, name, head) && out.last().is_none_or(|o| !o.overlaps(name)) {
                    out.push(name);
                }
            }
            at = end;
        }
        out.extend(listed(scene, *clause));
    }
    let sites = [EntityType::Zone, EntityType::Organization, EntityType::Place];
    out.retain(|n| !scene.mentions(&[EntityType::Project]).any(|m| m.span.overlaps(*n)));
    out.retain(|n| !scene.mentions(&sites).any(|m| m.span.end == n.end));
    out.sort();
    out.dedup();
    out
}

/// A name without the verb that stands before it: 推动 in 推动双碳产业园项目.
pub fn trim(scene: &Scene, mut name: Span) -> Span {
    const VERBS: [&str; 12] =
        ["全力推动", "推动", "推进", "实施", "租赁", "打造", "建设", "投资", "引进", "即将建成", "加快", "支持"];
    while let Some(verb) = VERBS.iter().find(|v| cues::starts(&scene.chars()[..name.end], name.start, v)) {
        let rest = name.start + verb.chars().count();
        if rest + 4 > name.end {
            break;
        }
        name.start = rest;
    }
    name
}

/// Whether a name tells a class of projects: 重点产业项目, 一批优质项目.
pub fn is_class(name: &str) -> bool {
    let mut rest = name.trim_end_matches("项目").trim_end_matches("工程");
    while let Some(less) = CLASS.iter().find_map(|c| rest.strip_prefix(c)) {
        rest = less;
    }
    let dangling = rest.ends_with(['和', '与', '及', '出', '的']);
    rest.is_empty() || dangling || name.contains("一批") || name.starts_with("该")
}

/// How far the phrase before a head word reaches to the left.
fn left(scene: &Scene, clause: Span, head: usize) -> usize {
    let mut start = head;
    let mut depth = 0;
    while start > clause.start && head - start < 28 {
        let before = scene.chars()[start - 1];
        depth += i32::from(before == '”') - i32::from(before == '“');
        if depth < 0 || (depth == 0 && (matches!(before, '、' | ' ' | '》' | ')') || scene.after(start, &OPENERS))) {
            break;
        }
        start -= 1;
    }
    start
}

/// Whether a phrase names one project: it holds a firm, a product, a place or a quantity besides its head.
fn is_name(scene: &Scene, name: Span, head: &str) -> bool {
    let inner = Span::new(name.start, name.end - head.chars().count());
    if inner.len() < 3 || name.len() > 36 || is_class(&scene.slice(name)) {
        return false;
    }
    if scene.after(inner.end, &["大", "个", "类", "配套", "合作", "采购"]) {
        return false;
    }
    let telling = [EntityType::Company, EntityType::Product, EntityType::Place, EntityType::Industry, EntityType::Zone];
    let counted = scene.chars()[inner.start..inner.end].iter().any(char::is_ascii_digit) && inner.len() >= 6;
    counted || scene.mentions(&telling).any(|m| inner.contains(m.span)) || scene.chars()[inner.start] == '“'
}

/// The members of a list that 等…项目 closes: 甲乙芯片封装、丙丁覆铜板等项目.
fn listed(scene: &Scene, clause: Span) -> Vec<Span> {
    let close = (clause.start..clause.end).find(|i| {
        scene.before(*i, &["等"]) && scene.says(Span::new(*i, clause.end.min(i + 12)), "项目")
            || scene.before(*i, &["三大项目", "两大项目"])
    });
    let Some(close) = close else { return Vec::new() };
    let mut out = Vec::new();
    let mut end = close;
    for at in (clause.start..close).rev() {
        let cut = matches!(scene.chars()[at], '、' | '和') || at == clause.start;
        if !cut {
            continue;
        }
        let start = if at == clause.start { left(scene, clause, end) } else { at + 1 };
        let item = trim(scene, Span::new(start.max(left(scene, clause, end)), end));
        let firm = scene
            .mentions(&[EntityType::Company])
            .any(|m| m.span == item || (item.contains(m.span) && m.span.end == item.end));
        let marked = scene
            .mentions(&[EntityType::Product, EntityType::Industry])
            .any(|m| item.contains(m.span) && m.span.end == item.end);
        let made =
            |h: &crate::words::Hit| h.span.end == item.end && matches!(h.class, Class::Product | Class::Industry);
        let thing = marked || scene.names(item).any(made);
        if thing && !firm && (5..=24).contains(&item.len()) {
            out.push(item);
        }
        end = at;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_no_names() {
        for class in ["产业研究分析和项目", "重点产业项目", "一批优质项目", "该项目", "重大工程", "亿元以上项目"]
        {
            assert!(is_class(class), "{class}");
        }
        assert!(!is_class("青禾种业良种基地项目"));
    }
}
