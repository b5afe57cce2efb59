//! # What it looks for
//! A word that stands twice in a row: 引进引进36个项目, 的的.
//!
//! # Why
//! It is left over when a sentence is rebuilt, and the eye reads over it.
//!
//! # Warns
//! - `一季度,全县签约签约12个项目,总投资30亿元。`
//! - `这是全市最大的的单体项目。`
//! - `市里派出专人,全程全程代办,三天办结。`
//! - `公司计划投资投资8.5亿元建设新厂。`
//! - `会议要求,各级各部门要切实切实提高认识。`
//! - `我们要进一步进一步解放思想。`
//! - `县委副书记、县县长李明主持会议。`
//! - `公司副总经经理李明介绍了情况。`
//! - `市商务局党组书记、局长长向楚云介绍了情况。⏎防溺水课堂开进小区区`
//! - `干部对近三年落地的招商项目目逐一走访。`
//! - `今年5月,企业与4家商超签订了签订了长期供货协议。`
//! - `目前已有企业三百余家,已有企业三百余家,从业者两万多人。`
//! - `用电增容从申报申报到送电只用了4天,赣县区永磁电机企业企业只有5家。`
//!
//! # Stays quiet
//! - `项目由江海铜箔铜箔事业部实施。`
//! - `大家的确确实做到了,这的的确确是件好事。`
//! - `建设建设银行网点,发展发展型企业,引进引领性项目。`
//! - `攸县县长李明主持会议,大家讨论讨论、研究研究方案。`
//! - `客商们常来看看,讨论讨论方案。`
//! - `县长长期驻点,主任任国强到会,局长长谈之后签约。`
//! - `目的的实现要靠大家,一个项目一个项目地看,一个月一个月地拼,太难了太难了。`
//!
//! # Limits
//! Of words with two characters only verbs and nouns right before a figure, where elsewhere the second may begin another
//! word, and adverbs that nobody says twice.
//! Of a character only where a known word of three or more is left without it.

use super::{Case, Report};
use crate::checks::amounts::follows_any;
use crate::checks::view::{is_han, quote};
use crate::model::EntityType;
use crate::text::Span;
use crate::words::Token;

/// Words that never stand twice.
const NEVER: [char; 3] = ['的', '与', '被'];

/// Longer words are names, which may well stand twice.
const LONGEST: usize = 4;

/// Words of two characters that are not said twice for emphasis.
const ONCE: [&str; 33] = [
    "切实", "全面", "积极", "不断", "加快", "推进", "推动", "加强", "坚持", "要求", "强调", "指出", "表示", "认真",
    "大力", "深入", "着力", "目前", "主持", "举行", "召开", "出席", "参加", "实现", "完成", "引进", "开工", "同时",
    "记者", "我们", "他们", "根据", "通过",
];

/// Nouns of the field that are not said twice, and what they may begin a longer word with: 项目项目库.
const THINGS: [&str; 6] = ["企业", "园区", "政府", "资金", "工程", "部门"];
const COMPOUNDS: &str = "家库链化群所会部长党网";

fn compounds(case: &Case, at: usize) -> bool {
    case.text.chars.get(at).is_some_and(|c| COMPOUNDS.contains(*c))
}

/// The levels whose heads are named after them.
const LEVELS: [char; 6] = ['县', '市', '区', '省', '镇', '州'];

pub fn check(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    // 、县县长: with a place in front it would be 攸县县长
    for at in case.places.all('长').filter(|at| *at > 2).map(|at| at - 2) {
        let twice = chars[at] == chars[at + 1] && LEVELS.contains(&chars[at]);
        let head = matches!(chars[at - 1], '、' | ',' | '。' | ':' | '\n');
        say(case, twice && head, Span::new(at, at + 1), Span::new(at + 1, at + 2), report);
    }
    for (first, again) in phrases(case) {
        say(case, true, first, again, report);
    }
    let word = |t: &Token| &chars[t.span.start..t.span.end];
    for pair in case.words.tokens.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        if chars[a.span.start] != chars[b.span.start] {
            continue;
        }
        if a.span.len() != b.span.len() || a.span.len() > LONGEST || a.span.end != b.span.start || word(a) != word(b) {
            continue;
        }
        let twice = match *word(a) {
            [c] => NEVER.contains(&c) && !case.text.starts_with(b.span.end, "确确"),
            [x, y] => {
                let word = || ONCE.iter().any(|w| w.chars().eq([x, y]));
                let counted = || a.tag.starts_with(['v', 'n']) && before_figure(case, b.span.end);
                let from = || case.text.ends_with(a.span.start, "从") && case.text.starts_with(b.span.end, "到");
                let things = || THINGS.iter().any(|w| w.chars().eq([x, y])) && !compounds(case, b.span.end);
                x != y && is_han(x) && is_han(y) && (word() || counted() || goes_on(case, a, b) || from() || things())
            }
            // 一个月一个月地拼
            [x, .., y] => x != y && word(a).iter().all(|c| is_han(*c)) && !case.text.starts_with(b.span.end, "地"),
            _ => false,
        };
        say(case, twice, a.span, b.span, report);
    }
    before_name(case, report);
    at_ends(case, report);
    for pair in case.words.tokens.windows(2) {
        let (whole, single) = (pair[0].span, pair[1].span);
        if single.len() == 1 && whole.len() > 1 && chars[whole.end - 1] == chars[single.start] {
            let last = Span::new(whole.end - 1, whole.end);
            say(case, trails(case, whole, single), last, single, report);
        }
    }
    for three in case.words.tokens.windows(3) {
        let spans = [three[0].span, three[1].span, three[2].span];
        let [_, single, after] = spans;
        if chars[single.start] != chars[after.start] {
            continue;
        }
        let again = Span::new(after.start, after.start + 1);
        say(case, stutters(case, spans), single, again, report);
    }
}

fn say(case: &Case, twice: bool, first: Span, again: Span, report: &mut Report) {
    if twice && case.article_of(first.start).is_some() {
        let words = quote(case, again);
        let message = format!("“{words}”接连出现两次,疑为重字。");
        report.warn(again, message, format!("“{words}” stands twice in a row.")).against(first).suggest("");
    }
}

/// Phrases of several words said twice in a row, and clauses: 签订了签订了合同; 已有企业百家,已有企业百家,.
fn phrases(case: &Case) -> Vec<(Span, Span)> {
    /// Shorter ones are said twice for emphasis, or are words; a clause is longer.
    const SHORTEST: [usize; 2] = [3, 6];
    const LONGEST: [usize; 2] = [8, 20];
    let chars = &case.text.chars;
    let mut found = Vec::new();
    let mut end = 0;
    for token in &case.words.tokens {
        let at = token.span.start;
        if at >= end {
            end = at + chars[at..].iter().take_while(|c| is_han(**c)).count();
        }
        if found.last().is_some_and(|(_, again): &(Span, Span)| at < again.end) {
            continue;
        }
        let run = (end - at).min(LONGEST[1]);
        let clause = run >= SHORTEST[1] && at > run && chars[at - 1] == ',' && chars.get(at + run) == Some(&',');
        let lengths = SHORTEST[0]..=(run / 2).min(LONGEST[0]);
        let length =
            lengths.rev().find(|&n| chars[at] == chars[at + n] && chars[at..at + n] == chars[at + n..at + 2 * n]);
        // 一个项目一个项目地看
        let distributive = ['一', '每', '逐'].contains(&chars[at]);
        let is_word = |n: usize| token.span.len() >= n;
        // 太难了太难了: said twice for emphasis, and the clause ends
        let ends = |n: usize| n < SHORTEST[1] && !chars.get(at + 2 * n).is_some_and(|c| is_han(*c));
        if let Some(n) = length
            .filter(|&n| !distributive && !is_word(n) && !ends(n) && chars[at..at + n].iter().any(|c| *c != chars[at]))
        {
            found.push((Span::new(at, at + n), Span::new(at + n, at + 2 * n)));
        } else if clause && chars[at - 1 - run..at - 1] == chars[at..at + run] {
            found.push((Span::new(at - 1 - run, at - 1), Span::new(at, at + run + 1)));
        }
    }
    found
}

/// Behind these no name goes on.
const FORM_WORDS: &str = "的了在和个这为把将对以于";

/// What stands behind a word that is said twice on purpose: 发展发展再发展.
const ON_PURPOSE: [char; 8] = ['再', '还', '又', '是', '了', '着', '啊', '吧'];

/// 全程全程代办: a noun or an adverb of manner twice, and the phrase goes on; no name.
fn goes_on(case: &Case, first: &Token, again: &Token) -> bool {
    let chars = &case.text.chars;
    let next = chars.get(again.span.end).copied().unwrap_or('\n');
    let before = chars.get(first.span.start.wrapping_sub(1)).copied().unwrap_or('\n');
    let counted = matches!(chars[first.span.start], '一' | '几' | '两');
    let plain = matches!(first.tag, "n" | "b") && first.tag == again.tag && !counted;
    // 嘉元铜箔 | 铜箔项目: what ends a name may begin what follows it
    let named = case.mentions_over(first.span).next().is_some();
    let begins = before != '“' && !is_han(before) || FORM_WORDS.contains(before);
    plain && is_han(next) && !ON_PURPOSE.contains(&next) && begins && !named
}

/// 项目 | 目: a noun with its last character once more, of which nothing else is made.
fn trails(case: &Case, whole: Span, single: Span) -> bool {
    let chars = &case.text.chars;
    let next = chars.get(single.end).copied().unwrap_or('\n');
    let named = case.mentions_over(Span::new(whole.start, single.end)).any(|m| m.span != whole);
    let noun = case.token_at(whole.start).is_some_and(|t| matches!(t.tag, "n" | "vn"));
    let begins_word = is_han(next) && case.is_word(&[chars[single.start], next]);
    noun && joined(whole, single)
        && is_han(chars[single.start])
        && case.is_word(&chars[whole.start..whole.end])
        && !named
        && !begins_word
        && !TWICE.contains(chars[single.start])
}

/// 局长长向楚云: a post with its last character once more before a name.
fn before_name(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    let posts = case.entities.mentions.iter().filter(|m| m.kind == EntityType::Role && m.span.len() > 1);
    for post in posts.map(|m| m.span) {
        // the second one may have been taken for a part of the post
        let end = post.end - usize::from(post.len() > 2 && chars[post.end - 1] == chars[post.end - 2]);
        let Some(&last) = chars.get(end).filter(|c| ENDS_OF_POSTS.contains(**c) && **c == chars[end - 1]) else {
            continue;
        };
        let again = Span::new(end, end + 1);
        let next = chars.get(again.end).copied().unwrap_or('\n');
        let person = case.mentions_over(Span::new(end, again.end + 1)).any(|m| {
            m.kind == EntityType::Person && (m.span.start == again.end || m.span.start == end && m.span.len() > 2)
        });
        say(case, person && !case.is_word(&[last, next]), Span::new(end - 1, end), again, report);
    }
}

/// 小区区 before the end of a line or a clause: a word with its last character once more.
fn at_ends(case: &Case, report: &mut Report) {
    let chars = &case.text.chars;
    for c in NEVER_LAST.chars() {
        for at in case.places.all(c).filter(|at| *at > 1 && chars[at - 1] == c) {
            let ends = chars.get(at + 1).is_none_or(|next| !is_han(*next));
            // 组织部部 | 长
            let next = chars[at + 1..].iter().find(|next| **next != '\n').copied().unwrap_or('\n');
            let ends = ends && !case.is_word(&[c, next]);
            let whole = Span::new(at - 2, at);
            let twice = ends && is_han(chars[at - 2]) && chars[at - 2] != c && case.is_word(&chars[at - 2..at]);
            let [first, again] = [at - 1, at].map(|at| Span::new(at, at + 1));
            say(case, twice && !report.marks(whole), first, again, report);
        }
    }
}

/// What posts end in and no family is called.
const ENDS_OF_POSTS: &str = "长记理裁员";

/// Characters that end words and never stand alone behind them at the end of a clause: 小区区.
const NEVER_LAST: &str = "区县村省部时步处目业园厂司局";

fn joined(a: Span, b: Span) -> bool {
    a.end == b.start
}

/// Characters that end one word and stand by themselves behind it: 上海海关, 主题题为, 大家家里.
const TWICE: &str = "人天年月日家户个层步处时种事样点些题为会部市县区省镇村国上下中多大小的了是有到在和地";

/// 总 | 经 | 经理: without the character the tokens on both sides are one word.
fn stutters(case: &Case, [before, single, after]: [Span; 3]) -> bool {
    let chars = &case.text.chars;
    if !joined(before, single)
        || !joined(single, after)
        || single.len() != 1
        || after.len() < 2
        || chars[single.start] != chars[after.start]
        || !is_han(chars[single.start])
    {
        return false;
    }
    let word = [&chars[before.start..before.end], &chars[after.start..after.end]].concat();
    word.len() > 2 && case.is_word(&word)
}

/// Whether a figure, a hedge aside, begins here.
fn before_figure(case: &Case, at: usize) -> bool {
    let hedge = follows_any(case, at, &["约", "近", "超", "了"]);
    let at = at + usize::from(hedge);
    let place = case.figures.partition_point(|f| f.span.start < at);
    case.figures.get(place).is_some_and(|f| f.span.start == at) && !is_ordinal(case, Span::new(at, at + 1))
}

/// 第 or 首 begin names as well: 服务服务第一线.
fn is_ordinal(case: &Case, first: Span) -> bool {
    matches!(case.text.chars[first.start], '第' | '首')
}
