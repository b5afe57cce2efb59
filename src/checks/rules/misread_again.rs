//! # What it looks for
//! A word or a place of two characters that the text has elsewhere, here with a look-alike: 糜鹿 beside 麋鹿, 虎亭 beside 猇亭.
//!
//! # Why
//! What a text is about stands in it again and again: whoever misreads it once has it right in the next line.
//!
//! # Warns
//! - `糜鹿保护区迎来产仔高峰⏎眼下正值麋鹿产仔季,保护区内的小麋鹿跟在母鹿身后。`
//! - `猇亭区立足化工基础转型,企业先后落户猇亭。站在新起点上,虎亭正阔步前行。`
//!
//! # Stays quiet
//! - `麋鹿保护区迎来产仔高峰⏎眼下正值麋鹿产仔季,保护区内的小麋鹿跟在母鹿身后。`
//! - `园区企业多,企业家也多,有人问企业家从哪里来。`
//! - `王糜鹿是饲养员。眼下正值麋鹿产仔季,小麋鹿跟在母鹿身后。`
//!
//! # Limits
//! Only what stands once, makes no word with its neighbours, and was never seen side by side in news of the field
//! (`data/checks/neighbours.tsv`); what is meant must stand twice, and its character be a rare one.

use super::{Case, Report};
use crate::checks::glyphs::any_alike;
use crate::checks::neighbours::NEIGHBOURS;
use crate::checks::slips::LOOKALIKES;
use crate::checks::view::{is_han, quote};
use crate::model::EntityType;
use crate::text::Span;

/// So often stands what is meant.
const TWICE: usize = 2;

/// The character that is meant was seen no more often ([`Neighbours::seen_alone`](crate::checks::neighbours::Neighbours)),
/// and its word so many times as often as what is written.
const RARE: usize = 4;
const TIMES: usize = 50;

/// These are no part of a word beside another character.
const FUNCTION_WORDS: &str = "的了在是去和与及或把被将从对向为有等个又也都就还再已未不一二三四五六七八九十百千万两几";

pub fn check(case: &Case, report: &mut Report) {
    let tokens = &case.words.tokens;
    for (i, token) in tokens.iter().enumerate() {
        let next = tokens.get(i + 1);
        let alone = token.span.len() == 1 && next.is_some_and(|t| t.span.len() == 1 && t.span.start == token.span.end);
        if alone || token.span.len() == 2 {
            look_at(case, Span::new(token.span.start, token.span.start + 2), report);
        }
    }
}

fn look_at(case: &Case, here: Span, report: &mut Report) {
    let chars = &case.text.chars;
    let Some(&[a, b]) = chars.get(here.start..here.end) else { return };
    let pair = [a, b];
    let odd = |c: char| !FUNCTION_WORDS.contains(c);
    if !is_han(a) || !is_han(b) || NEIGHBOURS.seen(a, b) > 0 || !pair.into_iter().all(odd) {
        return;
    }
    let near = |written: char, meant: char| {
        let mistaken = || LOOKALIKES.of(written).iter().any(|(_, (c, _))| *c == meant);
        any_alike(written, meant) || mistaken()
    };
    let rare = |c: &char| NEIGHBOURS.seen_alone(*c) <= RARE;
    let behind = |at: &usize| chars.get(at + 1).filter(|c| rare(c)).is_some_and(|c| near(b, *c));
    let before = |at: &usize| *at > 0 && rare(&chars[at - 1]) && near(a, chars[at - 1]);
    let first = case.places.all(a).filter(behind);
    let second = case.places.all(b).filter(before).map(|at| at - 1);
    let meant: Vec<usize> = first.chain(second).filter(|at| is_known(case, *at)).collect();
    let Some(&place) = meant.first().filter(|_| meant.len() >= TWICE) else { return };
    let word = [chars[place], chars[place + 1]];
    let frequency = |word: &[char]| {
        let mut found = 0;
        case.lexicon.prefixes(word, |length, frequency| found = if length == 2 { frequency } else { found });
        found
    };
    if frequency(&pair) * TIMES > frequency(&word) {
        return;
    }
    let same = meant.iter().all(|at| chars[*at..at + 2] == word);
    let again = case.places.all(pair[0]).filter(|at| chars.get(at + 1) == Some(&pair[1])).count();
    if same && again == 1 && stands_alone(case, here) && case.article_of(here.start).is_some() {
        let (written, word) = (quote(case, here), word.iter().collect::<String>());
        report
            .warn(
                here,
                format!("“{written}”疑为“{word}”之误,文中他处作“{word}”。"),
                format!("“{written}” is probably “{word}”, as elsewhere in the text."),
            )
            .against(Span::new(place, place + 2))
            .suggest(word);
    }
}

/// Whether a word or a division of two characters stands there.
fn is_known(case: &Case, at: usize) -> bool {
    let here = Span::new(at, at + 2);
    let hits = &case.words.hits;
    let from = hits.partition_point(|h| h.span.start < at);
    let mut divisions = hits[from..].iter().take_while(|h| h.span.start == at).filter(|h| h.class.is_division());
    case.word_at(at) == Some(here) || divisions.any(|h| h.span == here)
}

/// Whether it is no part of a name, and neither of its characters makes a word with what stands beside it.
fn stands_alone(case: &Case, here: Span) -> bool {
    use EntityType::{Company, Organization, Person};
    let chars = &case.text.chars;
    let word = |at: usize| chars.get(at..at + 2).is_some_and(|pair| case.is_word(pair));
    let named = |kind| matches!(kind, Person | Company | Organization);
    let joined = here.start > 0 && word(here.start - 1) || word(here.end - 1);
    !joined && !case.mentions_over(here).any(|m| named(m.kind))
}
