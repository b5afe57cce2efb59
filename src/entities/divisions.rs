//! Which administrative division a place is: 鼓楼区 of which city, by what else the document names.

use super::Entities;
use crate::model::{self, EntityType};
use crate::sorting::Sorting;
use crate::words::gazetteer::{self, Division};
use std::collections::BTreeMap;

/// Gives places and zones their division where the document leaves no doubt.
pub fn resolve(entities: &mut Entities) {
    let named: Vec<Vec<Division>> = entities.entities.iter().map(|e| candidates(e.kind, &e.name, &e.aliases)).collect();
    // What can be only one division says where the document is at home.
    let mut certain: BTreeMap<Division, usize> = BTreeMap::new();
    for only in named.iter().filter(|n| n.len() == 1) {
        *certain.entry(only[0]).or_default() += 1;
    }
    for (entity, named) in entities.entities.iter_mut().zip(&named) {
        entity.division = choose(named, &certain).map(|d| model::Division {
            code: format!("{:06}", d.code()),
            path: d.path().into_iter().map(str::to_string).collect(),
        });
    }
}

#[inline(never)]
fn candidates(kind: EntityType, name: &str, aliases: &[String]) -> Vec<Division> {
    let mut found: Vec<Division> = match kind {
        EntityType::Place => std::iter::once(name)
            .chain(aliases.iter().map(String::as_str))
            .flat_map(gazetteer::divisions_named)
            .collect(),
        // A zone lies where its name begins: 株洲高新区.
        EntityType::Zone => {
            let cuts: Vec<usize> = name.char_indices().map(|(i, _)| i).skip(2).take(6).collect();
            let named = cuts.iter().rev().map(|&i| gazetteer::divisions_named(&name[..i]).collect::<Vec<_>>());
            named.into_iter().find(|n| !n.is_empty()).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    found.arrange();
    found.dedup();
    // 株洲 is both the city and, without its city, nothing else: the higher one holds the lower.
    let all = found.clone();
    found.retain(|d| !all.iter().any(|o| o != d && o.contains(*d)));
    found
}

/// The only candidate, or the one that most of the certain divisions stand beside.
fn choose(named: &[Division], certain: &BTreeMap<Division, usize>) -> Option<Division> {
    if let [only] = named {
        return Some(*only);
    }
    let near = |d: &Division| {
        let beside = |o: &Division| o.contains(*d) || d.parent().is_some_and(|p| p.contains(*o));
        certain.iter().filter(|(o, _)| beside(o)).map(|(_, n)| n).sum::<usize>()
    };
    let mut best: Vec<(usize, Division)> = named.iter().map(|d| (near(d), *d)).filter(|b| b.0 > 0).collect();
    best.arrange_by_key(|b| std::cmp::Reverse(b.0));
    match best[..] {
        [(_, only)] => Some(only),
        [(most, first), (next, _), ..] if most > next => Some(first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::Entity;

    fn code(places: &[&str], of: &str) -> Option<String> {
        let place = |name: &&str| Entity {
            kind: EntityType::Place,
            name: name.to_string(),
            aliases: Vec::new(),
            mentions: Vec::new(),
            division: None,
            posts: Vec::new(),
        };
        let mut entities = Entities { mentions: Vec::new(), entities: places.iter().map(place).collect() };
        resolve(&mut entities);
        entities.entities.into_iter().find(|e| e.name == of)?.division.map(|d| d.code)
    }

    #[test]
    fn a_district_is_that_of_the_city_the_document_names() {
        assert_eq!(code(&["株洲市"], "株洲市").as_deref(), Some("430200"));
        assert_eq!(code(&["南京市", "鼓楼区"], "鼓楼区").as_deref(), Some("320106"));
        assert_eq!(code(&["福州市", "鼓楼区"], "鼓楼区").as_deref(), Some("350102"));
        assert_eq!(code(&["鼓楼区"], "鼓楼区"), None);
    }
}
