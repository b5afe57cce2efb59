//! Texts to measure with.

/// An article of 1,600 characters, written for this.
pub const ARTICLE: &str = include_str!("texts/page.txt");

/// A page of about `characters` characters: the article again and again.
///
/// Each time its names and sums change, so that no stage can profit from what it has seen.
pub fn page(characters: usize) -> String {
    const NAMES: &str = "白鹭云栖临江松涛澜芯恒跃远岫沈知陆晚顾明闻以贺江郁清谈秋裴一施婉车慕";
    const OTHERS: &str = "青峦石桥望海平湖锐腾启宸朗润孟昭叶疏魏长邵景韩若梁深宋北唐予罗希冯绍苏岚";
    let mut page = String::new();
    let mut length = 0;
    for turn in 0.. {
        if length >= characters {
            break;
        }
        for c in ARTICLE.chars() {
            page.push(match NAMES.chars().position(|name| name == c) {
                Some(at) if turn > 0 => OTHERS.chars().cycle().nth(at + turn).unwrap_or(c),
                _ if c.is_ascii_digit() => char::from(b'0' + ((c as usize - '0' as usize + turn) % 10) as u8),
                _ => c,
            });
            length += 1;
        }
    }
    page
}
