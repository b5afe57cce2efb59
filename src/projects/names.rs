//! Names of projects and firms: which may name the same thing.

/// A project's name without what names leave out: quotes, 项目, 工程, 一期.
pub fn core(name: &str) -> Vec<char> {
    let mut chars: Vec<char> = name.chars().filter(|c| !matches!(c, '“' | '”' | '"' | ' ' | '·' | '(' | ')')).collect();
    let tails: [&[char]; 6] =
        [&['项', '目'], &['工', '程'], &['一', '期'], &['首', '期'], &['建', '设'], &['(', '一', '期', ')']];
    while let Some(tail) = tails.iter().find(|t| chars.ends_with(t) && chars.len() > t.len()) {
        chars.truncate(chars.len() - tail.len());
    }
    chars
}

/// Whether `short` reads as `long` with characters left out.
pub fn is_shortened(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter();
    !short.is_empty() && short.iter().all(|c| rest.any(|d| d == c))
}

/// The number of the phase that a name gives: 二期 is 2.
pub fn phase(name: &[char]) -> Option<u8> {
    let numbers = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];
    name.windows(2).rev().filter(|w| w[1] == '期').find_map(|w| {
        let place = numbers.iter().position(|n| *n == w[0]);
        place.map(|p| p as u8 + 1).or_else(|| w[0].to_digit(10).map(|d| d as u8)).or((w[0] == '首').then_some(1))
    })
}

/// Whether two names may stand for one project: equal, or one a shortening of the other, and no other phase.
pub fn same_project(a: &str, b: &str) -> bool {
    let whole = |n: &str| n.chars().collect::<Vec<_>>();
    let other_phase = match (phase(&whole(a)), phase(&whole(b))) {
        (None | Some(1), None | Some(1)) => false,
        (a, b) => a != b,
    };
    let (a, b) = (core(a), core(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long || (!other_phase && short.len() >= 2 && is_shortened(&short, &long))
}

/// The length of the longest run of characters that two names share.
pub fn shared(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row = vec![0usize; b.len() + 1];
    let mut best = 0;
    for c in a.chars() {
        let mut corner = 0;
        for (j, d) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if c == *d { corner + 1 } else { 0 };
            corner = up;
            best = best.max(row[j + 1]);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_are_known_again() {
        assert!(same_project("南桥新能12英寸芯片项目", "南桥新能12英寸高端模拟芯片制造生产线项目"));
        assert!(same_project("白鹭洲大桥工程", "白鹭洲大桥"));
        assert!(same_project("青禾种业项目一期", "青禾种业项目"));
        assert!(!same_project("青禾种业二期项目", "青禾种业一期项目"));
        assert!(!same_project("青禾种业二期项目", "青禾种业项目"));
        assert!(!same_project("青禾种业项目", "白鹭洲大桥项目"));
    }

    #[test]
    fn shared_runs_are_counted() {
        assert_eq!(shared("青禾种业", "湖南青禾种业有限公司"), 4);
        assert_eq!(shared("甲乙", "丙丁"), 0);
    }
}
