//! What the rules say: findings, and what was checked and holds.

use crate::model::Severity;
use crate::sorting::Sorting;
use crate::text::Span;

/// Something that does not hold, or that an editor should look at.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Finding {
    pub span: Span,
    pub rule: &'static str,
    pub severity: Severity,
    /// One sentence in Chinese, showing the arithmetic.
    pub message: String,
    pub message_en: String,
    pub suggestion: Option<String>,
    /// The other places that it is held against.
    pub related: Vec<Span>,
}

impl Finding {
    /// With what should stand there instead.
    pub fn suggest(&mut self, instead: impl Into<String>) -> &mut Self {
        self.suggestion = Some(instead.into());
        self
    }

    /// With another place that it is held against.
    pub fn against(&mut self, place: Span) -> &mut Self {
        self.related.push(place);
        self
    }

    /// With more places that it is held against.
    pub fn against_all(&mut self, places: impl IntoIterator<Item = Span>) -> &mut Self {
        self.related.extend(places);
        self
    }
}

/// What the rules have to say of a text.
#[derive(Debug, Default)]
pub struct Report {
    /// What does not hold.
    pub findings: Vec<Finding>,
    /// What was recalculated and holds.
    pub checked: Vec<Finding>,
    /// The rule that is speaking.
    pub(super) rule: &'static str,
}

impl Report {
    /// A contradiction: one of the places must be wrong.
    pub fn error(&mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> &mut Finding {
        self.say(span, Severity::Error, zh.into(), en.into())
    }

    /// Most likely wrong.
    pub fn warn(&mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> &mut Finding {
        self.say(span, Severity::Warning, zh.into(), en.into())
    }

    /// Worth a look, no more.
    pub fn hint(&mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> &mut Finding {
        self.say(span, Severity::Info, zh.into(), en.into())
    }

    /// Recalculated, and it holds.
    pub fn holds(&mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> &mut Finding {
        let finding = self.finding(span, Severity::Info, zh.into(), en.into());
        self.checked.push(finding);
        self.checked.last_mut().expect("just pushed")
    }

    /// Whether the rule that is speaking has marked the very same place.
    pub fn has(&self, span: Span) -> bool {
        self.findings.iter().any(|f| f.rule == self.rule && f.span == span)
    }

    /// Whether the rule that is speaking has marked a place that shares characters with this one.
    pub fn marks(&self, span: Span) -> bool {
        self.findings.iter().rev().take_while(|f| f.rule == self.rule).any(|f| f.span.overlaps(span))
    }

    /// Whether any rule has marked a place that shares characters with this one.
    pub fn is_said(&self, span: Span) -> bool {
        self.findings.iter().any(|f| f.span.overlaps(span))
    }

    fn say(&mut self, span: Span, severity: Severity, zh: String, en: String) -> &mut Finding {
        let finding = self.finding(span, severity, zh, en);
        self.findings.push(finding);
        self.findings.last_mut().expect("just pushed")
    }

    fn finding(&self, span: Span, severity: Severity, message: String, message_en: String) -> Finding {
        let message = punctuated(&message);
        Finding { span, rule: self.rule, severity, message, message_en, suggestion: None, related: Vec::new() }
    }

    /// The same, in the order of the text; of two rules that mark the very same place the graver one speaks.
    pub(super) fn in_order(mut self) -> Self {
        self.findings.arrange_by(|a, b| (a.span, b.severity).cmp(&(b.span, a.severity)));
        self.findings.dedup_by(|next, first| next.span == first.span);
        self.checked.arrange_by_key(|f| f.span);
        self
    }
}

/// A Chinese sentence with Chinese commas; those inside a number stay.
fn punctuated(sentence: &str) -> String {
    let chars: Vec<char> = sentence.chars().collect();
    let digit = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let is_mark = |i: usize| chars[i] == ',' && !(digit(i.checked_sub(1)) && digit(Some(i + 1)));
    (0..chars.len()).map(|i| if is_mark(i) { '，' } else { chars[i] }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_are_chinese_but_in_numbers() {
        assert_eq!(punctuated("1,200个,与总数不符,应为1,300个。"), "1,200个，与总数不符，应为1,300个。");
    }
}
