//! The dictionary, loaded on demand: jieba is given only the words that stand in the text.
//!
//! That is exact. A word that does not stand in the text cannot be cut from it; all that it adds is
//! its frequency to the total that probabilities are shares of. One filler word, which no text can
//! hold, carries the frequencies of all words not yet loaded.

use super::columns::Columns;
use super::layout::TAGS;
use super::{Token, Words, gazetteer, unknown};
use crate::error::Error;
use crate::model::EntityType;
use crate::text::{Span, Text};
use jieba_rs::Jieba;
use std::borrow::Cow;
use std::ops::Range;

/// jieba cuts characters outside its own set one by one, so two of them are never a word of a text.
const FILLER: &str = "\u{10FFFF}\u{10FFFF}";

/// Cuts texts into words with the dictionary and the reader's own words.
#[derive(Debug)]
pub struct Lexicon {
    columns: Columns,
    /// Holds the words that stood in the texts so far: never more than the dictionary.
    jieba: Jieba,
    /// Of each word of the dictionary, whether jieba holds it: one bit.
    loaded: Vec<u64>,
    /// The sum of the frequencies of the words that jieba does not hold.
    missing: usize,
    /// The reader's own words, with their tags.
    user_words: Vec<(String, &'static str)>,
}

impl Lexicon {
    /// Reads a compiled lexicon. Errors with `bad-lexicon` where it is damaged.
    pub fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, Error> {
        let columns = Columns::new(bytes.into())?;
        let loaded = vec![0; columns.len().div_ceil(64)];
        let missing = columns.total();
        Ok(Lexicon { columns, jieba: Jieba::empty(), loaded, missing, user_words: Vec::new() })
    }

    /// Makes these the reader's own words; a tag is one of jieba's (nr, ns, nt, nz …).
    pub fn set_user_words<'a>(&mut self, words: impl IntoIterator<Item = (&'a str, &'static str)>) {
        let words: Vec<_> = words.into_iter().map(|(word, tag)| (word.to_string(), tag)).collect();
        if words == self.user_words {
            return;
        }
        // jieba forgets no word, so it starts afresh.
        self.jieba = Jieba::empty();
        self.loaded.fill(0);
        self.missing = self.columns.total();
        for (word, tag) in &words {
            let characters: Vec<char> = word.chars().collect();
            self.load(&characters);
            self.jieba.add_word(word, None, Some(tag));
        }
        self.user_words = words;
    }

    /// Cuts the text into words.
    #[inline(never)]
    pub fn segment(&mut self, text: &Text) -> Words {
        self.load(&text.chars);
        let mut words = Words { hits: gazetteer::hits(&text.chars), ..Words::default() };
        let mut line = String::new();
        for (start, characters) in lines(&text.chars) {
            line.clear();
            line.extend(characters);
            // Without jieba's model of unknown words, which then is not linked.
            let cut = self.jieba.tag(&line, false);
            let cut: Vec<Cut> = cut.iter().map(|tag| Cut { at: tag.start..tag.end, tag: known(tag.tag) }).collect();
            let unjoined: Vec<bool> = cut.iter().map(|cut| self.is_unjoined(&characters[cut.at.clone()])).collect();
            let mut first = 0;
            let mut push = |cut: &Cut| words.push(Span::new(start + cut.at.start, start + cut.at.end), cut.tag);
            for run in unjoined.chunk_by(|&a, &b| a && b) {
                match &cut[first..first + run.len()] {
                    [word] if !run[0] => push(word),
                    run => self.join(characters, run, &mut push),
                }
                first += run.len();
            }
        }
        words
    }

    /// Whether this is no word of the dictionary, but a character that one may be joined from, or several letters.
    fn is_unjoined(&self, characters: &[char]) -> bool {
        match characters {
            [c] => joins(*c),
            _ => characters.iter().all(char::is_ascii_alphanumeric) && !self.has(characters),
        }
    }

    /// Gives the words of a run of what the dictionary left unjoined.
    fn join(&self, line: &[char], run: &[Cut], mut found: impl FnMut(&Cut)) {
        let whole = run[0].at.start..run[run.len() - 1].at.end;
        if whole.len() == 1 {
            return found(&run[0]);
        }
        let words = match self.has(&line[whole.clone()]) {
            // A word that is likelier apart.
            true => (0..whole.len()).map(|at| at..at + 1).collect(),
            false => unknown::cut(&self.columns, &line[whole.clone()]),
        };
        for word in words {
            let at = whole.start + word.start..whole.start + word.end;
            let known = run.iter().find(|cut| cut.at == at).map(|cut| cut.tag);
            found(&Cut { tag: known.unwrap_or_else(|| self.tag(&line[at.clone()])), at });
        }
    }

    fn has(&self, word: &[char]) -> bool {
        self.jieba.has_word(&word.iter().collect::<String>())
    }

    fn tag(&self, word: &[char]) -> &'static str {
        let own = self.user_words.iter().find(|(own, _)| own.chars().eq(word.iter().copied()));
        own.map(|own| own.1).or_else(|| self.columns.tag_of(word)).unwrap_or_else(|| unknown::tag(word))
    }

    /// Calls `found` with the length and the frequency of every word of the dictionary that `characters` begins with.
    pub fn prefixes(&self, characters: &[char], mut found: impl FnMut(usize, usize)) {
        self.prefixes_of_ranks(&self.ranks(characters), &mut found);
    }

    /// The number by which the dictionary knows a character; 0 where it does not.
    pub fn rank(&self, c: char) -> u16 {
        self.columns.rank(c)
    }

    /// The words of the dictionary that a longer word is made of, of two characters or more, in the order in which they begin.
    pub fn within(&self, word: &[char]) -> Vec<Span> {
        let ranks = self.ranks(word);
        let mut found = Vec::new();
        for at in 0..word.len() {
            self.columns.prefixes(&ranks[at..], |_, length| {
                if (2..word.len()).contains(&length) {
                    found.push(Span::new(at, at + length));
                }
            });
        }
        found
    }

    fn ranks(&self, characters: &[char]) -> Vec<u16> {
        characters.iter().map(|&c| self.columns.rank(c)).collect()
    }

    /// As [`Lexicon::prefixes_of_ranks`], where `words` are those that begin with the first `length` characters, one to
    /// four.
    pub fn prefixes_after(
        &self,
        length: usize,
        words: Range<usize>,
        ranks: &[u16],
        mut found: impl FnMut(usize, usize),
    ) {
        self.columns.prefixes_after(length, words, ranks, |index, length| found(length, self.columns.frequency(index)));
    }

    /// The words of the dictionary that begin with these characters, at most four.
    pub fn words_after(&self, ranks: &[u16]) -> Range<usize> {
        self.columns.words_after(ranks)
    }

    /// As [`Lexicon::prefixes`], of characters whose ranks are known.
    pub fn prefixes_of_ranks(&self, ranks: &[u16], mut found: impl FnMut(usize, usize)) {
        self.columns.prefixes(ranks, |index, length| found(length, self.columns.frequency(index)));
    }

    /// Gives jieba all words of the dictionary that stand in `characters`.
    fn load(&mut self, characters: &[char]) {
        let ranks = self.ranks(characters);
        let mut word = String::new();
        for at in 0..ranks.len() {
            self.columns.prefixes(&ranks[at..], |index, length| {
                let (block, bit) = (&mut self.loaded[index / 64], 1 << (index % 64));
                if *block & bit == 0 {
                    *block |= bit;
                    word.clear();
                    word.extend(&characters[at..at + length]);
                    let frequency = self.columns.frequency(index);
                    self.jieba.add_word(&word, Some(frequency), Some(self.columns.tag(index)));
                    self.missing = self.missing.saturating_sub(frequency);
                }
            });
        }
        self.jieba.add_word(FILLER, Some(self.missing), None);
    }
}

impl Words {
    fn push(&mut self, span: Span, tag: &'static str) {
        let token = self.tokens.len() as u32;
        self.token_of.extend(std::iter::repeat_n(token, span.len()));
        self.tokens.push(Token { span, tag });
    }
}

/// A piece of a line.
#[derive(Debug, Clone)]
struct Cut {
    at: Range<usize>,
    tag: &'static str,
}

/// Whether jieba looks for words that hold this character.
fn joins(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-')
        || matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
        || matches!(c, '\u{20000}'..='\u{2A6DF}' | '\u{2A700}'..='\u{2EBEF}' | '\u{2F800}'..='\u{2FA1F}')
}

/// The lines of a text, each with its place and its line break: jieba cuts none across it.
fn lines(characters: &[char]) -> impl Iterator<Item = (usize, &[char])> {
    let mut at = 0;
    characters.split_inclusive(|&c| c == '\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line)
    })
}

/// The tag of a word that names a thing of this type.
pub fn tag_of(kind: EntityType) -> &'static str {
    match kind {
        EntityType::Person => "nr",
        EntityType::Place | EntityType::Zone => "ns",
        EntityType::Company | EntityType::Government | EntityType::Organization => "nt",
        _ => "nz",
    }
}

/// The same tag, living as long as the program.
fn known(tag: &str) -> &'static str {
    TAGS.binary_search(&tag).map_or(unknown::TAG, |place| TAGS[place])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{page, text};
    use std::sync::LazyLock;

    const DICTIONARY: &str = include_str!("../../data/words/dictionary.tsv");

    /// jieba with all words from the start.
    static FULL: LazyLock<Jieba> = LazyLock::new(|| {
        let table = DICTIONARY.lines().filter(|line| !line.starts_with("# ")).collect::<Vec<_>>().join("\n");
        Jieba::with_dict(&mut table.as_bytes()).expect("the dictionary is well-formed")
    });

    fn lexicon() -> Lexicon {
        Lexicon::new(crate::bundled::LEXICON).expect("the bundled lexicon is sound")
    }

    fn read(raw: &str) -> Text {
        text::clean(raw, &page::split(raw))
    }

    fn cut(words: &Words, text: &Text) -> Vec<(String, &'static str)> {
        words.tokens.iter().map(|token| (text.slice(token.span), token.tag)).collect()
    }

    fn cut_by(jieba: &Jieba, text: &Text) -> Vec<(String, &'static str)> {
        let whole = text.slice(Span::new(0, text.chars.len()));
        jieba.tag(&whole, true).into_iter().map(|tag| (tag.word.to_string(), known(tag.tag))).collect()
    }

    /// Texts of words drawn from the dictionary, with names, figures and nonsense between them.
    fn generated(count: usize) -> Vec<String> {
        let words: Vec<&str> =
            DICTIONARY.lines().filter_map(|line| line.split('\t').next()).filter(|w| !w.starts_with('#')).collect();
        let odd = [
            "，",
            "。",
            "3071.22亩",
            "\n",
            "a-b_c%%",
            "3.5.%",
            "..x",
            "鑫宏业",
            " ",
            "GDP",
            "𠮷野家",
            "C#",
            "——",
            "龘靐齉",
            "😀",
            "2×100万千瓦",
        ];
        let mut state = 0x2545_F491_4F6C_DD1D_u64;
        let mut draw = |below: usize| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state % below as u64) as usize
        };
        (0..count)
            .map(|_| {
                let mut text = String::new();
                for _ in 0..draw(120) {
                    match draw(9) {
                        0 => text.push_str(odd[draw(odd.len())]),
                        1 => text.extend(words[draw(words.len())].chars().take(1)),
                        2 => text.extend(words[draw(words.len())].chars().skip(1)),
                        3 => text.extend((0..draw(9)).filter_map(|_| words[draw(words.len())].chars().last())),
                        _ => text.push_str(words[draw(words.len())]),
                    }
                }
                text
            })
            .collect()
    }

    #[test]
    fn words_loaded_on_demand_are_cut_and_tagged_as_with_all_of_them() {
        let mut kept = lexicon();
        for (i, raw) in generated(400).iter().enumerate() {
            let text = read(raw);
            let expected = cut_by(&FULL, &text);
            assert_eq!(cut(&kept.segment(&text), &text), expected, "{raw}");
            if i % 20 == 0 {
                assert_eq!(cut(&lexicon().segment(&text), &text), expected, "alone: {raw}");
            }
        }
    }

    #[test]
    fn tokens_cover_the_text() {
        let text = read("株洲高新区签约185个项目，\n总投资869.6亿元。😀");
        let words = lexicon().segment(&text);
        let mut at = 0;
        for (i, token) in words.tokens.iter().enumerate() {
            assert_eq!(token.span.start, at);
            assert!(words.token_of[at..token.span.end].iter().all(|&t| t as usize == i));
            at = token.span.end;
        }
        assert_eq!((at, words.token_of.len()), (text.chars.len(), text.chars.len()));
    }

    #[test]
    fn the_readers_words_are_cut_as_jieba_would_with_all_words() {
        let own = [("诺天科技", "nt"), ("四联行动", "nz"), ("株洲", "ns"), ("周建光", "nr")];
        let mut full = FULL.clone();
        for (word, tag) in own {
            full.add_word(word, None, Some(tag));
        }
        let text = read("周建光说，诺天科技在株洲参加四联行动。株洲市的诺天科技项目投产。");
        let mut lexicon = lexicon();
        let plain = lexicon.segment(&text);
        lexicon.set_user_words(own);
        let with_own = lexicon.segment(&text);
        assert_eq!(cut(&with_own, &text), cut_by(&full, &text));
        assert!(cut(&with_own, &text).contains(&("诺天科技".to_string(), "nt")));
        lexicon.set_user_words([]);
        assert_eq!(lexicon.segment(&text), plain);
    }

    #[test]
    fn long_words_are_made_of_shorter_ones() {
        let lexicon = lexicon();
        let within = |word: &str| {
            let characters: Vec<char> = word.chars().collect();
            lexicon
                .within(&characters)
                .iter()
                .map(|s| characters[s.start..s.end].iter().collect())
                .collect::<Vec<String>>()
        };
        let parts = within("中华人民共和国");
        assert!(["中华", "人民", "共和国"].iter().all(|part| parts.contains(&part.to_string())), "{parts:?}");
        assert!(!parts.contains(&"中华人民共和国".to_string()));
        assert!(within("人民").is_empty());
        assert!(within("").is_empty());
    }

    #[test]
    fn an_empty_text_has_no_words() {
        assert_eq!(lexicon().segment(&Text::default()), Words::default());
    }
}
