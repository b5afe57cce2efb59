//! Who reports: datelines at the head of a paragraph, lines of their own, credits at a paragraph's end.

use super::cues::{self, Cue};
use std::ops::Range;

/// A byline within a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Byline {
    /// Its bytes in the line.
    pub(super) range: Range<usize>,
    /// Whether it credits a photograph.
    pub(super) photo: bool,
}

/// Words that name the part somebody had in a report.
const ROLES: [&str; 9] = ["记者", "通讯员", "评论员", "特派员", "特约撰稿", "实习生", "供稿", "撰文", "编译"];
/// Words that end the credit of a photograph.
const PHOTO: [&str; 9] = ["摄影报道", "文/图", "图/文", "文／图", "摄影", "供图", "图文", "摄", "图"];

/// The head of a paragraph that says who reports from where: `某日报讯(记者 某某)`.
pub(super) fn dateline(line: &str) -> Option<Byline> {
    let head = &line[..floor(line, 240)];
    let end = wire_head(head).or_else(|| bracket_head(head))?;
    (end < line.len()).then_some(Byline { range: 0..end, photo: false })
}

/// `某报讯(…)`, `本报某地7月15日电 `: the name of a medium, 讯 or 电, then a bracket or a blank.
fn wire_head(head: &str) -> Option<usize> {
    let marks = head.char_indices().take(30).filter(|&(_, c)| matches!(c, '讯' | '电'));
    let mark = marks.map(|(i, c)| (i, i + c.len_utf8())).find_map(|(i, end)| {
        let after = head[end..].chars().next();
        let closes = after.is_some_and(|c| matches!(c, '(' | '（' | '【') || c.is_whitespace());
        (closes && is_medium(&head[..i])).then_some(end)
    });
    let mark = mark.or_else(|| medium_before_bracket(head))?;
    Some(bracket_end(head, mark).unwrap_or(mark))
}

/// `某报(记者/某某)`: the same without 讯.
fn medium_before_bracket(head: &str) -> Option<usize> {
    let at = head.find(['(', '（'])?;
    let inner = &head[at..bracket_end(head, at)?];
    (at > 0 && ROLES.iter().any(|r| inner.contains(r)) && is_medium(&head[..at])).then_some(at)
}

/// Whether words before 讯 can be those of a newsroom: no punctuation, and a medium or a day among them.
fn is_medium(words: &str) -> bool {
    let words = words.trim_start_matches(['□', '■', '●', '◎', '▲', ' ', '　']);
    let short = words.chars().nth(24).is_none();
    let plain =
        || words.chars().all(|c| c.is_alphanumeric() || matches!(c, '·' | '—' | '-' | '/' | '、' | ' ' | '“' | '”'));
    let named = || {
        words.starts_with("本报")
            || words.starts_with("本网")
            || words.starts_with("本刊")
            || words.starts_with("本台")
            || words.ends_with('日')
            || words.ends_with("日专")
            || cues::suffix(Cue::Media, words).is_some()
            || words
                .char_indices()
                .any(|(i, _)| cues::suffix(Cue::Paper, &words[..i]).is_some() && words.len() - i <= 18)
    };
    short && !words.is_empty() && plain() && named()
}

/// `(某报记者 某某)` before the first words of a paragraph.
fn bracket_head(head: &str) -> Option<usize> {
    let end = bracket_end(head, 0)?;
    is_credit(inside(&head[..end])?).then_some(end)
}

/// Where the bracket that opens at `at` closes.
fn bracket_end(text: &str, at: usize) -> Option<usize> {
    let open = text[at..].chars().next()?;
    let close = match open {
        '(' | '（' => [')', '）'],
        '【' => ['】', '】'],
        _ => return None,
    };
    text[at..].find(close).map(|i| at + i + text[at + i..].chars().next().map_or(0, char::len_utf8))
}

/// The words inside the brackets that enclose all of `text`.
fn inside(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（', '[', '【'])?.strip_suffix([')', '）', ']', '】'])?;
    (!inner.contains(['(', '（', ')', '）'])).then_some(inner)
}

/// A line that says who reports and nothing else.
pub(super) fn whole(line: &str) -> Option<Byline> {
    if line.chars().nth(70).is_some() {
        return None;
    }
    let bare = line.trim_start_matches(['□', '■', '●', '◎', '▲', '◇', '○', ' ', '　']);
    let inner = inside(bare).unwrap_or(bare).trim();
    let wire = || wire_head(inner).is_some_and(|end| end == inner.len() || is_credit(&inner[end..]));
    // A part of a page is named in 【】 as well.
    let names =
        || bare.starts_with(['(', '（']) && inside(bare).is_some() && is_names(inner) && !inner.starts_with("读者");
    // □某某 is who wrote; other marks stand before heads too.
    let marked = || line.starts_with('□') && is_names(bare);
    let ok = is_credit(inner) || wire() || names() || marked();
    ok.then(|| Byline { range: 0..line.len(), photo: is_photo(inner) })
}

/// The credit that ends a paragraph: `。(记者 某某 摄)`, `。 某某 摄影报道`.
pub(super) fn tail(line: &str) -> Option<Byline> {
    let from = ceil(line, line.len().saturating_sub(180));
    let end = &line[from..];
    let (start, words) = match end.chars().next_back()? {
        ')' | '）' => {
            let open = end.rfind(['(', '（'])?;
            (open, inside(&end[open..])?)
        }
        _ => {
            let stop = end.rfind(['。', '！', '？', '!', '?', '”', '」'])?;
            let start = stop + end[stop..].chars().next().map_or(0, char::len_utf8);
            (start, end[start..].trim())
        }
    };
    let closed = super::lines::is_closed(end[..start].trim_end());
    let ok =
        closed && words.chars().count() <= 60 && (is_credit(words) || (end.ends_with([')', '）']) && is_names(words)));
    ok.then(|| Byline { range: from + start..line.len(), photo: is_photo(words) })
}

fn is_photo(words: &str) -> bool {
    PHOTO.iter().any(|w| words.trim_end().ends_with(w)) || words.contains("文/图") || words.contains("摄影")
}

/// Whether words credit people: a role and names, or names and 摄.
pub(super) fn is_credit(words: &str) -> bool {
    let words = words.trim();
    let sentence = words.contains(['。', '，', ',', '；', ';', '！', '？', '!', '?', '“', '”', '《']);
    if sentence || words.is_empty() {
        return false;
    }
    let photo = PHOTO.iter().find(|w| words.ends_with(*w) && words.len() > w.len());
    let role = ROLES.iter().any(|r| words.contains(r));
    if !role && photo.is_none() {
        return false;
    }
    // What is left between roles, media and names must be short: names have two to four characters.
    let stripped = photo.map_or(words, |w| words[..words.len() - w.len()].trim_end());
    let last_role = ROLES.iter().filter_map(|r| stripped.rfind(r).map(|i| i + r.len())).max();
    let names = last_role.map_or(stripped, |at| &stripped[at..]);
    let medium = ROLES.iter().filter_map(|r| stripped.find(r)).min().unwrap_or(0);
    let short = |list: &str| list.split(is_gap).all(|name| name.chars().count() <= 4 || is_long_name(name));
    short(names) && stripped[..medium].chars().count() <= 24 && (role || is_names(names))
}

fn is_gap(c: char) -> bool {
    c.is_whitespace() || matches!(c, '/' | '／' | '、' | ':' | '：' | '|' | '&')
}

fn is_long_name(name: &str) -> bool {
    name.contains('·') && name.chars().count() <= 14
}

/// Whether words are a few personal names.
fn is_names(words: &str) -> bool {
    let mut count = 0;
    let all = words.split(is_gap).filter(|n| !n.is_empty()).all(|name| {
        count += 1;
        let han = name.chars().all(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c) || c == '·');
        han && ((2..=3).contains(&name.chars().count()) || is_long_name(name))
    });
    all && (1..=6).contains(&count)
}

fn floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn datelines_of_many_newsrooms() {
        for head in [
            "江州日报讯(记者 甲乙 通讯员 丙丁)",
            "本报讯（融媒记者 时某）",
            "江州时刻新闻8月9日讯(通讯员 甲某)",
            "掌上江州·江州日报(记者/周某)",
            "本报平川7月15日讯",
            "江州特区报讯",
            "本报平川9月25日专电（特派记者 甲某）",
            "平川1月29日电",
            "（江州日报记者 石小某）",
            "江州网讯(见习记者 某某)",
        ] {
            let line = format!("{head} 近日,园区开工。");
            assert_eq!(dateline(&line).map(|b| b.range.end), Some(head.len()), "{head}");
        }
        for plain in ["通讯产业 发展快。", "据了解(见附表),园区开工。", "国家电网(江州)公司投资。", "(一)总体要求。"]
        {
            assert_eq!(dateline(plain), None, "{plain}");
        }
    }

    #[test]
    fn bylines_that_stand_alone() {
        for line in [
            "江州日报全媒体记者/潘某某",
            "通讯员/周某某 刘某某 摄",
            "□本报记者 吴某 孙某某",
            "（记者 甲乙 通讯员 丙丁）",
            "何某某 摄影报道",
            "(单某某 庄某某)",
            "江州日报·掌上江州记者俞某某 通讯员/漆某某 张某",
            "(日报记者段某某 实习记者邓某)",
            "□成书贤",
        ] {
            assert!(whole(line).is_some(), "{line}");
        }
        for line in ["■绿色", "记者从开发区获悉,项目开工。", "（一）总体要求", "项目履约率达100%", "一图读懂园区地图"]
        {
            assert_eq!(whole(line), None, "{line}");
        }
    }

    #[test]
    fn credits_at_the_end_of_a_paragraph() {
        for (line, credit, photo) in [
            ("孩子们挑书。 田某 摄影报道", " 田某 摄影报道", true),
            ("及时整治。(江州日报记者/周某 摄)", "(江州日报记者/周某 摄)", true),
            ("同比增长113%。(张某某 郑某某)", "(张某某 郑某某)", false),
        ] {
            let found = tail(line).expect(line);
            assert_eq!(line[found.range.clone()].trim(), credit.trim());
            assert_eq!(found.photo, photo);
        }
        assert_eq!(tail("实现当年升规(规模企业)"), None);
        assert_eq!(tail("他说:“好。”"), None);
    }
}
