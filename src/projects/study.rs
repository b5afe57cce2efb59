//! The choices behind a ledger, laid open for the trainer.

use super::drafts::{self, Draft};
use super::near::Occurrences;
use super::options::Choice;
use super::rank::{Features, Task};
use super::scene::Scene;
use super::{company, money, place, stage};
use std::sync::OnceLock;

/// The candidates of a text and what each cell of theirs may hold.
pub struct Study<'a> {
    scene: Scene<'a>,
    /// The candidates.
    pub drafts: Vec<Draft>,
    /// Of each candidate the firms that its name may begin with, made when they are first asked for.
    starts: Vec<OnceLock<Vec<Choice>>>,
    /// Which firms are in the names of which candidates, likewise.
    owners: OnceLock<company::Owners>,
}

impl<'a> Study<'a> {
    /// Finds the candidates.
    pub fn new(scene: Scene<'a>) -> Self {
        let drafts = drafts::find(&scene);
        let starts = drafts.iter().map(|_| OnceLock::new()).collect();
        Study { scene, drafts, starts, owners: OnceLock::new() }
    }

    /// The text they were found in.
    pub fn scene(&self) -> &Scene<'a> {
        &self.scene
    }

    /// Whether a candidate is a record: first no, then yes.
    pub fn record(&self, draft: usize) -> [Features; 2] {
        [Features::default(), drafts::features(&self.scene, &self.drafts, draft)]
    }

    /// What a cell of each record may hold.
    pub fn cells(&self, task: Task, is_record: &[bool]) -> Vec<(usize, Vec<Choice>)> {
        let near = Occurrences::new(&self.scene, &self.drafts, is_record);
        let (scene, drafts) = (&self.scene, &self.drafts);
        let starts = |i: usize| self.starts[i].get_or_init(|| company::starts(scene, &drafts[i]));
        let owners = || self.owners.get_or_init(|| company::owners(scene, drafts));
        let mut grounds: Option<place::Grounds> = None;
        let mut choices = |i: usize| match task {
            Task::Company => company::choices(scene, (i, &drafts[i]), &near, owners(), starts(i)),
            Task::Place => {
                let article = scene.place(drafts[i].named.start).article;
                let known = grounds.take().filter(|g| g.article == article);
                let grounds = grounds.insert(known.unwrap_or_else(|| place::Grounds::new(scene, article)));
                place::choices(scene, drafts, i, &near, grounds)
            }
            Task::Investment => money::choices(scene, drafts, i, &near),
            Task::Stage => stage::choices(scene, drafts, i, &near),
            Task::Record => Vec::new(),
        };
        let records = (0..drafts.len()).filter(|i| is_record[*i] && task != Task::Record);
        records.map(|i| (i, choices(i))).collect()
    }
}
