//! Where sentences and clauses end.

use super::Span;

/// The ends of sentences or of clauses: one past the last character of each, ascending.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Bounds {
    pub(super) ends: Vec<u32>,
}

impl Bounds {
    /// The stretches that lie in `span`, white space around them left out.
    pub(super) fn within<'a>(&'a self, chars: &'a [char], span: Span) -> impl Iterator<Item = Span> + 'a {
        let first = self.ends.partition_point(|&e| e as usize <= span.start);
        let mut start = span.start;
        self.ends[first..]
            .iter()
            .map(move |&end| {
                let whole = start..(end as usize).min(span.end).max(start);
                start = whole.end;
                whole
            })
            .take_while(move |whole| whole.start < span.end)
            .filter_map(|whole| {
                let blank = |c: &&char| c.is_whitespace();
                let words = &chars[whole.clone()];
                let lead = words.iter().take_while(blank).count();
                let trail = words[lead..].iter().rev().take_while(blank).count();
                (lead < words.len()).then(|| Span::new(whole.start + lead, whole.end - trail))
            })
    }

    /// The stretch that holds `at`.
    pub(super) fn at(&self, at: usize, len: usize) -> Span {
        let next = self.ends.partition_point(|&e| e as usize <= at);
        let start = if next == 0 { 0 } else { self.ends[next - 1] as usize };
        Span::new(start, self.ends.get(next).map_or(len, |&e| e as usize))
    }
}

/// The ends of sentences and of clauses, in one pass over cleaned text.
pub(super) fn read(chars: &[char]) -> (Bounds, Bounds) {
    let (mut sentences, mut clauses) = (Bounds::default(), Bounds::default());
    let mut i = 0;
    while i < chars.len() {
        let sentence = ends_sentence(chars, i);
        let clause = sentence || ends_clause(chars, i);
        i += 1;
        if !clause {
            continue;
        }
        while chars[i - 1] != '\n' && chars.get(i).is_some_and(|&c| closes(c) || (sentence && ends_sentence_here(c))) {
            i += 1;
        }
        clauses.ends.push(i as u32);
        if sentence {
            sentences.ends.push(i as u32);
        }
    }
    (sentences, clauses)
}

fn ends_sentence_here(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | '…')
}

fn ends_sentence(chars: &[char], i: usize) -> bool {
    match chars[i] {
        '。' | '!' | '?' | '\n' => true,
        '…' => !chars.get(i + 1).is_some_and(|&c| matches!(c, '、' | ',')),
        _ => false,
    }
}

fn ends_clause(chars: &[char], i: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_digit);
    match chars[i] {
        ';' | '—' => true,
        ',' | ':' => !(digit(i.checked_sub(1)) && digit(Some(i + 1))),
        _ => false,
    }
}

fn closes(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | ')' | '—')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> (Vec<String>, Vec<String>) {
        let chars: Vec<char> = text.chars().collect();
        let (sentences, clauses) = read(&chars);
        let words = |b: &Bounds| {
            let whole = Span::new(0, chars.len());
            b.within(&chars, whole).map(|s| chars[s.start..s.end].iter().collect()).collect()
        };
        (words(&sentences), words(&clauses))
    }

    #[test]
    fn sentences_keep_their_closing_marks() {
        let (sentences, _) = cut("“来了。”他说,好!! 真的?\n标题\n");
        assert_eq!(sentences, ["“来了。”", "他说,好!!", "真的?", "标题"]);
    }

    #[test]
    fn a_comma_in_a_number_and_a_colon_in_a_time_end_no_clause() {
        let (_, clauses) = cut("投资1,200万元,9:30开会:到2,3人。\n");
        assert_eq!(clauses, ["投资1,200万元,", "9:30开会:", "到2,3人。"]);
    }

    #[test]
    fn the_stretch_at_a_place_holds_it() {
        let chars: Vec<char> = "甲,乙。丙\n".chars().collect();
        let (sentences, clauses) = read(&chars);
        assert_eq!(sentences.at(2, 6), Span::new(0, 4));
        assert_eq!(clauses.at(2, 6), Span::new(2, 4));
        assert_eq!(clauses.at(4, 6), Span::new(4, 6));
    }
}
