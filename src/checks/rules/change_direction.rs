//! # What it looks for
//! A rise that falls or a fall that rises: 由12万吨增长到10万吨, 从12天压缩到15天.
//!
//! # Why
//! Two figures that changed places, or one of the last report, turn the sense of the line around.
//!
//! # Warns
//! - `年产量由2020年的12万吨增加到去年的10万吨。`
//! - `办理时限从12个工作日压缩至15个工作日。`
//!
//! # Stays quiet
//! - `年产量由2020年的10万吨增加到去年的12万吨,排名由第8位上升到第5位。`
//! - `办理时限从15个工作日压缩至12个工作日。`
//! - `能耗由0.45吨标准煤优化到0.38吨标准煤。`
//!
//! # Limits
//! Only two exact figures of one unit that 由 or 从 opens, with nothing but a date and the verb between them.

use super::{Case, Report};
use crate::checks::amounts::{Amount, is_made_of};
use crate::checks::view::quote;
use crate::model::FigureKind;
use crate::text::Span;

/// Verbs that lead from less to more, and from more to less; 到, 至 or 为 may follow.
const UP: [&str; 6] = ["增长", "增加", "扩大", "上升", "增", "升"];
const DOWN: [&str; 9] = ["减少", "压缩", "缩短", "压减", "下降", "降低", "减", "降", "缩减"];

/// What else may stand between the figures.
const AROUND: [&str; 9] = ["的", "现在", "目前", "如今", "今年", ",", "到", "至", "为"];

/// How far before the first figure 由 or 从 may stand.
const FAR: usize = 10;

pub fn check(case: &Case, report: &mut Report) {
    for pair in Amount::all(case).windows(2) {
        let [from, to] = pair else { continue };
        let told = !matches!(from.figure.kind, FigureKind::Rank | FigureKind::Other | FigureKind::Multiple)
            && from.is_like(to);
        if !told
            || from.agrees(to)
            || !pair.iter().all(Amount::is_exact)
            || to.span.start.saturating_sub(from.span.end) > 2 * FAR
        {
            continue;
        }
        let window = &case.text.chars[from.span.start.saturating_sub(FAR)..from.span.start];
        let clause = window.iter().rev().take_while(|c| !matches!(c, ',' | '。' | ';' | ':' | '\n' | '、'));
        if !clause.into_iter().any(|c| matches!(c, '由' | '从')) {
            continue;
        }
        let words = without_dates(case, Span::new(from.span.end.min(to.span.start), to.span.start));
        if !words.contains(['到', '至', '为']) {
            continue;
        }
        let (rises, falls) = (is_made_of(&words, &UP, &AROUND), is_made_of(&words, &DOWN, &AROUND));
        if rises && to.value < from.value || falls && to.value > from.value {
            let (f, t) = (quote(case, from.span), quote(case, to.span));
            let (said, is) = if rises { ("增加", "减少") } else { ("减少", "增加") };
            report
                .warn(
                    to.span,
                    format!("{f}到{t}是{is},与“{said}”的说法相反,两数疑颠倒或有误。"),
                    format!("From {f} to {t} is the other way round than the words say."),
                )
                .against(from.span);
        }
    }
}

/// The words of a stretch without the dates in it.
fn without_dates(case: &Case, gap: Span) -> String {
    let mut words = case.text.slice(gap);
    for date in case.figures_in(gap) {
        words = words.replacen(&case.text.slice(date.span), "", 1);
    }
    words
}
