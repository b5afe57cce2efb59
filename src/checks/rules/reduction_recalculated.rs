//! # What it looks for
//! A reduction or increase from one value to another whose rate is wrong: 由20个工作日压缩至5个工作日,压缩了70%.
//!
//! # Why
//! Rates of this kind are reckoned in the head.
//!
//! # Warns
//! - `审批时限由20个工作日压缩至5个工作日,压缩了70%。`
//! - `本地配套率不变,供应商从120家增加到180家,增长60%。`
//! - `申报材料由原来的15份减少到现在的6份,精简率达50%。`
//!
//! # Stays quiet
//! - `审批时限由20个工作日压缩至5个工作日,压缩了75%。`
//! - `审批时限由20个工作日压缩至5个工作日,申请材料压缩了70%。`
//! - `供应商从120家增加到180家,增长50%;产值增长60%。`
//!
//! # Limits
//! Only where both values are exact, of one unit, and nothing but verbs stand between the second and the rate.

use super::{Case, Report};
use crate::checks::amounts::{Amount, between, is_made_of, plain};
use crate::checks::view::quote;
use crate::model::FigureKind;
use crate::text::Span;

/// Points by which the rate may be off.
const TOLERANCE: f64 = 1.0;

/// Verbs that lead from the first value to the second.
const VERBS: [&str; 35] = [
    "压缩至", "压缩到", "压缩为", "缩短至", "缩短到", "缩短为", "缩减至", "缩减到", "缩减为", "减少至", "减少到", "减少为", "精简至", "精简到",
    "精简为", "压减至", "压减到", "压减为", "增加至", "增加到", "增加为", "提升至", "提升到", "提升为", "提高至", "提高到", "提高为", "降至", "降到",
    "增至", "减至", "减到", "升至", "升到", "增到",
];

/// Words that may stand between the first value and the verb, or the verb and the second: 2020年的, 现在的.
const AROUND: [&str; 8] = ["的", "现在", "目前", "如今", "今年", "原来", ",", "为"];

/// Verbs of the rate.
const BY: [&str; 20] = [
    "压缩", "缩短", "缩减", "减少", "下降", "降低", "精简", "压减", "增长", "增加", "提升", "提高", "提速", "增幅", "降幅",
    "压缩率", "精简率", "压减率", "缩短率", "增长率",
];
/// What else may stand before the rate.
const FILLERS: [&str; 12] = [",", "(", "了", "比例", "幅度", "达到", "达", "为", "共", "整体", "总体", "累计"];

/// How far before the first value 由 or 从 may stand: 由原来的20个, 从2020年的80家.
const FAR: usize = 8;

pub fn check(case: &Case, report: &mut Report) {
    for three in Amount::all(case).windows(3) {
        let [from, to, rate] = three else { continue };
        let right_kinds = from.is_like(to) && from.figure.kind != FigureKind::Percent && rate.figure.kind == FigureKind::Percent;
        if !right_kinds || !three.iter().all(Amount::is_exact) || from.value <= 0.0 {
            continue;
        }
        if !begins(case, from) || !leads(case, from, to) || !is_made_of(&between(case, to, rate), &BY, &FILLERS) {
            continue;
        }
        let given = 100.0 * (to.value - from.value).abs() / from.value;
        let (f, t, r) = (quote(case, from.span), quote(case, to.span), quote(case, rate.span));
        let (more, less) = if from.value > to.value { (&f, &t) } else { (&t, &f) };
        let sum = format!("({more}-{less})÷{f}={}%", plain(given));
        if (given - rate.value).abs() <= TOLERANCE {
            report.holds(rate.span, sum.clone(), sum).against_all([from.span, to.span]);
        } else {
            report
                .warn(rate.span, format!("{sum},与文中的{r}不符。"), format!("From {f} to {t} is {}%, not {r}.", plain(given)))
                .against_all([from.span, to.span])
                .suggest(format!("{given:.*}%", rate.decimals));
        }
    }
}

/// 由 or 从 opens the clause before the first value.
fn begins(case: &Case, from: &Amount) -> bool {
    let window = from.span.start.saturating_sub(FAR)..from.span.start;
    let clause = case.text.chars[window].iter().rev().take_while(|c| !matches!(c, ',' | '。' | ';' | ':' | '\n' | '、'));
    clause.into_iter().any(|c| matches!(c, '由' | '从'))
}

/// A verb leads from the first value to the second, with nothing but a date beside it.
fn leads(case: &Case, from: &Amount, to: &Amount) -> bool {
    let gap = Span::new(from.span.end.min(to.span.start), to.span.start);
    let mut words = case.text.slice(gap);
    for date in case.figures_in(gap) {
        words = words.replacen(&case.text.slice(date.span), "", 1);
    }
    is_made_of(&words, &VERBS, &AROUND)
}
