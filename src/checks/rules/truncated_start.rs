//! # What it looks for
//! An article or a quotation whose first words are missing: it begins with 的, a comma or a closing mark.
//!
//! # Why
//! What was lost is usually the subject: who published, who said.
//!
//! # Warns
//! - `,园区企业集体亮相。记者从会上获悉,今年新签项目12个,总投资36亿元。`
//!
//! # Stays quiet
//! - `园区企业集体亮相。记者从会上获悉,今年新签项目12个,总投资36亿元。`
//! - `的确良厂房变身文创园。这座老厂停产多年,去年开始改造,今年5月开放。`
//!
//! # Limits
//! A first character that begins no word (的, 了, 们) is a hint, no more.

use super::{Case, Report};
use crate::checks::view::{article_blocks, is_paragraph};
use crate::text::Span;

/// Marks that nothing begins with.
const MARKS: [char; 6] = [',', '、', '。', ';', '”', '》'];

/// Characters that hardly begin a sentence.
const RESTS: [char; 4] = ['的', '了', '们', '着'];

pub fn check(case: &Case, report: &mut Report) {
    let mut article = None;
    for block in article_blocks(case.text).filter(|b| is_paragraph(b)) {
        if article == block.article {
            continue;
        }
        article = block.article;
        let place = Span::new(block.span.start, (block.span.start + 1).min(block.span.end));
        let Some(&first) = case.text.chars.get(place.start).filter(|_| !place.is_empty()) else { continue };
        let alone = case.token_at(place.start).is_some_and(|t| t.span.len() == 1);
        if MARKS.contains(&first) {
            report.warn(place, format!("开头是“{first}”,前面疑有缺文。"), "The beginning is missing.");
        } else if RESTS.contains(&first) && alone {
            report.hint(place, format!("以“{first}”开头,前面疑有缺文。"), "The beginning seems to be missing.");
        }
    }
}
