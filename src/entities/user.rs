//! The reader's own names: they win over everything the recogniser says.

use super::UserName;
use super::grouping::Pick;
use crate::sorting::Sorting;
use crate::text::{Span, Text};

/// Puts a mention wherever one of the reader's names stands, longer names first, and drops what it overlaps.
#[inline(never)]
pub fn overrule(text: &Text, names: &[UserName], picks: &mut Vec<Pick>) {
    let mut names: Vec<(Vec<char>, &UserName)> =
        names.iter().map(|n| (n.text.chars().collect(), n)).filter(|(c, _): &(Vec<char>, _)| !c.is_empty()).collect();
    names.arrange_by_key(|(chars, _)| std::cmp::Reverse(chars.len()));
    let mut taken: Vec<Pick> = Vec::new();
    let mut free = vec![true; text.chars.len()];
    for (chars, name) in &names {
        let places = text.chars.windows(chars.len()).enumerate().filter(|(_, w)| w == chars);
        for start in places.map(|(i, _)| i).collect::<Vec<_>>() {
            let span = Span::new(start, start + chars.len());
            if free[span.start..span.end].iter().all(|f| *f) {
                free[span.start..span.end].fill(false);
                taken.push((span, name.kind, 1.0));
            }
        }
    }
    picks.retain(|(span, ..)| free[span.start..span.end].iter().all(|f| *f));
    picks.extend(taken);
    // Outer before inner.
    picks.arrange_by_key(|p| (p.0.start, std::cmp::Reverse(p.0.end)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EntityType;
    use crate::{page, text};

    #[test]
    fn the_readers_names_win() {
        let text = text::clean("越摩科技园开园", &page::split("越摩科技园开园"));
        let name = |text: &str, kind| UserName { text: text.into(), kind, canonical: None };
        let names = [name("越摩", EntityType::Company), name("越摩科技园", EntityType::Zone)];
        let mut picks = vec![(Span::new(0, 4), EntityType::Company, 0.9), (Span::new(5, 7), EntityType::Event, 0.5)];
        overrule(&text, &names, &mut picks);
        assert_eq!(picks[0], (Span::new(0, 5), EntityType::Zone, 1.0));
        assert_eq!(picks.len(), 2);
        overrule(&text, &[name("", EntityType::Place)], &mut picks);
        assert_eq!(picks.len(), 2);
    }
}
