//! What stands at the head and foot of every page of a document: its name, the number of the page.

use super::lines::Line;
use crate::hashing::HashMap;
use crate::sorting::Sorting;

/// Such lines are no longer than this.
const LONGEST: usize = 60;
/// A page has at least so many lines.
const PAGE: usize = 5;

/// Marks the lines that stand at the head or foot of every page.
#[inline(never)]
pub(super) fn mark(lines: &mut [Line]) {
    let mut numbers: Vec<usize> = (0..lines.len()).filter(|&i| is_page_number(&lines[i].text)).collect();
    let bare = |i: &usize| lines[*i].len <= 3 && lines[*i].text.bytes().all(|b| b.is_ascii_digit());
    let counts: Vec<usize> = (0..lines.len()).filter(bare).collect();
    let number = |i: usize| lines[i].text.parse::<u32>().unwrap_or_default();
    if counts.len() > 1 && counts.windows(2).all(|w| number(w[1]) == number(w[0]) + 1 && w[1] - w[0] > PAGE) {
        numbers.extend(counts);
        numbers.arrange_by(Ord::cmp);
    }
    let mut times: HashMap<String, Vec<usize>> = HashMap::default();
    let near = |i: usize| {
        let next = numbers.partition_point(|&n| n < i);
        let close = |n: &usize| n.abs_diff(i) <= 2;
        i < 2
            || i + 2 >= lines.len()
            || numbers.get(next).is_some_and(close)
            || next.checked_sub(1).is_some_and(|n| close(&numbers[n]))
    };
    for (i, line) in lines.iter().enumerate() {
        let counts = || outer_number(&line.text).is_some();
        let short = line.len <= LONGEST && !line.text.contains(['。', '；', '？']) && line.level == 0;
        if short && ((!numbers.is_empty() && near(i)) || counts()) {
            let name: String = line.text.chars().filter(|c| c.is_alphabetic()).collect();
            if name.chars().nth(1).is_some() {
                times.or_default(name).push(i);
            }
        }
    }
    let is_running = |at: &[usize]| {
        let paged = at.iter().filter(|&&i| !numbers.is_empty() && near(i)).count();
        let count = |i: usize| outer_number(&lines[i].text);
        let counted = at.windows(2).all(|w| {
            let step = count(w[1]).zip(count(w[0])).and_then(|(b, a)| b.checked_sub(a));
            w[1] - w[0] >= PAGE && matches!(step, Some(1 | 2))
        });
        at.len() > 1 && (paged == at.len() || counted)
    };
    let running: Vec<usize> = times.values().filter(|at| is_running(at)).flatten().copied().collect();
    for i in numbers.into_iter().chain(running) {
        lines[i].running = true;
    }
}

/// The number that a line begins or ends with: 江州招商简报 3.
fn outer_number(text: &str) -> Option<u32> {
    let inner = text.trim_matches(|c: char| c.is_whitespace() || "-—–·•|第页".contains(c));
    let digits = |s: &str| (1..=3).contains(&s.len()).then(|| s.parse().ok()).flatten();
    let end = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    let start = inner.trim_start_matches(|c: char| c.is_ascii_digit());
    digits(&inner[end.len()..]).or_else(|| digits(&inner[..inner.len() - start.len()]))
}

/// — 3 —, 第3页, 第 3 页 共 12 页, 3/12.
fn is_page_number(text: &str) -> bool {
    if text.len() > 40 || !text.contains(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let mut shape = String::new();
    let mut digits = 0;
    for c in text.chars().filter(|c| !c.is_whitespace() && !"-—–·•|，,".contains(*c)) {
        match c {
            '0'..='9' => {
                digits += 1;
                if digits == 1 {
                    shape.push('0');
                }
            }
            _ => {
                digits = 0;
                shape.push(c);
            }
        }
        if digits > 3 {
            return false;
        }
    }
    let set_off = text.contains(['-', '—', '–', '·', '•', '|']);
    match &*shape {
        "0" => set_off,
        "第0页" | "第0页共0页" | "第0页/共0页" | "共0页第0页" | "0/0" | "Page0" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::{Choices, lines};

    #[test]
    fn numbers_of_pages() {
        for number in ["— 3 —", "- 12 -", "第3页", "第 3 页 共 12 页", "3 / 12", "· 5 ·"] {
            assert!(is_page_number(number), "{number}");
        }
        for other in ["2025", "第3届", "1.", "3个", "5月1日", "—— 3亿元", "12"] {
            assert!(!is_page_number(other), "{other}");
        }
    }

    #[test]
    fn heads_and_feet_of_pages_are_marked_and_titles_are_not() {
        let raw = "江州招商简报 2025年第14期\n\n上半年招商情况\n今年签约项目83个。\n增长9.2%。\n— 1 —\n江州招商简报 2025年第14期\n\n下一步工作\n开展百日攻坚。\n— 2 —\n";
        let running = |raw| -> Vec<String> {
            let all = lines::cut(raw, &Choices::default()).0;
            all.iter().filter(|l| l.running).map(|l| l.text.to_string()).collect()
        };
        assert_eq!(running(raw).len(), 4, "{:?}", running(raw));
        assert!(running("项目1\n项目2\n项目3\n项目4").is_empty());
    }
}
