//! # What it looks for
//! An opening quotation mark, book-title mark or bracket without its closing one, or the other way round.
//!
//! # Why
//! The reader cannot tell where a quotation ends; often a sentence was cut or a comma was misread.
//!
//! # Warns
//! - `活动形式从单一变为经常性、寓学于趣“丰富多样的主题教育;老师们都很满意。`
//! - `他说:“我们两年内建成二期。“项目组长补充。`
//! - `会议印发《招商引资十条措施,即日起施行。`
//! - `“服务企业就是服务发展。该县政务服务中心主任表示,下一步将推出更多举措。`
//! - `“店小二式服务,说到底是把企业的事当成自己的事。在芷江坪工业园,每家企业都有一名服务专员。`
//! - `“我们选择这里,看中的是效率。企业负责人说。`
//!
//! # Stays quiet
//! - `老局长说:“先讲一个失败的例子,那年什么都谈好了。⏎“从那以后我就明白,招商招的是人。⏎“最后一句:电话响三声之前要接。”`
//! - `他说:“‘拿地即开工’不是口号。”大家都笑了。`
//! - `“第一句。⏎“第二句。”他说。`
//! - `一是“快”,二是“稳”(见附表)。`
//! - `“第一句讲的是过去。那时候书记常说,要敢闯。⏎“第二句。”他说。`
//! - `他说:“早就想来——“港产联动”跑起来才有底气。”`
//!
//! # Limits
//! A quotation may run over paragraphs, each opened anew. Where a paragraph breaks off in the middle of a
//! sentence the other half may be lost or elsewhere on the page, so nothing is said; nor in page furniture.

use super::{Case, Report};
use crate::checks::amounts::ends_any;
use crate::checks::view::{article_blocks, breaks_off};
use crate::model::EntityType;
use crate::text::{Block, Span, Text};

/// Opening, closing, what they are called in English.
const PAIRS: [(char, char, &str); 6] = [
    ('“', '”', "quotation mark"),
    ('‘', '’', "quotation mark"),
    ('《', '》', "book-title mark"),
    ('(', ')', "bracket"),
    ('【', '】', "bracket"),
    ('〔', '〕', "bracket"),
];

/// A sentence that only names the speaker is no longer.
const SPEAKER: usize = 16;

pub fn check(case: &Case, report: &mut Report) {
    let blocks: Vec<(&Block, u8)> =
        article_blocks(case.text).map(|block| (block, pairs_in(case.text, block.span))).collect();
    for (i, pair) in PAIRS.into_iter().enumerate() {
        Stream { case, pair, report, open: None, may_go_on: false, article: None }.read(&blocks, 1 << i);
    }
}

/// A bit for each pair that a block has a mark of.
fn pairs_in(text: &Text, block: Span) -> u8 {
    let chars = text.chars[block.start..block.end].iter();
    chars.fold(0, |found, c| {
        found
            | match c {
                '“' | '”' => 1,
                '‘' | '’' => 2,
                '《' | '》' => 4,
                '(' | ')' => 8,
                '【' | '】' => 16,
                '〔' | '〕' => 32,
                _ => 0,
            }
    })
}

/// One kind of pair, read through the paragraphs of the page.
struct Stream<'a> {
    case: &'a Case<'a>,
    pair: (char, char, &'static str),
    report: &'a mut Report,
    /// Where a pair is open.
    open: Option<usize>,
    /// Whether what is open was opened in an earlier paragraph.
    may_go_on: bool,
    article: Option<usize>,
}

impl Stream<'_> {
    fn read(mut self, blocks: &[(&Block, u8)], bit: u8) {
        let mut before: Option<Span> = None;
        for &(block, pairs) in blocks {
            if block.article != self.article {
                self.article = block.article;
                (self.open, before) = (None, None);
            }
            self.may_go_on = self.open.is_some();
            if let (Some(earlier), Some(before)) = (self.open, before)
                && self.pair.0 == '“'
                && !self.goes_on(block.span)
            {
                self.unclosed(earlier, before.end);
                self.open = None;
            }
            if pairs & bit == 0 {
                self.open = None;
            } else if self.may_go_on || !self.is_nested(block.span) {
                self.read_block(block.span, before);
            }
            before = Some(block.span);
        }
        // nothing follows that might close it
        if let (Some(earlier), Some(last)) = (self.open, before)
            && self.pair.0 == '“'
            && self.case.text.chars[..last.end].last().is_some_and(|c| matches!(c, '。' | '!' | '?'))
        {
            self.unclosed(earlier, last.end);
        }
    }

    /// Whether a quotation that is open goes on in a paragraph: that begins with its mark again, or closes it.
    fn goes_on(&self, block: Span) -> bool {
        let (opening, closing, _) = self.pair;
        let chars = &self.case.text.chars[block.start..block.end];
        let again = chars.iter().find(|c| is_text(**c) || **c == opening) == Some(&opening);
        again || chars.iter().find(|c| [opening, closing].contains(c)) == Some(&closing)
    }

    /// Reads a block behind another one of its article.
    fn read_block(&mut self, block: Span, before: Option<Span>) {
        let text = self.case.text;
        let (opening, closing, _) = self.pair;
        let broken = breaks_off(text, block);
        let carried = self.open.is_some();
        // A paragraph that starts with the rest of a sentence.
        let starts_in_the_middle = before.is_some_and(|before| breaks_off(text, before));
        for at in block.start..block.end {
            let c = text.chars[at];
            if c == opening {
                match self.open {
                    Some(earlier) if !self.may_go_on => self.unclosed(earlier, at),
                    _ => {}
                }
                self.open = Some(at);
                self.may_go_on = false;
            } else if c == closing {
                if self.open.is_none() && !carried && !starts_in_the_middle && !self.is_list_number(at) {
                    self.unopened(at);
                }
                self.open = None;
                self.may_go_on = false;
            }
        }
        if let Some(at) = self.open.filter(|_| !self.may_go_on) {
            let opens_paragraph = text.chars[block.start..at].iter().all(|c| !is_text(*c));
            let goes_on = opens_paragraph && !self.speaker_follows(at, block) || self.runs_on(at, block);
            if !broken && !goes_on && !self.closed_later(block) {
                self.unclosed(at, block.end);
                self.open = None;
            }
        } else {
            self.open = None;
        }
    }

    /// As many opened as closed, none closed before it was opened: pairs within pairs, which is a matter of style.
    fn is_nested(&self, block: Span) -> bool {
        let (opening, closing, _) = self.pair;
        let mut depth = 0;
        for c in &self.case.text.chars[block.start..block.end] {
            depth += i32::from(*c == opening) - i32::from(*c == closing);
            if depth < 0 {
                return false;
            }
        }
        depth == 0
    }

    /// “第一句。负责人说。: the speaker is named behind the first sentence, so that the quotation ended there.
    fn speaker_follows(&self, at: usize, block: Span) -> bool {
        let text = self.case.text;
        let mut sentences = text.sentences_in(Span::new(at, block.end)).skip(1);
        self.pair.0 == '“'
            && sentences.any(|s| {
                let words = text.slice(s);
                s.len() <= SPEAKER && ends_any(&words, &["说。", "表示。", "介绍。", "道。"]) || self.names_speaker(s)
            })
    }

    /// 该中心主任表示,…: a post or a name right before the verb of the first clause.
    fn names_speaker(&self, sentence: Span) -> bool {
        let text = self.case.text;
        let length = text.chars[sentence.start..sentence.end].iter().position(|c| *c == ',').unwrap_or(0);
        let end = sentence.start + length;
        let Some(verb) = ["表示", "介绍", "告诉记者", "坦言"].iter().find(|v| text.ends_with(end, v)) else {
            return false;
        };
        let at = end - verb.chars().count();
        let mut here = self.case.entities.mentions_in(sentence).take_while(|m| m.span.end <= end);
        length <= 2 * SPEAKER
            && here.any(|m| m.span.end == at && matches!(m.kind, EntityType::Role | EntityType::Person))
    }

    /// 他说:“…。 with “ at the head of each paragraph after it, until one closes with ”: one quotation.
    fn runs_on(&self, at: usize, block: Span) -> bool {
        let (opening, closing, _) = self.pair;
        let chars = &self.case.text.chars;
        let mut after = chars[block.end.min(chars.len())..].split(|c| *c == '\n').filter(|line| !line.is_empty());
        let told = opening == '“' && at > 0 && chars[at - 1] == ':';
        let holds = |line: &&[char]| line.first() == Some(&opening) && !line[1..].contains(&opening);
        let last = after.by_ref().take_while(holds).find(|line| line.contains(&closing));
        told && last.is_some_and(|line| line.last() == Some(&closing))
    }

    /// Whether the next paragraph closes what is open before it opens anything.
    fn closed_later(&self, block: Span) -> bool {
        let (opening, closing, _) = self.pair;
        let chars = &self.case.text.chars;
        let rest = &chars[(block.end + 1).min(chars.len())..];
        let next = rest.iter().take_while(|c| **c != '\n').find(|c| **c == opening || **c == closing);
        next == Some(&closing)
    }

    /// `1)` and `a)` have no opening bracket.
    fn is_list_number(&self, at: usize) -> bool {
        self.pair.1 == ')' && at > 0 && self.case.text.chars[at - 1].is_ascii_alphanumeric()
    }

    fn unclosed(&mut self, at: usize, until: usize) {
        let (opening, closing, name) = self.pair;
        let words = self.around(at, until);
        self.report.warn(
            words,
            format!("前 {opening} 没有对应的 {closing}，或多了一个 {opening}。"),
            format!("This opening {name} “{opening}” is never closed, or it is one too many."),
        );
    }

    fn unopened(&mut self, at: usize) {
        let (opening, closing, name) = self.pair;
        self.report.warn(
            Span::new(at, at + 1),
            format!("后 {closing} 之前没有 {opening}。"),
            format!("Nothing opens before this closing {name} “{closing}”."),
        );
    }

    /// The mark and the first words after it.
    fn around(&self, at: usize, until: usize) -> Span {
        let words = self.case.text.chars[at + 1..until].iter().take(6).take_while(|c| is_text(**c)).count();
        Span::new(at, at + 1 + words)
    }
}

fn is_text(c: char) -> bool {
    c.is_alphanumeric()
}
