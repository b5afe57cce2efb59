//! Cue words from `data/projects/`, and where a text has them.

use crate::hashing::HashMap;
use crate::model::Stage;
use crate::parts::{self, Part};
use crate::sorting::Sorting;
use crate::text::Span;
pub use crate::text::{ends, starts};
use std::sync::OnceLock;

/// A cue word of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    pub span: Span,
    pub group: &'static str,
}

/// A stage word of the text that stands in its own meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageHit {
    pub span: Span,
    pub stage: Stage,
    /// As in the table.
    pub cue: &'static str,
    /// It names the end of a way (从签约到投产), which says that it was reached only where the text tells how fast.
    pub way: bool,
}

struct StageCue {
    cue: &'static str,
    stage: Stage,
    not_after: Vec<&'static str>,
    not_before: Vec<&'static str>,
}

struct Tables {
    words: HashMap<char, Vec<(Vec<char>, &'static str)>>,
    stages: HashMap<char, Vec<StageCue>>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut words: HashMap<char, Vec<_>> = HashMap::default();
        for row in rows(include_str!("../../data/projects/cues.tsv")) {
            for word in row.get(1).into_iter().flat_map(|w| w.split('|')) {
                let chars: Vec<char> = word.chars().collect();
                words.or_default(chars[0]).push((chars, row[0]));
            }
        }
        let mut stages: HashMap<char, Vec<StageCue>> = HashMap::default();
        for row in rows(parts::table(Part::ProjectStages)) {
            let list = |i: usize| row.get(i).into_iter().flat_map(|w| w.split('|')).filter(|w| !w.is_empty()).collect();
            let Some(stage) = row.get(1).and_then(|s| stage_named(s)) else { continue };
            let Some(first) = row[0].chars().next() else { continue };
            let cue = StageCue { cue: row[0], stage, not_after: list(2), not_before: list(3) };
            stages.or_default(first).push(cue);
        }
        for cues in stages.values_mut() {
            cues.arrange_by_key(|c| std::cmp::Reverse(c.cue.chars().count()));
        }
        Tables { words, stages }
    })
}

/// The rows of a table, comments left out.
pub fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).map(|l| l.split('\t').collect())
}

/// A stage by its name in tables.
pub fn stage_named(name: &str) -> Option<Stage> {
    Some(match name {
        "planned" => Stage::Planned,
        "signed" => Stage::Signed,
        "approved" => Stage::Approved,
        "started" => Stage::Started,
        "completed" => Stage::Completed,
        "operating" => Stage::Operating,
        "scaled" => Stage::Scaled,
        _ => return None,
    })
}

/// Every cue word of the text, in order; they may overlap.
pub fn find(chars: &[char]) -> Vec<Hit> {
    let words = &tables().words;
    let mut hits = Vec::new();
    for (at, first) in chars.iter().enumerate() {
        for (word, group) in words.get(first).into_iter().flatten() {
            if chars[at..].starts_with(word) {
                hits.push(Hit { span: Span::new(at, at + word.len()), group });
            }
        }
    }
    hits
}

/// What stands before a stage that was reached, also where 的 follows: 本次开工的, 3月18日开工的.
const DAYS: [&str; 15] =
    ["本次", "此次", "这次", "当日", "当天", "昨日", "今日", "同日", "集中", "正式", "顺利", "已", "已经", "日", "月"];

/// Every stage word of the text, the longest at each place, in order, none overlapping.
pub fn find_stages(chars: &[char]) -> Vec<StageHit> {
    let stages = &tables().stages;
    let mut hits = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let cue = stages.get(&chars[at]).into_iter().flatten().find(|c| starts(chars, at, c.cue));
        let Some(cue) = cue else {
            at += 1;
            continue;
        };
        let end = at + cue.cue.chars().count();
        let before = |w: &&&str| ends(&chars[..at], w);
        let is_told = DAYS.iter().any(|w| ends(&chars[..at], w));
        // 从拿地到开工 begins and ends a way.
        let begins = ends(&chars[..at], "从") && starts(chars, end, "到");
        let after = |w: &&&str| starts(chars, end, w) && !(is_told && **w == "的") && !(begins && **w == "到");
        let veto = cue.not_after.iter().find(before);
        let way = begins || veto.is_some_and(|w| matches!(*w, "从" | "到" | "至"));
        if (veto.is_none() || way) && cue.not_before.iter().find(after).is_none() {
            hits.push(StageHit { span: Span::new(at, end), stage: cue.stage, cue: cue.cue, way });
        }
        at = end;
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stages(text: &str) -> Vec<(&'static str, Stage)> {
        let chars: Vec<char> = text.chars().collect();
        find_stages(&chars).into_iter().map(|h| (h.cue, h.stage)).collect()
    }

    #[test]
    fn stage_words_stand_in_their_own_meaning() {
        assert_eq!(stages("项目昨日签约,今天开工"), [("签约", Stage::Signed), ("开工", Stage::Started)]);
        assert_eq!(stages("履约率和开工率、未开工"), []);
        assert_eq!(stages("停工四十天"), [("停工", Stage::Started)]);
        assert_eq!(stages("本次开工的项目、未开工的项目、开工的项目"), [("开工", Stage::Started)]);
        let way: Vec<char> = "从拿地到开工".chars().collect();
        assert_eq!(
            find_stages(&way).iter().map(|h| (h.cue, h.way)).collect::<Vec<_>>(),
            [("拿地", true), ("开工", true)]
        );
    }

    #[test]
    fn every_row_of_the_tables_is_read() {
        for row in rows(parts::table(Part::ProjectStages)) {
            assert!(stage_named(row[1]).is_some(), "{row:?}");
            assert_eq!(row.len(), 4, "{row:?}");
        }
        for row in rows(include_str!("../../data/projects/cues.tsv")) {
            assert!(row.len() == 2 && row[1].split('|').all(|w| !w.is_empty()), "{row:?}");
        }
    }
}
