//! Lists of figures and of mentions, whose members pair off: 甲、乙分别增长12.3%、11.2%.

use crate::links::scene::Scene;

/// Of a figure in a list (增长12.3%、11.2%、10.2%): its place, and how many there are.
pub fn place_in_list(s: &Scene, figure: usize) -> Option<(usize, usize)> {
    let joined = |a: usize, b: usize| {
        let (a, b) = (&s.figures[a], &s.figures[b]);
        a.kind == b.kind
            && b.span.start.saturating_sub(a.span.end) <= 2
            && matches!(s.char(a.span.end), '、' | '和' | '与' | '及' | ',')
    };
    let before = (1..=figure).rev().take_while(|&i| joined(i - 1, i)).count();
    let after = (figure + 1..s.figures.len()).take_while(|&i| joined(i - 1, i)).count();
    (before + after > 0).then_some((before, before + after + 1))
}

/// Of a mention in a list (甲、乙和丙): its place, and how many there are.
pub fn mention_list(s: &Scene, mention: usize) -> Option<(usize, usize)> {
    let all = &s.entities.mentions;
    let joined = |a: usize, b: usize| {
        all[b].span.start.checked_sub(all[a].span.end).is_some_and(|gap| gap == 1)
            && matches!(s.char(all[a].span.end), '、' | '和' | '与' | '及')
    };
    let before = (1..=mention).rev().take_while(|&i| joined(i - 1, i)).count();
    let after = (mention + 1..all.len()).take_while(|&i| joined(i - 1, i)).count();
    (before + after > 0).then_some((before, before + after + 1))
}
