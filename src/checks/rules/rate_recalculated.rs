//! # What it looks for
//! A rate or share that its own two figures do not give: 收集问题2823个,解决2605个,解决率92.3%.
//!
//! # Why
//! A rate is copied more often than the figures behind it, and one of the three is often an old one.
//!
//! # Warns
//! - `全年共收集企业问题2823个,解决2605个,问题解决率为82.3%。`
//! - `应开工项目128个,已开工118个,开工率96.2%。`
//!
//! # Stays quiet
//! - `全年共收集企业问题2823个,解决2605个,问题解决率为92.3%。`
//! - `应开工项目128个,已开工118个,开工率92.2%;应竣工80个,已竣工57个,竣工率71.3%。`
//! - `走访企业300家,收集问题260个,解决241个,企业满意率98.6%。`
//!
//! # Limits
//! Only where two exact figures of one unit, nothing between them, stand before the rate in its sentence, and it is named after the second
//! (开工率 after 已开工); where any two figures of the paragraph give the rate, it holds.

use super::{Case, Report};
use crate::checks::amounts::{Amount, adds_up, plain};
use crate::checks::view::article_blocks;
use crate::model::FigureKind;
use crate::text::Span;

/// Points by which a rate may be off without being wrong.
const TOLERANCE: f64 = 0.6;

pub fn check(case: &Case, report: &mut Report) {
    let amounts = Amount::all(case);
    for block in article_blocks(case.text) {
        let here: Vec<&Amount> = amounts.iter().filter(|a| block.span.contains(a.span)).collect();
        for rate in here.iter().filter(|a| a.figure.kind == FigureKind::Percent && a.is_exact()) {
            let lead = rate.lead(case);
            if case.text.ends_with(lead.end, "率") {
                recalculate(case, rate, lead, &here, report);
            }
        }
    }
}

fn recalculate(case: &Case, rate: &Amount, lead: Span, here: &[&Amount], report: &mut Report) {
    let usable = |a: &&&Amount| adds_up(a.figure.kind) && a.is_exact() && a.is_stated(case) && a.span.end <= rate.span.start;
    let before: Vec<&&Amount> = here.iter().filter(usable).collect();
    let gives = |part: &Amount, whole: &Amount| whole.value > 0.0 && part.is_like(whole) && {
        let slack = (rate.high - rate.low) / 2.0 + 0.01;
        (100.0 * part.low / whole.high - slack..=100.0 * part.high / whole.low + slack).contains(&rate.value)
    };
    let r = case.text.slice(rate.span);
    for part in &before {
        if let Some(whole) = before.iter().find(|whole| gives(part, whole)) {
            let (p, w) = (case.text.slice(part.span), case.text.slice(whole.span));
            let sum = format!("{p}÷{w}={r}");
            report.holds(rate.span, sum.clone(), sum).against_all([part.span, whole.span]);
            return;
        }
    }
    let sentence = case.text.sentence_at(rate.span.start);
    let near: Vec<&&&Amount> = before.iter().filter(|a| sentence.contains(a.span)).collect();
    let [.., whole, part] = near[..] else { return };
    let between = Span::new(whole.span.end, part.span.start.max(whole.span.end));
    if here.iter().any(|a| between.contains(a.span)) {
        return;
    }
    let given = 100.0 * part.value / whole.value;
    if !part.is_like(whole) || part.value > whole.value || !is_named_after(case, lead, part) || (given - rate.value).abs() <= TOLERANCE {
        return;
    }
    let (p, w) = (case.text.slice(part.span), case.text.slice(whole.span));
    report
        .warn(
            rate.span,
            format!("{p}÷{w}={}%,与文中的{r}不符。", plain(given)),
            format!("{p} of {w} is {}%, not {r}.", plain(given)),
        )
        .against_all([part.span, whole.span])
        .suggest(format!("{given:.*}%", rate.decimals));
}

/// Whether the rate (开工率, 化解率) is named after what leads up to the part (已开工, 解决).
fn is_named_after(case: &Case, lead: Span, part: &Amount) -> bool {
    let stem = Span::new(lead.end.saturating_sub(3).max(lead.start), lead.end - 1);
    let words = &case.text.chars[case.text.clause_at(part.span.start).start..part.span.start];
    let between = part.span.end..lead.start;
    let commas = case.text.chars[between].iter().filter(|c| matches!(c, ',' | ';' | '。')).count();
    let stem = &case.text.chars[stem.start..stem.end];
    let named = !stem.is_empty() && stem.iter().all(|c| words.contains(c));
    let synonym = stem == ['化', '解'] && words.ends_with(&['解', '决']);
    commas <= 1 && (named || synonym)
}
