//! Lines around the articles, each judged by itself.

use super::bylines;
use super::cues::{self, Cue, Hits};
use super::lines::Line;
use crate::model::FurnitureKind;

/// What a line by itself says of being furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is furniture.
    Furniture(FurnitureKind),
    /// It is, if it stands beside furniture.
    Beside(FurnitureKind),
    /// It heads a list of other articles.
    Related,
    /// It heads what readers wrote.
    Comments,
}

/// Furniture lines are no longer than this.
const LONGEST: usize = 160;

/// What a line looks like, if like furniture.
pub(super) fn judge(line: &Line, hits: &Hits) -> Option<Verdict> {
    use FurnitureKind::*;
    use Verdict::*;
    if line.text.is_empty() || line.running {
        return Some(Furniture(Label));
    }
    if line.len > LONGEST {
        return None;
    }
    if is_related(&line.text) {
        return Some(Related);
    }
    if is_comments(&line.text) {
        return Some(Comments);
    }
    let bare = line.text.trim_start_matches(is_ornament);
    let one_sentence = !inner_stop(&line.text);
    let short = line.len <= 100 && one_sentence;
    let kind = if is_step(bare) || is_link(bare) {
        Teaser
    } else if is_jump(bare) {
        Label
    } else if is_dispatch(&line.text) {
        Credit
    } else if is_card(&line.text, hits) || is_taken_over(&line.text) {
        Meta
    } else if is_marking(&line.text, hits) || is_contact(&line.text) {
        Label
    } else if hits.has(Cue::Legal) && (line.len <= 120 || is_early(hits, Cue::Legal)) {
        Legal
    } else if line.len <= 80 && is_labelled(bare) {
        if bare.starts_with("来源") { Meta } else { Credit }
    } else if short && is_breadcrumb(&line.text, hits) || is_menu(line) {
        Navigation
    } else if short && !has_stop(&line.text) && is_meta(&line.text, hits) {
        Meta
    } else if short && hits.has(Cue::Credit) && !has_stop(&line.text) {
        Credit
    } else if is_buttons(bare) {
        Share
    } else if is_rule(&line.text) || (short && is_page_head(&line.text, hits)) {
        Label
    } else if short && (hits.has(Cue::Share) || is_tool_row(&line.text, hits)) && !is_sentence(line) {
        Share
    } else if is_advert(line, hits) {
        Advert
    } else if line.len <= 40 && is_sponsor(&line.text) {
        Label
    } else if cues::is(Cue::Page, &line.text)
        || is_site(line)
        || (line.len <= 60 && line.text.ends_with('日') && is_office_and_day(&line.text))
    {
        return Some(Beside(Label));
    } else {
        let imprint = line.len <= 80 && is_early(hits, Cue::Imprint) && bare.contains([':', '：']);
        return imprint.then_some(Beside(Legal));
    };
    Some(Furniture(kind))
}

/// 上一篇：…, 3上一篇 下一篇4
fn is_step(text: &str) -> bool {
    cues::prefix(Cue::Step, text.trim_start_matches(|c: char| c.is_ascii_digit() || is_ornament(c))).is_some()
}

/// 延伸阅读：…, the headline of another article behind it.
pub(super) fn is_link(text: &str) -> bool {
    let text = text.trim_start_matches(is_ornament);
    let rest = cues::prefix(Cue::Related, text).filter(|w| w.chars().count() > 3).map(|w| &text[w.len()..]);
    rest.is_some_and(|r| r.starts_with(['：', ':', '|', '｜']) && !r.contains('。') && r.chars().count() <= 48)
}

/// (上接A01版), ▲▲▲下转第4版
fn is_jump(text: &str) -> bool {
    let bare = text.trim_matches(|c| is_ornament(c) || "()（）".contains(c));
    ["上接", "下转", "紧接", "转第"].iter().any(|w| bare.starts_with(w))
        && bare.ends_with('版')
        && bare.chars().count() <= 10
}

/// Where such words end at the head of a line, and where they begin at its end: (上接A01版)…, …（下转第4版）
pub(super) fn jumps(line: &str) -> (usize, usize) {
    const LENGTH: usize = 14;
    let close = |&(_, c): &(usize, char)| c == '）' || c == ')';
    let arrow = |c: char| "▲△▼▶►→".contains(c);
    let open = |&(_, c): &(usize, char)| c == '（' || c == '(' || arrow(c);
    let headed = line.starts_with(['（', '(']).then(|| line.char_indices().take(LENGTH).find(close)).flatten();
    let head = headed.map(|(at, c)| at + c.len_utf8()).filter(|&at| is_jump(&line[..at])).unwrap_or(0);
    let tailed = line.ends_with(['）', ')', '版']).then(|| line.char_indices().rev().take(LENGTH).find(open)).flatten();
    let tail = tailed.map(|(at, _)| at).filter(|&at| at >= head && is_jump(&line[at..]));
    (head, tail.map_or(line.len(), |at| line[head..at].trim_end_matches(arrow).len() + head))
}

/// To whom a paper of an office goes, and in how many copies: 报：…, 抄送：…, （共印120份）
fn is_dispatch(text: &str) -> bool {
    let to = ["报", "送", "发", "抄送", "抄报", "主送", "分送"];
    let addressed = |w: &&str| text.strip_prefix(*w).is_some_and(|rest| rest.starts_with(['：', ':']));
    let copies = text.trim_matches(['(', ')', '（', '）']);
    (to.iter().any(addressed) && !has_stop_inside(text)) || (copies.starts_with("共印") && copies.ends_with('份'))
}

/// An entry of the card over a document: 索 引 号：…, 发文机关：…  成文日期：…
fn is_card(text: &str, hits: &Hits) -> bool {
    let spaced = || text.chars().nth(1).is_some_and(char::is_whitespace);
    if hits.at(Cue::Card) != Some(0) && !spaced() {
        return false;
    }
    let Some((at, _)) = text.char_indices().take(14).find(|&(_, c)| matches!(c, ':' | '：' | '\t' | '|')) else {
        return false;
    };
    let label: String = text[..at].chars().filter(|c| !c.is_whitespace()).collect();
    cues::is(Cue::Card, &label) && !has_stop_inside(text)
}

/// 转自《某周刊》：
fn is_taken_over(text: &str) -> bool {
    text.starts_with(['转', '摘'])
        && ["转自", "转载自", "摘自"].iter().any(|w| text.starts_with(w))
        && text.chars().count() <= 24
        && text.ends_with(['：', ':', '》'])
        && !has_stop(text)
}

/// For whom a paper is: 【内部资料 注意保存】, FOR IMMEDIATE RELEASE
fn is_marking(text: &str, hits: &Hits) -> bool {
    if text.len() > 90 || !(hits.has(Cue::Marking) || text.starts_with(['(', '（', 'F'])) {
        return false;
    }
    let bare = text.trim_matches(|c| is_ornament(c) || "()（）".contains(c));
    // （2025年第4次）
    let issue = text.starts_with(['(', '（']) && is_issue(bare);
    bare.len() <= 60
        && (issue
            || cues::prefix(Cue::Marking, bare).is_some_and(|w| is_marked(bare, w))
            || bare == "FOR IMMEDIATE RELEASE")
}

/// Whether nothing but such words stands there.
fn is_marked(text: &str, word: &str) -> bool {
    let rest = text[word.len()..].trim_start();
    rest.is_empty() || rest.len() < text.len() - word.len() && rest.chars().count() <= 8 && !has_stop(rest)
}

/// A line that gives an address of mail: 某某 media@example.com 0755-0000000
fn is_contact(text: &str) -> bool {
    let Some((before, after)) = text.split_once('@') else { return false };
    let word = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
    let domain = after.find(|c| !word(c)).map_or(after, |end| &after[..end]);
    before.ends_with(word)
        && domain.trim_end_matches('.').contains('.')
        && text.chars().count() <= 60
        && !has_stop(text)
}

/// The name of a site alone: 某某新闻网
fn is_site(line: &Line) -> bool {
    (4..=10).contains(&line.len) && cues::suffix(Cue::Site, &line.text).is_some_and(|w| w.len() < line.text.len())
}

/// The head of an office's paper: who gives it out, and when.
fn is_office_and_day(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    let (Some(office), Some(day), None) = (parts.next(), parts.next(), parts.next()) else { return false };
    is_day(day) && day.ends_with('日') && cues::suffix(Cue::Body, office).is_some_and(|w| w.len() < office.len())
}

fn has_stop_inside(text: &str) -> bool {
    text.trim_end_matches('。').contains(['。', '？', '！'])
}

fn is_ornament(c: char) -> bool {
    // Most are asked of letters and Chinese characters.
    if c.is_ascii_alphanumeric() || ('\u{4E00}'..='\u{9FFF}').contains(&c) {
        return false;
    }
    c.is_whitespace() || "【】[]《》〈〉<>→←«»■□★☆◆◇●○·▲△▼▶►›|丨*-—=_~#&：:…".contains(c)
}

fn is_early(hits: &Hits, cue: Cue) -> bool {
    hits.at(cue).is_some_and(|at| at <= 12)
}

/// 收藏 分享 打印
fn is_buttons(text: &str) -> bool {
    let mut words = text
        .split(|c: char| c.is_whitespace() || is_ornament(c) || "()（）0123456789+".contains(c))
        .filter(|w| !w.is_empty())
        .peekable();
    words.peek().is_some() && text.len() <= 90 && words.all(|w| cues::is(Cue::Button, w))
}

/// A line drawn between parts of a page: -----, ※※※; an image of markdown.
fn is_rule(text: &str) -> bool {
    let drawn = text.chars().all(|c| !c.is_alphanumeric() && !"“”‘’（）()《》。！？!?…".contains(c));
    drawn || (text.starts_with("![") && text.ends_with(')'))
}

/// Whether a stop stands before the end, so that more than one sentence is said.
fn inner_stop(text: &str) -> bool {
    text.trim_end_matches(['。', '”', ')', '）', '！', '!']).contains('。')
}

fn has_stop(text: &str) -> bool {
    text.contains(['。', '，', '；', ';', '？'])
}

fn is_sentence(line: &Line) -> bool {
    line.len > 30 && line.text.ends_with(['。', '”']) && line.text.contains(['，', ','])
}

/// 相关阅读, 【本地速览】, >>>更多精彩 戳这里
fn is_related(text: &str) -> bool {
    let bare = text.trim_matches(is_ornament);
    let Some(word) = cues::prefix(Cue::Related, bare) else { return false };
    bare == word || (text.len() != bare.len() && !text.ends_with(['。', '”']) && bare.chars().count() <= 12)
}

/// 全部评论 3, 精选留言(12), 评论 8
fn is_comments(text: &str) -> bool {
    let bare = text.trim_matches(is_ornament);
    let word = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace() || "()（）条+".contains(c));
    let counted = word.len() < bare.len() && ["评论", "留言"].contains(&word);
    bare.len() <= 40 && (counted || cues::is(Cue::Comments, word))
}

/// 首页 > 新闻 > 要闻
fn is_breadcrumb(text: &str, hits: &Hits) -> bool {
    let steps = text.split(['>', '＞', '»', '→', '›', '〉']).map(str::trim).filter(|s| !s.is_empty());
    let steps: Vec<usize> = steps.map(|s| s.chars().count()).collect();
    let all_short = steps.iter().all(|&n| n <= 14);
    let placed = is_early(hits, Cue::Place) && text.contains([':', '：', '>', '→', '»']);
    placed || (all_short && (steps.len() >= 4 || (steps.len() == 3 && hits.has(Cue::Menu))))
}

/// 首页 | 新闻 | 视频 | 登录
fn is_menu(line: &Line) -> bool {
    // A row of a table in markdown is no menu.
    let row = line.text.starts_with('|') && line.text.ends_with('|');
    if line.len > 120 || row || has_stop(&line.text) {
        return false;
    }
    if line.text.starts_with("Skip to ") {
        return true;
    }
    let entries = line.text.split(|c: char| c.is_whitespace() || "|｜丨·/".contains(c)).filter(|s| !s.is_empty());
    let entries: Vec<&str> = entries.collect();
    let known = entries.iter().filter(|e| cues::is(Cue::Menu, e) || e.ends_with("首页") || e.ends_with("网")).count();
    let all_short = entries.iter().all(|e| e.chars().count() <= 12);
    let piped = line.text.matches(['|', '｜', '丨']).count() >= 3 && entries.iter().all(|e| e.chars().count() <= 8);
    all_short && entries.len() >= 3 && (piped || (known >= 2 && known * 4 >= entries.len()))
}

/// 2025-03-03 07:46 来源:某日报 阅读:54次
fn is_meta(text: &str, hits: &Hits) -> bool {
    if hits.has(Cue::Meta) {
        return true;
    }
    if has_clock(text) && (text.split(char::is_whitespace).any(is_day) || is_moment(text)) {
        return true;
    }
    let dated = has_number_date(text)
        || has_clock(text)
        || (text.contains([':', '：'])
            && text
                .split(char::is_whitespace)
                .any(|p| is_day(p.trim_start_matches(['时', '间', '日', '期', ':', '：']))));
    let early_date = text.char_indices().take(24).any(|(i, _)| has_number_date_at(&text[i..]));
    let age = dated
        && text.contains(['(', '（'])
        && ["个月前", "天前", "小时前", "分钟前", "周前", "年前"].iter().any(|w| text.contains(w));
    (dated && hits.count(Cue::Counter) >= 1) || age || (early_date && text.chars().count() <= 40)
}

/// A day and a time, and nothing else: 10-29 15:08, 昨天 09:30
fn is_moment(text: &str) -> bool {
    text.len() <= 36
        && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "-/.:年月日今昨前天".contains(c))
}

/// Whether text has a date written with hyphens, slashes or dots.
fn has_number_date(text: &str) -> bool {
    text.char_indices().any(|(i, c)| c.is_ascii_digit() && has_number_date_at(&text[i..]))
}

/// `2025-03-03`, `2025/3/3`, `03-03)` at the beginning of `text`.
fn has_number_date_at(text: &str) -> bool {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let first = digits(text);
    let rest = &text[first..];
    let Some(mark) = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.')) else { return false };
    let second = digits(&rest[1..]);
    let after = &rest[1 + second..];
    let third = after.strip_prefix(mark).map_or(0, digits);
    let full = first == 4 && (1..=2).contains(&second) && (1..=2).contains(&third);
    full || (first == 2 && second == 2 && mark == '-' && after.starts_with([')', '）']))
}

/// `08:30` or a full Chinese date with it.
fn has_clock(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(5).any(|w| {
        w[2] == b':' && w[0].is_ascii_digit() && w[1].is_ascii_digit() && w[3].is_ascii_digit() && w[4].is_ascii_digit()
    })
}

/// 作者:某某 编辑:某某 — nothing but labels and names.
fn is_labelled(text: &str) -> bool {
    let mut rest = text.trim_matches(['(', ')', '（', '）']);
    let mut labels = 0;
    while let Some(word) = cues::prefix(Cue::Label, rest).or_else(|| cues::prefix(Cue::Credit, rest)) {
        let after = rest[word.len()..].trim_start();
        let value = after.trim_start_matches([':', '：', '/', '／', '|', '｜', '丨']).trim_start();
        let marked = value.len() < after.len();
        if !marked && after.len() == rest.len() - word.len() {
            return false;
        }
        labels += if marked { 2 } else { 1 };
        // The names run to the next label or to the end.
        let next = value.char_indices().find(|&(i, _)| {
            i > 0 && (cues::prefix(Cue::Label, &value[i..]).or(cues::prefix(Cue::Credit, &value[i..]))).is_some()
        });
        let (names, tail) = value.split_at(next.map_or(value.len(), |(i, _)| i));
        let name = |n: &str| n.chars().count() <= 10 && n.chars().all(|c| c.is_alphanumeric() || "·@&-".contains(c));
        if !names.split(|c: char| c.is_whitespace() || "、/|".contains(c)).all(|n| n.is_empty() || name(n)) {
            return false;
        }
        rest = tail;
    }
    rest.trim().is_empty() && labels >= 2 && !bylines::is_credit(text)
}

/// 某日报 2026年1月17日 星期六 · A04 产业 · 第5版
fn is_page_head(text: &str, hits: &Hits) -> bool {
    if has_stop(text) || text.chars().count() > 70 {
        return false;
    }
    let parts: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || "·・|｜：:".contains(c)).filter(|p| !p.is_empty()).collect();
    if is_folio(text) {
        return true;
    }
    let dated = parts.iter().any(|p| is_day(p));
    let paper = parts.iter().any(|p| cues::suffix(Cue::Paper, p).is_some());
    let number = parts.iter().any(|p| is_page_number(p));
    let week = parts.iter().any(|p| p.starts_with("星期") || p.starts_with("农历"));
    let strong = usize::from(dated)
        + usize::from(paper)
        + usize::from(number)
        + usize::from(week)
        + usize::from(hits.has(Cue::Hotline) || text.contains("电话"));
    let sections = parts.iter().all(|p| cues::is(Cue::Page, p) || is_page_number(p) || is_step(p));
    let issue = parts.iter().any(|p| is_issue(p));
    let editor = parts.iter().any(|p| ["编", "编印", "主办", "印发"].contains(p));
    let strong = strong + usize::from(issue) + usize::from(editor);
    (strong >= 2 && (dated || number || issue) && parts.len() >= 2)
        || (sections && (number || parts.len() >= 2 || cues::is(Cue::Page, text) && text.chars().count() >= 4))
}

/// The number of a page, or the name of a newspaper, alone.
fn is_folio(text: &str) -> bool {
    let number = text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    number
        || (text.chars().count() <= 8
            && cues::suffix(Cue::Paper, text).is_some_and(|w| w != "融媒" && w.len() < text.len()))
}

/// 第14期, 2025年第3期, 总第120期
fn is_issue(part: &str) -> bool {
    part.find('第')
        .and_then(|at| part[at..].strip_prefix('第')?.strip_suffix(['期', '次']))
        .is_some_and(|n| n.chars().all(|c| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c)) && !n.is_empty())
}

/// A day with its year: 2025年3月14日
pub(super) fn is_day(part: &str) -> bool {
    let digits = part.bytes().take_while(u8::is_ascii_digit).count();
    digits == 4 && part[4..].starts_with('年') && part.contains('月') && part.contains('日')
}

/// 第5版, 02版, A04, B1
fn is_page_number(part: &str) -> bool {
    let inner = part.trim_start_matches('第').trim_end_matches('版');
    let digits = inner.trim_start_matches(['A', 'B', 'C', 'D', 'T']);
    let marked =
        inner.len() < part.len() || digits.len() < inner.len() || (digits.len() == 2 && digits.starts_with('0'));
    marked && (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}

fn is_tool_row(text: &str, hits: &Hits) -> bool {
    hits.has(Cue::Tool)
        || (text.starts_with("赞(")
            || text.starts_with("赞（")
            || text.starts_with("标签:")
            || text.starts_with("标签："))
}

fn is_advert(line: &Line, hits: &Hits) -> bool {
    if inner_stop(&line.text) {
        return false;
    }
    if line.text.starts_with("公益广告") && line.len <= 30 {
        return true;
    }
    let phone = has_phone(&line.text);
    // A report tells when and how much; an advert calls on its reader.
    let told = is_sentence(line) && !phone && line.text.contains(|c: char| c.is_ascii_digit());
    (hits.has(Cue::Advert) && !told)
        || (hits.has(Cue::Hotline) && (phone || line.text.contains(['@', '：', ':'])) && line.len <= 60)
        || (phone && hits.has(Cue::Pitch) && line.len <= 80)
}

/// A run of seven digits or more, hyphens and blanks between them allowed.
fn has_phone(text: &str) -> bool {
    let mut digits = 0;
    text.bytes().any(|b| {
        digits = match b {
            b'0'..=b'9' => digits + 1,
            b'-' | b' ' if digits > 0 => digits,
            _ => 0,
        };
        digits >= 7
    })
}

/// 某市河长办 某日报社 合办
fn is_sponsor(text: &str) -> bool {
    let ends = ["合办", "主办", "承办", "协办", "联办", "联合出品", "联合主办", "特约刊登"];
    !has_stop(text) && ends.iter().any(|w| text.ends_with(w)) && text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Choices, lines};

    fn judged(text: &str) -> Option<Verdict> {
        let line = &lines::cut(text, &Choices::default()).0[0];
        judge(line, &Hits::of(&line.text))
    }

    #[test]
    fn cards_over_documents() {
        for row in
            ["索 引 号：\tQJ001-2025-00087", "有 效 性：\t有效\t公开方式：\t主动公开", "发文机关：青浍市人民政府办公室"]
        {
            assert_eq!(judged(row), Some(Verdict::Furniture(FurnitureKind::Meta)), "{row}");
        }
        for other in ["有效期：三年。到期后另行通知。", "文号管理办法", "主题：以高质量发展为主线"]
        {
            assert_eq!(judged(other), None, "{other}");
        }
    }

    #[test]
    fn marks_contacts_and_sources() {
        use FurnitureKind::*;
        for (line, kind) in [
            ("【内部资料 注意保存】", Label),
            ("特急", Label),
            ("（此件公开发布）", Label),
            ("（2025年第4次）", Label),
            ("FOR IMMEDIATE RELEASE", Label),
            ("赵一 media@example.com 0755-0000000", Label),
            ("转自《石桥周刊》：", Meta),
            ("10-29 15:08", Meta),
            ("公益广告 节约用水 人人有责", Advert),
            ("Share  Tweet  Print", Share),
            ("Skip to main content", Navigation),
        ] {
            assert_eq!(judged(line), Some(Verdict::Furniture(kind)), "{line}");
        }
        for other in
            ["新闻稿件数量增长三成", "特急件办理提速", "转自国外的技术，如今走向世界", "| 城市 | 项目 | 投资 |"]
        {
            assert_eq!(judged(other), None, "{other}");
        }
    }
}
