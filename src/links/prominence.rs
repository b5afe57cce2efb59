//! Who an article is about: how often each entity is named, and which stand in its headline.

use super::ranker::KeyHasher;
use super::roles::{Role, roles};
use super::scene::Scene;
use crate::model::EntityType;
use crate::sorting::Sorting;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;

/// How an entity stands in one article.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    /// How often it is named.
    pub times: usize,
    /// Whether the headline names it.
    pub titled: bool,
    /// How many entities of its type are named more often.
    pub rank: usize,
    /// Its first mention.
    pub first: usize,
}

/// The standing of every entity in every article.
#[derive(Debug, Default)]
pub struct Prominence {
    standing: HashMap<u64, Standing, BuildHasherDefault<KeyHasher>>,
    leaders: HashMap<Option<usize>, Vec<usize>>,
    roles: Vec<Role>,
}

impl Prominence {
    /// Counts the mentions of a text.
    pub fn new(scene: &Scene) -> Self {
        let mut out = Prominence { roles: roles(scene), ..Prominence::default() };
        for (i, m) in scene.entities.mentions.iter().enumerate() {
            let article = scene.article(m.span.start);
            let fresh = Standing { first: i, ..Standing::default() };
            let standing = out.standing.entry(key(article, m.entity)).or_insert(fresh);
            standing.times += 1;
            standing.titled |= scene.in_title(m.span.start);
        }
        out.rank(scene);
        out
    }

    fn rank(&mut self, scene: &Scene) {
        // By article and type: how often each entity is named.
        let mut groups: HashMap<_, Vec<(usize, usize)>> = HashMap::new();
        for (&key, standing) in &self.standing {
            let (article, entity) = parts(key);
            let kind = scene.entities.mentions[standing.first].kind;
            groups.entry((article, kind)).or_default().push((standing.times, entity));
        }
        for ((article, kind), mut members) in groups {
            members.arrange_by_key(|&(times, entity)| (std::cmp::Reverse(times), self.of(article, entity).first));
            for (rank, &(_, entity)) in members.iter().enumerate() {
                if let Some(standing) = self.standing.get_mut(&key(article, entity)) {
                    standing.rank = rank;
                    if (rank == 0 || standing.titled) && can_lead(kind) {
                        self.leaders.entry(article).or_default().push(standing.first);
                    }
                }
            }
        }
        self.leaders.values_mut().for_each(|l| l.arrange());
    }

    /// How an entity stands in an article.
    pub fn of(&self, article: Option<usize>, entity: usize) -> Standing {
        self.standing.get(&key(article, entity)).copied().unwrap_or_default()
    }

    /// The role of a mention in its clause.
    pub fn role(&self, mention: usize) -> Role {
        self.roles.get(mention).copied().unwrap_or(Role::Inner)
    }

    /// First mentions of the entities that an article is about: named in its headline, or most often of their type.
    pub fn leaders(&self, article: Option<usize>) -> &[usize] {
        self.leaders.get(&article).map_or(&[], Vec::as_slice)
    }
}

/// An article and an entity as one number.
fn key(article: Option<usize>, entity: usize) -> u64 {
    (article.map_or(0, |a| a as u64 + 1)) << 32 | entity as u64
}

fn parts(key: u64) -> (Option<usize>, usize) {
    ((key >> 32).checked_sub(1).map(|a| a as usize), (key & 0xFFFF_FFFF) as usize)
}

fn can_lead(kind: EntityType) -> bool {
    use EntityType::*;
    matches!(kind, Company | Government | Organization | Place | Zone | Project | Industry)
}
