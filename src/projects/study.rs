//! The choices behind a ledger, laid open for the trainer.

use super::drafts::{self, Draft};
use super::near::Occurrences;
use super::options::Choice;
use super::rank::{Features, Task};
use super::scene::Scene;
use super::{company, money, place, stage};

/// The candidates of a text and what each cell of theirs may hold.
pub struct Study<'a> {
    scene: Scene<'a>,
    /// The candidates.
    pub drafts: Vec<Draft>,
}

impl<'a> Study<'a> {
    /// Finds the candidates.
    pub fn new(scene: Scene<'a>) -> Self {
        let drafts = drafts::find(&scene);
        Study { scene, drafts }
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
        let choices = match task {
            Task::Company => company::choices,
            Task::Place => place::choices,
            Task::Investment => money::choices,
            Task::Stage => stage::choices,
            Task::Record => return Vec::new(),
        };
        let records = (0..self.drafts.len()).filter(|i| is_record[*i]);
        records.map(|i| (i, choices(&self.scene, &self.drafts, i, &near))).collect()
    }
}
