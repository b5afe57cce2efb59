//! Where names begin and end, where the writing settles it: quotes and the word after them, a verb or 原 before
//! a name, the committee after a firm's.

use super::grouping::{Pick, is_place};
use crate::hashing::HashMap;
use crate::model::EntityType;
use crate::sorting::Sorting;
use crate::text::{Span, Text, ends, starts};
use crate::words::Words;

/// Mends the picks, which are in order and do not overlap.
#[inline(never)]
pub fn mend(text: &Text, words: &Words, picks: &mut Vec<Pick>) {
    let chars = &text.chars;
    for pick in picks.iter_mut() {
        pick.0 = match pick.1 {
            EntityType::Policy | EntityType::Event => quoted(chars, pick.0),
            EntityType::Company | EntityType::Government | EntityType::Organization => former(chars, pick.0),
            _ => pick.0,
        };
        if pick.1 == EntityType::Government
            && let Some(firm) = firm_of_committee(chars, pick.0)
        {
            (pick.0, pick.1) = (firm, EntityType::Company);
        }
    }
    without_verbs(chars, words, picks);
    one_site(chars, picks);
    picks.arrange_by_key(|p| (p.0.start, std::cmp::Reverse(p.0.end)));
    let mut end = 0;
    picks.retain(|p| {
        let free = p.0.start >= end;
        end = end.max(p.0.end);
        free
    });
}

/// The words that make one name of what stands in quotes before them, by the annotation guide.
pub const MADE: [&str; 11] = ["战略", "计划", "行动", "活动", "机制", "制度", "体系", "改革", "工程", "模式", "目标"];

/// How long the word is that makes a name of the quotes before it; two characters more may stand before it
/// (“秋季攻势”招商行动), and more such words after it (机制改革).
fn made(after: &[char]) -> Option<usize> {
    let word = |at: usize| MADE.iter().any(|w| starts(after, at, w));
    let han = |at: usize| after.get(at).is_some_and(|c| ('\u{4E00}'..='\u{9FFF}').contains(c));
    let first = if word(0) { 0 } else { (han(0) && han(1) && word(2)).then_some(2)? };
    let mut end = first + 2;
    while word(end) {
        end += 2;
    }
    Some(end)
}

/// “X”行动 whole, with its quotes; of “X”主题宣传周 the inside alone.
fn quoted(chars: &[char], span: Span) -> Span {
    /// Longer quotes are speech.
    const LONGEST: usize = 24;
    let inside = &chars[span.start..span.end];
    if let ['“', name @ .., '”'] = inside
        && !name.is_empty()
        && !name.iter().any(|c| matches!(c, '“' | '”'))
    {
        let whole = made(&chars[span.end..]);
        return whole.map_or(Span::new(span.start + 1, span.end - 1), |more| Span::new(span.start, span.end + more));
    }
    let close = match inside.iter().position(|&c| c == '”') {
        // One that it opens itself is its own.
        Some(i) if inside[..i].contains(&'“') => return span,
        Some(0) => return span,
        Some(i) => span.start + i,
        None if chars.get(span.end) == Some(&'”') => span.end,
        None => return span,
    };
    let open = chars[close.saturating_sub(LONGEST)..close].iter().rposition(|&c| matches!(c, '“' | '”' | '\n'));
    let open = open.map(|i| close.saturating_sub(LONGEST) + i).filter(|&i| chars[i] == '“');
    let Some(open) = open.filter(|&i| i + 1 == span.start) else { return span };
    let after = &chars[close + 1..];
    match made(after) {
        Some(length) => Span::new(open, close + 1 + length),
        // What the model took after the quote, up to the name's last word.
        None if span.end > close + 1 && MADE.iter().any(|w| ends(inside, w)) => {
            if span.end - close - 1 <= 4 {
                Span::new(open, span.end)
            } else {
                Span::new(span.start, close)
            }
        }
        None => Span::new(span.start, close.min(span.end)),
    }
}

/// 湘江集团 of 原湘江集团; 原阳县 is a place.
fn former(chars: &[char], span: Span) -> Span {
    let name = &chars[span.start..span.end];
    let place = (2..=3).any(|n| name.len() >= n && is_place(&name[..n]));
    if name.len() > 4 && name[0] == '原' && !place { Span::new(span.start + 1, span.end) } else { span }
}

/// 温州意华产业园 of 意华产业园, where a place that opens the clause was left to nobody: it says where the firm is from.
pub fn from_home(text: &Text, picks: &mut [Pick]) {
    let chars = &text.chars;
    let spans: Vec<Span> = picks.iter().map(|p| p.0).collect();
    let named = picks.iter_mut().filter(|p| matches!(p.1, EntityType::Company | EntityType::Project));
    for pick in named {
        let name = &chars[pick.0.start..pick.0.end];
        if (2..=3).any(|n| name.len() >= n && is_place(&name[..n])) {
            continue;
        }
        let opens = |at: usize| at.checked_sub(1).is_none_or(|i| !chars[i].is_alphanumeric());
        let home = (2..=3).filter_map(|n| pick.0.start.checked_sub(n)).find(|&at| {
            opens(at)
                && is_place(&chars[at..pick.0.start])
                && spans.iter().all(|s| s.end <= at || s.start >= pick.0.start)
        });
        pick.0.start = home.unwrap_or(pick.0.start);
    }
}

/// The firm whose own committee was taken for a public body.
fn firm_of_committee(chars: &[char], span: Span) -> Option<Span> {
    const COMMITTEES: [&str; 6] = ["纪委", "党委", "党总支", "党支部", "工会", "团委"];
    let name = &chars[span.start..span.end];
    let tail = COMMITTEES.iter().find(|c| ends(name, c))?;
    let firm = &name[..name.len() - tail.chars().count()];
    let is_firm = ["集团", "公司"].iter().any(|end| ends(firm, end));
    (firm.len() > 2 && is_firm).then(|| Span::new(span.start, span.start + firm.len()))
}

/// 高新区 of 落户高新区, where the text names 高新区 elsewhere or everyone knows it.
fn without_verbs(chars: &[char], words: &Words, picks: &mut [Pick]) {
    let mut known: HashMap<(&[char], EntityType), f32> = HashMap::default();
    for p in picks.iter() {
        *known.or_default((&chars[p.0.start..p.0.end], p.1)) += p.2;
    }
    for pick in picks.iter_mut() {
        let (span, kind) = (pick.0, pick.1);
        let named = matches!(
            kind,
            EntityType::Company
                | EntityType::Government
                | EntityType::Organization
                | EntityType::Place
                | EntityType::Zone
        );
        let Some(token) = named.then(|| words.token_of.get(span.start)).flatten() else { continue };
        let token = &words.tokens[*token as usize];
        if token.span.start != span.start || token.span.end + 2 > span.end {
            continue;
        }
        let rest = Span::new(token.span.end, span.end);
        let is_verb =
            token.tag.starts_with('v') && !token.tag.starts_with("vn") || matches!(token.tag, "p" | "d" | "c");
        let inside = &chars[rest.start..rest.end];
        let own = known.get(&(&chars[span.start..span.end], kind)).copied().unwrap_or(0.0);
        let stronger = known.get(&(inside, kind)).is_some_and(|sum| *sum > own);
        if is_verb && (stronger || kind == EntityType::Place && is_place(inside)) {
            pick.0 = rest;
        }
    }
}

/// A park and the same park with its city before it are one type: what the text is surer of.
fn one_site(chars: &[char], picks: &mut [Pick]) {
    let site = |kind: EntityType| matches!(kind, EntityType::Zone | EntityType::Project);
    let core = |p: &Pick| {
        let name = &chars[p.0.start..p.0.end];
        let city = (2..=4).rev().find(|&n| name.len() > n + 3 && is_place(&name[..n])).unwrap_or(0);
        name[city..].to_vec()
    };
    let mut sums: HashMap<Vec<char>, [f32; 2]> = HashMap::default();
    for p in picks.iter().filter(|p| site(p.1)) {
        sums.or_default(core(p))[usize::from(p.1 == EntityType::Project)] += p.2;
    }
    for p in picks.iter_mut().filter(|p| site(p.1)) {
        if let Some(&[zone, project]) = sums.get(&core(p)).filter(|s| s[0] > 0.0 && s[1] > 0.0) {
            p.1 = if project > zone { EntityType::Project } else { EntityType::Zone };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::marked;
    use crate::words::Lexicon;

    /// The names after mending of those that stand in `marked` in brackets, of these types.
    fn mended(marked: &str, kinds: &[EntityType]) -> Vec<(String, EntityType)> {
        let (text, mut picks) = marked::read(marked, kinds);
        let words = Lexicon::new(crate::bundled::LEXICON).expect("the bundled words are sound").segment(&text);
        mend(&text, &words, &mut picks);
        picks.iter().map(|p| (text.slice(p.0), p.1)).collect()
    }

    fn names(marked: &str, kinds: &[EntityType]) -> Vec<String> {
        mended(marked, kinds).into_iter().map(|p| p.0).collect()
    }

    #[test]
    fn what_quotes_and_the_word_after_them_name_is_whole() {
        let policy = [EntityType::Policy];
        assert_eq!(names("开展“[青松攻势]”行动", &policy), ["“青松攻势”行动"]);
        assert_eq!(names("开展“[青松攻势]”招商行动", &policy), ["“青松攻势”招商行动"]);
        assert_eq!(names("推行“[水长制+产业”创新模式]。", &policy), ["“水长制+产业”创新模式"]);
        assert_eq!(names("完成“[五办合一]”机制改革", &policy), ["“五办合一”机制改革"]);
        assert_eq!(names("“[世界净水日”主题宣传活动]开始", &[EntityType::Event]), ["世界净水日"]);
        assert_eq!(names("“[双轮驱动]”建设", &policy), ["双轮驱动"]);
        assert_eq!(names("推行[“双轮驱动”]。", &policy), ["双轮驱动"]);
        assert_eq!(names("推行[“双轮驱动”]模式", &policy), ["“双轮驱动”模式"]);
        assert_eq!(names("他说“我们搞[青松计划]”。", &policy), ["青松计划"]);
    }

    #[test]
    fn a_place_that_nobody_has_is_a_firm_s_home() {
        let home = |marked: &str, kinds: &[EntityType]| {
            let (text, mut picks) = marked::read(marked, kinds);
            from_home(&text, &mut picks);
            picks.iter().map(|p| text.slice(p.0)).collect::<Vec<_>>()
        };
        let company = [EntityType::Company];
        assert_eq!(home("来了，温州[青禾交通]落户", &company), ["温州青禾交通"]);
        assert_eq!(home("温州[青禾交通产业园]开工", &[EntityType::Project]), ["温州青禾交通产业园"]);
        assert_eq!(home("[温州][青禾交通]落户", &[EntityType::Place, EntityType::Company]), ["温州", "青禾交通"]);
        assert_eq!(home("来自温州[青禾交通]的人", &company), ["青禾交通"]);
        assert_eq!(home("温州[乐清青禾交通]落户", &company), ["乐清青禾交通"]);
    }

    #[test]
    fn what_stands_before_a_name_is_not_its_own() {
        let zones = [EntityType::Zone; 3];
        assert_eq!(names("[东岸新区]发展。[东岸新区]扩容。项目[走进东岸新区]", &zones)[2], "东岸新区");
        assert_eq!(names("[走进东岸新区]", &zones), ["走进东岸新区"]);
        assert_eq!(names("[原青禾集团]的楼", &[EntityType::Company]), ["青禾集团"]);
        assert_eq!(names("[原阳县农机公司]的楼", &[EntityType::Company]), ["原阳县农机公司"]);
    }

    #[test]
    fn a_firms_committee_is_the_firms() {
        let found = mended("[青禾集团纪委]开会", &[EntityType::Government]);
        assert_eq!(found, [("青禾集团".into(), EntityType::Company)]);
        assert_eq!(names("[青禾县纪委]开会", &[EntityType::Government]), ["青禾县纪委"]);
    }

    #[test]
    fn a_park_with_and_without_its_city_is_of_one_type() {
        let kinds = [EntityType::Project, EntityType::Project, EntityType::Zone];
        let found = mended("[远帆装备产业园]动工,[远帆装备产业园]封顶,[温州远帆装备产业园]投产", &kinds);
        assert!(found.iter().all(|p| p.1 == EntityType::Project));
    }
}
