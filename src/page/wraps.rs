//! Paragraphs wrapped at a fixed width, as text taken from a PDF file is.

use super::choices::{Choices, Decision};
use super::lines::{Line, is_closed};

/// Fewer lines than this show no width.
const LEAST: usize = 4;
/// Columns, two for a Chinese character: narrower and wider lines are not wrapped.
const WIDTHS: std::ops::RangeInclusive<usize> = 24..=130;
/// A full line is at most this much narrower than the widest.
const RAGGED: usize = 5;

/// Makes one line of the lines of each wrapped paragraph.
pub(super) fn unwrap<'a>(raw: &str, lines: Vec<Line<'a>>, choices: &Choices) -> Vec<Line<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    let mut count = 0;
    let mut lines = lines.into_iter().peekable();
    let mut held = None;
    while let Some(line) = held.take().or_else(|| lines.next()) {
        let running = line.running;
        let mut run = vec![line];
        // The lines that stand as close to each other as the first two.
        let close = |run: &Vec<Line>, next: &Line| {
            !running && !next.running && next.gap <= 1 && (run.len() == 1 || next.gap == run[1].gap)
        };
        while let Some(next) = lines.next_if(|next| close(&run, next)) {
            run.push(next);
        }
        // Where the lines below stand closer, the last one is the first of theirs.
        if run.len() > 1 && lines.peek().is_some_and(|next| !next.running && next.gap < run[1].gap) {
            held = run.pop();
        }
        count += run.len();
        let widths: Vec<usize> = if run.len() < 2 { Vec::new() } else { run.iter().map(columns).collect() };
        let width = if run.len() < LEAST { None } else { width(&run, &widths) };
        runs.push(Run { lines: run, widths, width });
    }
    // What is too short to show a width by itself has that of the page.
    let page =
        runs.iter().filter(|run| run.width.is_some()).max_by_key(|run| run.lines.len()).and_then(|run| run.width);
    let mut out: Vec<Line<'a>> = Vec::with_capacity(count);
    for mut run in runs {
        match run.width.or(page.filter(|&page| run.fits(page))) {
            Some(width) => merge(raw, run.lines, &run.widths, (width, None), choices, &mut out),
            None => out.append(&mut run.lines),
        }
    }
    out
}

/// Lines that stand close to each other.
struct Run<'a> {
    lines: Vec<Line<'a>>,
    widths: Vec<usize>,
    /// The width at which they are wrapped.
    width: Option<usize>,
}

impl Run<'_> {
    /// Whether a few lines are wrapped at a known width: all but the last fill it, and break off.
    fn fits(&self, width: usize) -> bool {
        let full = |w: &usize| *w + RAGGED > width && *w <= width + RAGGED;
        let (Some((last, rest)), true) = (self.widths.split_last(), self.lines.len() < LEAST) else { return false };
        !rest.is_empty()
            && rest.iter().all(full)
            && *last <= width + RAGGED
            && self.lines[..rest.len()].iter().all(|l| !is_closed(&l.text) && l.text.contains(['，', ',', '。', '、']))
    }
}

/// Makes one line of the lines of each paragraph of a column, which is as wide as its widest line.
pub(super) fn set<'a>(raw: &str, column: Vec<Line<'a>>, choices: &Choices, out: &mut Vec<Line<'a>>) {
    let widths: Vec<usize> = column.iter().map(columns).collect();
    let width = widths.iter().copied().max().unwrap_or(0);
    let longest = column.iter().map(|l| l.len).max();
    merge(raw, column, &widths, (width, longest), choices, out);
}

/// The width at which a run of lines is wrapped: most are as wide as the widest, and most of these end in mid-sentence.
fn width(run: &[Line], widths: &[usize]) -> Option<usize> {
    let widest = *widths.iter().max().filter(|w| WIDTHS.contains(w))?;
    let full: Vec<&Line> = run.iter().zip(widths).filter(|(_, w)| *w + RAGGED > widest).map(|(l, _)| l).collect();
    let cut = full.iter().filter(|l| !is_closed(&l.text) && l.level == 0).count();
    // Rows of names and posts have no punctuation.
    let is_prose = |l: &&Line| l.text.contains(['，', ',', '。', '、', '；']);
    let prose = full.iter().copied().filter(is_prose).count() * 2 > full.len();
    // Heads of sections and numbers of pages say nothing of the width.
    let all = run.iter().filter(is_prose).count().max(run.len() / 2);
    (prose && full.len() * 5 >= all * 3 && full.len() >= LEAST - 1 && cut * 2 > full.len()).then_some(widest)
}

/// How wide a line is set; lines wider than any wrapped one are not measured to the end.
fn columns(line: &Line) -> usize {
    let chars = line.text.chars().take(WIDTHS.end() + 1);
    line.indent.min(4) * usize::from(!line.text.is_ascii())
        + chars.map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>()
}

fn merge<'a>(
    raw: &str,
    run: Vec<Line<'a>>,
    widths: &[usize],
    (width, longest): (usize, Option<usize>),
    choices: &Choices,
    out: &mut Vec<Line<'a>>,
) {
    let apart = |line: &Line| [Decision::Apart, Decision::Article].iter().any(|&d| line.is_chosen(choices, d));
    let margin = run.iter().map(|l| l.indent).min().unwrap_or(0);
    let indented = run.iter().any(|l| l.indent > margin);
    let mut goes_on = false;
    for (line, own) in run.into_iter().zip(widths) {
        // Digits may be as wide as characters; what breaks off fills its line even if it is set a little closer.
        let many = longest.is_some_and(|longest| line.len + RAGGED / 2 > longest);
        let open = || own + 2 * RAGGED > width && !is_closed(&line.text) && line.text.contains(['，', ',', '。']);
        let full = (own + RAGGED > width || many || open()) && line.level == 0;
        // Without indents, a full line that ends a sentence ends its paragraph for all one can tell.
        let ends = !full || (!indented && ends_sentence(&line.text));
        let opens = (indented && line.indent > margin) || line.level > 0 || apart(&line);
        let bracketed = line.text.starts_with(['（', '(', '【', '■', '▲', '●']);
        match out.last_mut() {
            Some(last) if goes_on && !opens && !(bracketed && ends_sentence(&last.text)) => last.append(raw, &line),
            _ => out.push(line),
        }
        goes_on = !ends;
    }
}

/// Whether words end a sentence, marks that close it left aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '’', '」', '』', ')', '）']).ends_with(['。', '！', '？', '!', '?', '…'])
}

#[cfg(test)]
mod tests {
    use crate::page::{Choices, lines};

    #[test]
    fn wrapped_paragraphs_become_lines() {
        let raw = "  江州高新区近日集中签约一批项目,总投资超过二十亿\n元,涉及新材料、电子信息、装备制造等领域。负责人表\n示,项目建成后年产值可达五十亿元。\n  在招商一线,干部们分成六个小组,赴外地拜访企业二\n百余家,带回线索三十多条。\n";
        let lines = lines::cut(raw, &Choices::default()).0;
        assert_eq!(lines.len(), 2);
        assert!(lines[0].text.contains("二十亿元,涉及") && lines[0].text.ends_with("五十亿元。"));
        let at = lines[0].text.find("负责人表示").expect("joined");
        let range = lines[0].raw_range(at..at + "负责人表示".len());
        assert_eq!(&raw[range], "负责人表\n示");
    }

    #[test]
    fn lists_and_paragraphs_stay() {
        for raw in [
            "甲项目开工\n乙项目投产\n丙项目签约\n丁项目落地",
            "第一段说完了。\n第二段也说完了。\n第三段说完。\n第四段说完。",
        ] {
            assert_eq!(lines::cut(raw, &Choices::default()).0.len(), 4, "{raw}");
        }
    }
}
