//! Who an article is about: how often each entity is named, and which stand in its headline.

use super::roles::{Role, roles};
use super::scene::Scene;
use crate::hashing::HashMap;
use crate::model::EntityType;
use crate::sorting::Sorting;

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

/// How many of those whom a headline names are kept in mind; a text of one block is all headline.
const MOST_LEADERS: usize = 24;

/// The standing of every entity in every article.
#[derive(Debug, Default)]
pub struct Prominence {
    standings: Vec<Standing>,
    /// Of each mention, which of these is its entity's in its article.
    standing_of: Vec<u32>,
    leaders: HashMap<Option<usize>, Vec<usize>>,
    roles: Vec<Role>,
    /// Of each mention, the best role its entity has played up to it in its sentence, and in its block.
    best: Vec<[Role; 2]>,
}

impl Prominence {
    /// Counts the mentions of a text.
    pub fn new(scene: &Scene) -> Self {
        let roles = roles(scene);
        let mut out = Prominence { best: best(scene, &roles), roles, ..Prominence::default() };
        let mut numbers: HashMap<u64, u32> = HashMap::default();
        for (i, m) in scene.entities.mentions.iter().enumerate() {
            let article = scene.article(m.span.start).map_or(0, |a| a as u64 + 1);
            let number = *numbers.or_insert_with(article << 32 | m.entity as u64, || {
                out.standings.push(Standing { first: i, ..Standing::default() });
                out.standings.len() as u32 - 1
            });
            out.standing_of.push(number);
            let standing = &mut out.standings[number as usize];
            standing.times += 1;
            standing.titled |= scene.in_title(m.span.start);
        }
        out.rank(scene);
        out
    }

    #[inline(never)]
    fn rank(&mut self, scene: &Scene) {
        // By article and type: how often each entity is named.
        let mut groups: HashMap<(Option<usize>, EntityType), Vec<usize>> = HashMap::default();
        for (number, standing) in self.standings.iter().enumerate() {
            let first = &scene.entities.mentions[standing.first];
            groups.or_default((scene.article(first.span.start), first.kind)).push(number);
        }
        for ((article, kind), mut members) in groups {
            members.arrange_by_key(|&n| (std::cmp::Reverse(self.standings[n].times), self.standings[n].first));
            for (rank, &number) in members.iter().enumerate() {
                let standing = &mut self.standings[number];
                standing.rank = rank;
                if (rank == 0 || standing.titled) && can_lead(kind) {
                    self.leaders.or_default(article).push(standing.first);
                }
            }
        }
        for leaders in self.leaders.values_mut() {
            leaders.arrange();
            leaders.truncate(MOST_LEADERS);
        }
    }

    /// How the entity of a mention stands in its article.
    pub fn of(&self, mention: usize) -> Standing {
        self.standings[self.standing_of[mention] as usize]
    }

    /// The role of a mention in its clause.
    pub fn role(&self, mention: usize) -> Role {
        self.roles.get(mention).copied().unwrap_or(Role::Inner)
    }

    /// The best role that the entity of a mention has played up to it in its sentence.
    pub fn best_in_sentence(&self, mention: usize) -> Role {
        self.best[mention][0]
    }

    /// The same in its block.
    pub fn best_in_block(&self, mention: usize) -> Role {
        self.best[mention][1]
    }

    /// First mentions of the entities that an article is about: named in its headline, or most often of their type.
    pub fn leaders(&self, article: Option<usize>) -> &[usize] {
        self.leaders.get(&article).map_or(&[], Vec::as_slice)
    }
}

fn best(scene: &Scene, roles: &[Role]) -> Vec<[Role; 2]> {
    let mut out: Vec<[Role; 2]> = roles.iter().map(|&role| [role; 2]).collect();
    let start = |m: usize| scene.entities.mentions[m].span.start;
    for entity in &scene.entities.entities {
        for pair in entity.mentions.windows(2) {
            let (a, b) = (start(pair[0]), start(pair[1]));
            for (kind, same) in
                [scene.sentence(a) == scene.sentence(b), scene.block(a) == scene.block(b)].into_iter().enumerate()
            {
                if same {
                    out[pair[1]][kind] = out[pair[1]][kind].min(out[pair[0]][kind]);
                }
            }
        }
    }
    out
}

fn can_lead(kind: EntityType) -> bool {
    use EntityType::*;
    matches!(kind, Company | Government | Organization | Place | Zone | Project | Industry)
}
