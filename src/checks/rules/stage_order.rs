//! # What it looks for
//! A project that reached a later stage on an earlier day: started before it was signed, finished before it was started.
//!
//! # Why
//! One of the two dates is wrong, or two projects were taken for one.
//!
//! # Warns
//! - `华丰电子新材料项目2023年5月10日签约,2022年6月18日开工建设。`
//!
//! # Stays quiet
//! - `华丰电子新材料项目2022年5月10日签约,2023年6月18日开工建设。`
//!
//! # Limits
//! Only dates whose year is written are held against one another, and only within one sentence: across sentences they may be
//! of different phases.

use super::{Case, Report};
use crate::model::{Stage, Status};
use crate::projects::StageRecord;
use crate::checks::view::quote;
use crate::text::Span;

pub fn check(case: &Case, report: &mut Report) {
    for project in &case.ledger.projects {
        let dated: Vec<(&StageRecord, &str)> = project
            .stages
            .iter()
            .filter(|s| s.status == Status::Actual && s.stage >= Stage::Signed)
            .filter_map(|s| Some((s, s.date.as_deref().filter(|d| d.len() >= 7)?)))
            .collect();
        for (later, later_date) in &dated {
            let earlier = dated.iter().find(|(earlier, date)| {
                earlier.stage < later.stage && later_date.get(..7) < date.get(..7) && one_sentence(case, earlier.evidence, later.evidence)
            });
            if let Some((earlier, date)) = earlier {
                let (a, b) = (quote(case, earlier.evidence), quote(case, later.evidence));
                report
                    .warn(
                        later.evidence,
                        format!("“{b}”({later_date})早于“{a}”({date}),阶段先后不合。"),
                        format!("“{b}” ({later_date}) comes before “{a}” ({date})."),
                    )
                    .against(earlier.evidence);
            }
        }
    }
}

/// Whether both stand in one sentence, which writes the years.
fn one_sentence(case: &Case, a: Span, b: Span) -> bool {
    let sentence = case.text.sentence_at(a.start);
    let years = case.text.chars[sentence.start..sentence.end].windows(2).filter(|w| w[0].is_ascii_digit() && w[1] == '年');
    sentence.contains(a) && sentence.contains(b) && years.count() >= 2
}
