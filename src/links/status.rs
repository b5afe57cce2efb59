//! What kind of statement a figure makes: it is so, a bound, a forecast, a target, a promise.

use super::cues::{self, Cue, Sense};
use super::scene::{Scene, is_when};
use crate::model::{FigureKind, Status};
use crate::text::Span;

/// The status of a figure; dates have none.
pub fn status(s: &Scene, figure: usize) -> Option<Status> {
    let f = &s.figures[figure];
    if is_when(f.kind) {
        return None;
    }
    Some(if selects(s, f.span) {
        Status::Threshold
    } else if f.kind == FigureKind::Duration && promised(s, f.span) {
        Status::Commitment
    } else {
        stated(s, f.span)
    })
}

/// 亿元以上项目, 50亿元以上的企业: a bound, and what it selects after it.
fn selects(s: &Scene, span: Span) -> bool {
    let bounds = ["及以上", "以上", "及以下", "以下"];
    let Some(bound) = bounds.iter().find(|b| s.text.starts_with(span.end, b)) else { return false };
    let after = span.end + bound.chars().count();
    let after = if s.char(after) == '的' { after + 1 } else { after };
    matches!(s.tag(after), 'n' | 'V' | 'b' | 'a' | 'j' | 'l') || s.mention_at(after).is_some()
}

fn promised(s: &Scene, span: Span) -> bool {
    let clause = s.clause(span.start);
    let before = cues::last_in(s, clause.start, span.start, Sense::is_commitment);
    let after = cues::first_in(s, span.end, clause.end, Sense::is_commitment);
    let within = s.char(span.end) == '内' || s.text.starts_with(span.end, "以内");
    before.is_some() || within && after.is_some()
}

/// The nearest cue of the sentence decides; without one it is so.
fn stated(s: &Scene, span: Span) -> Status {
    let mut clause = s.clause(span.start);
    let mut end = span.start;
    loop {
        if let Some((cue, far)) = cues::last_in(s, clause.start, end, Sense::is_status)
            && !names_a_plan(s, cue, far)
        {
            return match cue.sense {
                Sense::Forecast => Status::Forecast,
                Sense::Target => Status::Target,
                _ => Status::Actual,
            };
        }
        let Some(before) = s.clause_before(clause.start) else { return Status::Actual };
        (clause, end) = (before, before.end);
    }
}

/// 年度计划的86.9%, 发展规划、…: a plan that is only named; 将 that only takes its object.
fn names_a_plan(s: &Scene, cue: Cue, far: usize) -> bool {
    let shares = cues::last_in(s, s.clause(cue.span.start).start, cue.span.start, Sense::is_relation).is_some();
    let named =
        matches!(s.char(cue.span.end), '的' | '、' | ',' | '”' | '"' | '」' | '体' | '期') || far == 0 && shares;
    let takes = s.char(cue.span.start) == '将' && (s.tag(cue.span.start) != 'd' || takes_object(s, cue.span.end));
    named || takes
}

/// 将审批时限由45天压缩至18天, 将港口作为…: what is done to the words after 将 stands behind them.
fn takes_object(s: &Scene, after: usize) -> bool {
    const DONE: [&str; 14] =
        ["由", "从", "压缩", "压减", "缩短", "精简", "作为", "纳入", "列为", "列入", "分为", "划分", "下放", "整合"];
    let clause = s.clause(after);
    (after + 2..clause.end).any(|at| DONE.iter().any(|done| s.text.starts_with(at, done)))
}

#[cfg(test)]
mod tests {
    use super::super::sketch::sketch;
    use super::*;

    fn status_in(text: &str) -> Option<Status> {
        sketch(text, status)
    }

    #[test]
    fn the_nearest_cue_decides() {
        assert_eq!(status_in("项目预计年产值[9亿元]。"), Some(Status::Forecast));
        assert_eq!(status_in("项目达产后年产值可观,税收[9亿元]。"), Some(Status::Forecast));
        assert_eq!(status_in("全市力争引资[9亿元]。"), Some(Status::Target));
        assert_eq!(status_in("全市计划很大,目前已引资[9亿元]。"), Some(Status::Actual));
        assert_eq!(status_in("投资占年度计划的[86.9%]。"), Some(Status::Actual));
        assert_eq!(status_in("投资占年度计划[86.9%]。"), Some(Status::Actual));
        assert_eq!(status_in("引资[9亿元]。"), Some(Status::Actual));
        assert_eq!(status_in("该区将审批时限由45天压缩至[18天];服务企业[9家]。"), Some(Status::Actual));
        assert_eq!(status_in("项目产能将从3万吨提高到[5万吨]。"), Some(Status::Forecast));
    }

    #[test]
    fn a_promise_needs_its_word() {
        assert_eq!(status_in("公开承诺联审[5个工作日]内办结。"), Some(Status::Commitment));
        assert_eq!(status_in("办理只用了[5个工作日]。"), Some(Status::Actual));
    }
}
