//! # What it looks for
//! Two stages of a project behind 从 without the 到 between them: 从签约投产仅用11个月.
//!
//! # Why
//! One character is soon lost, and the eye puts it back.
//!
//! # Warns
//! - `该公司投资2.8亿元建设新厂,从签约投产仅用11个月。`
//! - `项目从洽谈落地只用了45天。`
//!
//! # Stays quiet
//! - `该公司投资2.8亿元建设新厂,从签约到投产仅用11个月。`
//! - `从签约落地到投产仅用11个月,从签约、开工至投产不到一年。`
//! - `从开工建设起不到一年,从申报审批入手仅三个月。`
//!
//! # Limits
//! Only stages of a fixed list, and only where the time between them follows at once.

use super::{Case, Report};
use crate::checks::amounts::follows_any;
use crate::checks::view::quote;
use crate::text::Span;

/// Stages that come one after the other.
const STAGES: [&str; 38] = [
    "接洽", "对接", "洽谈", "考察", "谈判", "选址", "决策", "签约", "落户", "落地", "注册", "立项", "备案", "拿地",
    "摘牌", "供地", "动工", "开工", "奠基", "封顶", "竣工", "完工", "投产", "试产", "量产", "达产", "交付", "运营",
    "下线", "申请", "申报", "受理", "办结", "领证", "开业", "入驻", "并网", "通车",
];

/// What the time between two stages begins with.
const TIME: [&str; 10] = ["仅", "只", "用了", "不到", "不足", "历时", "用时", "才用", "共用", "耗时"];

pub fn check(case: &Case, report: &mut Report) {
    for from in case.in_articles('从') {
        let Some(first) = stage(case, from + 1) else { continue };
        let Some(second) = stage(case, first.end) else { continue };
        if !follows_any(case, second.end, &TIME) {
            continue;
        }
        let (a, b) = (quote(case, first), quote(case, second));
        report
            .warn(
                Span::new(from, second.end),
                format!("“从{a}{b}”疑漏“到”字,应为“从{a}到{b}”。"),
                format!("“从{a}{b}” probably lacks a 到: “从{a}到{b}”."),
            )
            .suggest(format!("从{a}到{b}"));
    }
}

fn stage(case: &Case, at: usize) -> Option<Span> {
    STAGES.iter().find(|stage| case.text.starts_with(at, stage)).map(|_| Span::new(at, at + 2))
}
