//! Lists of figures and of mentions, whose members pair off: 甲、乙分别增长12.3%、11.2%.

use crate::links::scene::Scene;

/// A member's place in its list, and how many there are; none outside lists.
pub type Place = Option<(usize, usize)>;

/// The places of figures in lists (增长12.3%、11.2%、10.2%).
pub fn of_figures(s: &Scene) -> Vec<Place> {
    places(s.figures.len(), |i| {
        let (a, b) = (&s.figures[i - 1], &s.figures[i]);
        a.kind == b.kind
            && b.span.start.saturating_sub(a.span.end) <= 2
            && matches!(s.char(a.span.end), '、' | '和' | '与' | '及' | ',')
    })
}

/// The places of mentions in lists (甲、乙和丙).
pub fn of_mentions(s: &Scene) -> Vec<Place> {
    let all = &s.entities.mentions;
    places(all.len(), |i| {
        all[i].span.start.checked_sub(all[i - 1].span.end).is_some_and(|gap| gap == 1)
            && matches!(s.char(all[i - 1].span.end), '、' | '和' | '与' | '及')
    })
}

/// Lists are runs in which each member is joined to the one before.
fn places(count: usize, joined: impl Fn(usize) -> bool) -> Vec<Place> {
    let mut out = Vec::with_capacity(count);
    while out.len() < count {
        let start = out.len();
        let end = (start + 1..count).find(|&i| !joined(i)).unwrap_or(count);
        out.extend((start..end).map(|i| (end - start > 1).then_some((i - start, end - start))));
    }
    out
}
