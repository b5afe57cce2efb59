//! What stands behind a project: its industry, the officials who answer for it, its money, its pool.

use super::Project;
use super::near::Occurrences;
use super::scene::Scene;
use crate::model::{EntityType, FigureKind};
use crate::text::Span;

/// Adds what is said of each record and of no other.
pub fn add(scene: &Scene, owner: &dyn Fn(Span) -> Option<usize>, near: &Occurrences, rows: &mut [Project]) {
    industries(scene, owner, rows);
    for hit in scene.hits(Span::new(0, scene.chars().len())) {
        match hit.group {
            "charge" => {
                let people = people(scene, hit.span);
                let Some(row) = people.first().and_then(|p| owner(*p)).or_else(|| owner(hit.span)) else { continue };
                people.into_iter().for_each(|p| note(&mut rows[row].charge, p));
            }
            "funds" if !near.is_inside(hit.span) => {
                let Some(row) = owner(hit.span) else { continue };
                note(&mut rows[row].funds, with_sum(scene, hit.span));
            }
            "pool" => {
                let Some(row) = owner(hit.span) else { continue };
                rows[row].pool.get_or_insert(hit.span);
            }
            _ => {}
        }
    }
}

fn note(list: &mut Vec<Span>, span: Span) {
    if !list.iter().any(|s| s.overlaps(span)) {
        list.push(span);
    }
}

/// The industry that a project's name holds, else the one said closest to it.
fn industries(scene: &Scene, owner: &dyn Fn(Span) -> Option<usize>, rows: &mut [Project]) {
    let named = |row: &Project| {
        let name = row.cells.name?;
        scene.mentions_in(name).find(|m| m.kind == EntityType::Industry && name.contains(m.span)).map(|m| m.span)
    };
    for row in rows.iter_mut() {
        row.industry = named(row);
    }
    for m in scene.mentions(&[EntityType::Industry]) {
        let Some(row) = owner(m.span) else { continue };
        rows[row].industry.get_or_insert(m.span);
    }
}

/// The persons, or their posts where no person is named, before or right after the word in its clause.
fn people(scene: &Scene, word: Span) -> Vec<Span> {
    let clause = scene.clause(word.start);
    let of = |kind: EntityType| -> Vec<Span> {
        let inside = scene.mentions_in(clause).filter(|m| m.kind == kind && clause.contains(m.span));
        inside.map(|m| m.span).filter(|s| s.end <= word.start || s.start <= word.end + 6).collect()
    };
    let persons = of(EntityType::Person);
    if persons.is_empty() { of(EntityType::Role) } else { persons }
}

/// 9亿元银团贷款: the word with the sum before it.
fn with_sum(scene: &Scene, word: Span) -> Span {
    let last = scene.figures.partition_point(|f| f.span.end <= word.start).checked_sub(1);
    let sum = last.map(|i| &scene.figures[i]).filter(|f| f.kind == FigureKind::Money && f.span.end + 2 >= word.start);
    Span::new(sum.map_or(word.start, |f| f.span.start), word.end)
}
