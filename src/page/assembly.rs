//! Which lines make up which article, told from how the lines follow each other.

use super::bylines::{self, Byline};
use super::choices::{Choices, Decision};
use super::classes::{self, Class};
use super::cues::{self, Cue};
use super::furniture;
use super::headlines::Mark;
use super::lines::{BOLD, Line};
use super::{Article, Block, Edit, Furniture, Page, Part, teasers};
use crate::hashing::{HashMap, HashSet};
use crate::model::{ArticleKind, EditReason, FurnitureKind, ParagraphKind};
use crate::sorting::Sorting;

/// A photo story has no more paragraphs than this.
const PHOTO_PARAGRAPHS: usize = 3;

/// What a reader writes below an article is no longer than this, or is not told from an article.
const COMMENT: usize = 60;

/// Puts the lines together.
#[inline(never)]
pub(super) fn assemble(lines: &[Line], classes: &[Class], choices: &Choices) -> Page {
    let web = classes.iter().any(|c| matches!(c, Class::Furniture(FurnitureKind::Navigation | FurnitureKind::Meta)));
    let mut assembler = Assembler {
        lines,
        classes,
        choices,
        glued: false,
        web,
        page: Page::default(),
        current: None,
        host: None,
        linked: false,
        commented: false,
        aside: false,
        titles: HashSet::default(),
        last_of: last_of(lines, classes),
    };
    let mut at = 0;
    while at < lines.len() {
        at = assembler.step(at);
    }
    assembler.finish()
}

/// The article that lines are being added to.
#[derive(Debug, Clone, Default)]
struct State {
    /// Its place in the page.
    index: usize,
    /// It began with a dateline or a byline.
    signed: bool,
    /// It has a paragraph.
    begun: bool,
    /// What usually ends an article has passed.
    closed: bool,
    /// How many of its section heads are marked as such.
    marked: usize,
}

struct Assembler<'a> {
    lines: &'a [Line<'a>],
    classes: &'a [Class],
    choices: &'a Choices,
    /// A reader has said that the article goes on here, until its next paragraph.
    glued: bool,
    /// The page came from a web site, not from a newspaper.
    web: bool,
    page: Page,
    current: Option<State>,
    /// The article that a sidebar interrupts.
    host: Option<State>,
    /// A list of other articles has been announced.
    linked: bool,
    /// What readers wrote has been announced.
    commented: bool,
    /// … within an article that has not ended.
    aside: bool,
    titles: HashSet<&'a str>,
    /// Of each headline, the line that it stands in last with a text under it.
    last_of: HashMap<&'a str, usize>,
}

/// A headline without what is drawn before it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "■◆★◎●▲☆◇□▶►※♦·•-—[]【】".contains(c))
}

/// Of each headline, the last line that it stands in; only where a text follows.
fn last_of<'a>(lines: &'a [Line], classes: &[Class]) -> HashMap<&'a str, usize> {
    let headlines = (0..lines.len()).filter(|&i| matches!(classes[i], Class::Headline(_)));
    let mut all: HashMap<&str, (usize, usize)> = HashMap::default();
    for i in headlines {
        let (times, last) = all.or_default(bare(&lines[i].text));
        (*times, *last) = (*times + 1, i);
    }
    let counts = |&(_, (times, last)): &(&str, (usize, usize))| {
        let next = (last + 1..lines.len()).take(4).find(|&i| !matches!(classes[i], Class::Headline(_)));
        let ahead = next.map(|i| Ahead::of(lines, classes, i));
        times > 1 && ahead.is_some_and(|a| a.heads_text || a.byline)
    };
    all.into_iter().filter(counts).map(|(text, (_, last))| (text, last)).collect()
}

impl<'a> Assembler<'a> {
    /// Takes the line at `at`, perhaps more; says which is next.
    #[inline(never)]
    fn step(&mut self, at: usize) -> usize {
        let class = &self.classes[at];
        if self.is_chosen(at, Decision::Article) && !matches!(class, Class::Headline(_)) {
            self.leave();
            self.start(ArticleKind::News);
        }
        if self.commented {
            if self.is_comment(at) {
                self.furniture(at, FurnitureKind::Share);
                return at + 1;
            }
            self.commented = matches!(class, Class::Furniture(_));
        }
        self.glued |= self.current.is_some() && self.is_chosen(at, Decision::GoesOn);
        match class {
            Class::Furniture(kind) => {
                self.furniture(at, *kind);
                // A link to another article may stand in the middle of one.
                if *kind != FurnitureKind::Teaser || !furniture::is_link(&self.lines[at].text) {
                    self.close_after(*kind);
                }
            }
            Class::Related => return self.related(at),
            Class::Comments => {
                self.furniture(at, FurnitureKind::Share);
                self.close_after(FurnitureKind::Share);
                self.commented = self.web;
            }
            Class::Byline(byline) => self.byline(at, byline),
            Class::Lead(byline) => self.lead(at, byline),
            Class::Headline(_) => return self.headlines(at),
            Class::Body(byline) => self.body(at, byline.as_ref()),
        }
        at + 1
    }

    fn is_chosen(&self, at: usize, decision: Decision) -> bool {
        self.lines[at].is_chosen(self.choices, decision)
    }

    /// Nothing that was begun goes on.
    fn leave(&mut self) {
        (self.current, self.host, self.aside, self.linked, self.glued) = (None, None, false, false, false);
    }

    /// Whether a line may be what a reader wrote, or who: short, and no article begins with it.
    fn is_comment(&self, at: usize) -> bool {
        let short = matches!(self.classes[at], Class::Headline(_) | Class::Body(_)) && self.lines[at].len <= COMMENT;
        let decided = [Decision::Article, Decision::Text].iter().any(|&d| self.is_chosen(at, d));
        let ahead = Ahead::of(self.lines, self.classes, at + 1);
        let opens = ahead.byline || matches!(ahead.text.map(|i| &self.classes[i]), Some(Class::Lead(_)));
        short && !decided && !(opens && matches!(self.classes[at], Class::Headline(_)))
    }

    fn is_open(&self) -> bool {
        self.current.as_ref().is_some_and(|a| !a.closed)
    }

    fn is_body(&self, at: usize) -> bool {
        matches!(self.classes.get(at), Some(Class::Body(_)))
    }

    fn furniture(&mut self, at: usize, kind: FurnitureKind) {
        self.page.furniture.extend(self.lines[at].parts.iter().map(|range| Furniture { range: range.clone(), kind }));
    }

    fn close_after(&mut self, kind: FurnitureKind) {
        use FurnitureKind::*;
        let ends = match kind {
            Legal | Share | Teaser => true,
            Credit | Advert | Navigation => self.web,
            Meta | Label | Caption | Repeat => false,
        };
        if let Some(article) = self.current.as_mut().filter(|a| ends && a.begun) {
            article.closed = true;
        }
    }

    /// Takes the line that announces other articles, perhaps more; says which is next.
    fn related(&mut self, at: usize) -> usize {
        if self.is_open() && self.heads_sidebar(at) {
            let host = self.host.take().or(self.current.take());
            self.start(ArticleKind::Sidebar);
            self.host = host;
            self.add(at, Part::Subtitle);
            self.add(at + 1, Part::Title);
            return at + 2;
        }
        // 【链接】 with a paragraph right under it heads a part of the article; in print, so does 相关链接 over headlines.
        let bare = self.lines[at].text.trim_matches(|c: char| !c.is_alphanumeric());
        let printed =
            !self.web && bare.ends_with("链接") && matches!(self.classes.get(at + 1), Some(Class::Headline(_)));
        let listed = |line: &Line| line.is_item() && line.is_cut_off();
        let told = self.is_body(at + 1) && !self.lines[at + 1].trails_off() && !listed(&self.lines[at + 1]);
        if self.is_open() && (printed || told) {
            self.add(at, Part::Paragraph(ParagraphKind::Section));
            return at + 1;
        }
        self.furniture(at, FurnitureKind::Teaser);
        self.aside = self.is_open();
        self.linked = true;
        at + 1
    }

    /// Whether a headline and its text stand right under 【链接】 or 【延伸阅读】, in print.
    fn heads_sidebar(&self, at: usize) -> bool {
        let named = ["链接", "延伸阅读", "拓展阅读"].iter().any(|w| bare(&self.lines[at].text).ends_with(w));
        let plain = matches!(self.classes.get(at + 1), Some(Class::Headline(Mark::Plain)));
        let decided = || {
            let all = [Decision::Article, Decision::GoesOn, Decision::Text, Decision::Furniture];
            all.iter().any(|&d| self.is_chosen(at + 1, d))
        };
        named && !self.web && plain && self.is_body(at + 2) && !self.lines[at + 2].is_cut_off() && !decided()
    }

    fn start(&mut self, kind: ArticleKind) {
        let index = self.page.articles.len();
        self.page.articles.push(Article { kind, byline: None, order: None, blocks: Vec::new() });
        self.current = Some(State { index, ..State::default() });
        self.linked = false;
        self.aside = false;
    }

    /// Adds a line to the current article as a block of its own.
    fn add(&mut self, at: usize, part: Part) {
        if self.current.is_none() {
            self.start(ArticleKind::News);
        }
        let (line, Some(state)) = (&self.lines[at], self.current.as_mut()) else { return };
        state.begun |= matches!(part, Part::Paragraph(_));
        self.page.edits.extend(line.markup().map(|range| Edit { range, reason: EditReason::Markup }));
        self.page.articles[state.index].blocks.push(Block { part, pieces: line.parts.clone() });
    }

    fn last_part(&self) -> Option<Part> {
        let article = &self.page.articles[self.current.as_ref()?.index];
        article.blocks.last().map(|b| b.part)
    }

    /// Adds a line to the block added last.
    fn extend(&mut self, at: usize) {
        let Some(state) = &self.current else { return };
        if let Some(block) = self.page.articles[state.index].blocks.last_mut() {
            block.pieces.extend(self.lines[at].parts.iter().cloned());
        }
    }

    fn sign(&mut self, at: usize, byline: &Byline) {
        let Some(state) = self.current.as_mut() else { return };
        let article = &mut self.page.articles[state.index];
        state.signed = true;
        if article.byline.is_none() {
            article.byline = Some(self.lines[at].raw_range(byline.range.clone()));
        }
        if byline.photo && article.kind == ArticleKind::News {
            article.kind = ArticleKind::Photo; // until it proves longer
        }
    }

    fn byline(&mut self, at: usize, byline: &Byline) {
        if self.current.is_none() {
            self.start(ArticleKind::News);
        }
        let Some(state) = self.current.clone() else { return };
        let captioned = at > 0 && self.classes[at - 1] == Class::Furniture(FurnitureKind::Caption);
        let goes_on = at > 0 && matches!(self.classes[at - 1], Class::Byline(_));
        if state.begun && byline.photo && (captioned || (state.signed && !goes_on)) {
            // It credits a picture of the article.
            return self.furniture(at, FurnitureKind::Caption);
        }
        let blocks = &self.page.articles[state.index].blocks;
        let has_one = blocks.iter().any(|b| b.part == Part::Byline);
        if has_one && blocks.last().is_some_and(|b| b.part == Part::Byline) {
            let article = &mut self.page.articles[state.index];
            let end = self.lines[at].raw_range(byline.range.clone()).end;
            article.byline = article.byline.take().map(|range| range.start..end);
            self.extend(at);
        } else if has_one {
            self.furniture(at, FurnitureKind::Credit);
        } else {
            self.add(at, Part::Byline);
            self.page.articles[state.index].byline = None;
        }
        self.sign(at, byline);
        if let Some(state) = self.current.as_mut() {
            state.closed |= state.begun;
        }
    }

    fn lead(&mut self, at: usize, byline: &Byline) {
        if self.linked && self.lines[at].is_cut_off() {
            return self.furniture(at, FurnitureKind::Teaser);
        }
        let glued = std::mem::take(&mut self.glued);
        if self.current.as_ref().is_none_or(|a| !glued && a.begun && (a.closed || a.signed)) {
            self.host = None;
            self.start(ArticleKind::News);
        }
        self.add(at, Part::Paragraph(ParagraphKind::Body));
        self.sign(at, byline);
        let ends = bylines::tail(&self.lines[at].text).is_some_and(|b| !b.photo && b.range.start > byline.range.end);
        if let Some(state) = self.current.as_mut() {
            state.closed = ends;
        }
    }

    fn body(&mut self, at: usize, byline: Option<&Byline>) {
        self.glued = false;
        let cut_off = byline.is_none() && self.lines[at].is_cut_off();
        if self.linked && cut_off && !self.is_chosen(at, Decision::Text) {
            return self.furniture(at, FurnitureKind::Teaser);
        }
        self.add(at, Part::Paragraph(ParagraphKind::Body));
        if let Some(state) = self.current.as_mut() {
            state.closed = false;
        }
        let signed = self.current.as_ref().is_some_and(|a| a.signed);
        if let Some(byline) = byline.filter(|b| !(signed && b.photo)) {
            self.sign(at, byline);
            if let Some(state) = self.current.as_mut() {
                state.closed = true;
            }
        }
    }

    /// Takes the headlines that begin at `at`.
    #[inline(never)]
    fn headlines(&mut self, at: usize) -> usize {
        let is_headline = |i: &usize| matches!(self.classes[*i], Class::Headline(_));
        let decided =
            |&i: &usize| i > at && [Decision::Article, Decision::GoesOn].iter().any(|&d| self.is_chosen(i, d));
        let mut run: Vec<usize> = (at..self.lines.len()).take_while(|i| is_headline(i) && !decided(i)).collect();
        let end = at + run.len();
        let seen = Ahead::of(self.lines, self.classes, end);
        if self.is_chosen(at, Decision::Article) {
            self.leave();
            self.title(&run, &seen);
            return end;
        }
        if self.glued {
            self.linked = false;
            self.sections(&run);
            return end;
        }
        if self.linked {
            let follows = seen.text.filter(|_| seen.adjacent || seen.byline || seen.dated);
            let links = teasers::links(self.lines, &run, follows, self.classes);
            for i in run.drain(..links) {
                self.furniture(i, FurnitureKind::Teaser);
            }
        }
        let heads_text = seen.heads_text || seen.byline || seen.section;
        let last = |i: usize| self.last_of.get(bare(&self.lines[i].text)).copied().filter(|&last| last > i);
        let last_twice = (at..end).rfind(|&i| last(i).is_some_and(|last| last < end));
        let is_repeat = |i: &usize| {
            // Of what stands more than once, that counts which has a text.
            let again = (!heads_text || last_twice.is_some_and(|twice| *i <= twice)) && last(*i).is_some();
            again || self.titles.contains(&*self.lines[*i].text)
        };
        let (repeats, run): (Vec<usize>, Vec<usize>) = run.into_iter().partition(is_repeat);
        repeats.into_iter().for_each(|i| self.furniture(i, FurnitureKind::Repeat));
        if run.is_empty() {
            return end;
        }
        let signed = self.foot(&run);
        if signed > 0 {
            run[..signed].iter().for_each(|&i| self.add(i, Part::Paragraph(ParagraphKind::Body)));
            if let Some(state) = self.current.as_mut() {
                state.closed = true;
            }
            return run.get(signed).copied().unwrap_or(end);
        }
        let run = self.under_teasers(run, &seen);
        if self.is_orphan(&run, &seen) {
            run.iter().for_each(|&i| self.furniture(i, FurnitureKind::Label));
        } else if self.heads_article(&run, &seen) {
            self.title(&run, &seen);
        } else if seen.heads_text || seen.section {
            self.sections(&run);
        } else {
            // What heads nothing is the foot of an article: who signs it, and when.
            for &i in &run {
                // … unless a list stands under it that looks like headlines too.
                let headed = (1..BOLD).contains(&self.lines[i].level);
                self.add(i, Part::Paragraph(if headed { ParagraphKind::Section } else { ParagraphKind::Body }));
            }
        }
        end
    }

    /// How many of the headlines are the foot of a document: who signs it, and on the next line the day.
    fn foot(&self, run: &[usize]) -> usize {
        let begun = self.current.as_ref().is_some_and(|a| a.begun);
        let day = run
            .iter()
            .take(3)
            .position(|&i| furniture::is_day(&self.lines[i].text) && self.lines[i].text.ends_with('日'));
        match day {
            Some(day) if begun && day > 0 && cues::suffix(Cue::Body, &self.lines[run[day - 1]].text).is_some() => {
                day + 1
            }
            _ => 0,
        }
    }

    /// On the web a headline over a line of date and source begins an article; those above it, in the middle of another, are links.
    fn under_teasers(&mut self, mut run: Vec<usize>, seen: &Ahead) -> Vec<usize> {
        let begun = self.current.as_ref().is_some_and(|a| a.begun);
        if begun && self.web && seen.dated && seen.heads_text {
            let last = run.len() - 1;
            run.drain(..last).collect::<Vec<_>>().into_iter().for_each(|i| self.furniture(i, FurnitureKind::Teaser));
        }
        run
    }

    fn mark(&self, at: usize) -> Mark {
        match self.classes[at] {
            Class::Headline(mark) => mark,
            _ => Mark::Plain,
        }
    }

    /// Whether no text belongs to the headlines: labels of a page, names of a site, words under a button.
    fn is_orphan(&self, run: &[usize], seen: &Ahead) -> bool {
        if seen.heads_text || seen.section {
            return false;
        }
        let beside = |i: Option<usize>| {
            let class = i.and_then(|i| self.classes.get(i));
            matches!(class, Some(Class::Related | Class::Comments | Class::Furniture(_)))
                && !matches!(class, Some(Class::Furniture(FurnitureKind::Caption)))
        };
        let unsigned = self.is_open() && !self.current.as_ref().is_some_and(|a| a.signed) && !self.web;
        let around = beside(run[0].checked_sub(1)) || beside(Some(run[run.len() - 1] + 1));
        around && !(unsigned && self.is_body(run[0].wrapping_sub(1)))
    }

    fn heads_article(&self, run: &[usize], seen: &Ahead) -> bool {
        let Some(state) = &self.current else { return true };
        if !seen.heads_text && !seen.section {
            return false;
        }
        let top = run.iter().any(|&i| self.mark(i) == Mark::Top);
        let plain = run.iter().any(|&i| matches!(self.mark(i), Mark::Plain));
        let lead = matches!(seen.text.map(|i| &self.classes[i]), Some(Class::Lead(_)));
        lead || seen.byline
            || (top && state.begun)
            || (plain && self.web && seen.dated && seen.heads_text && state.begun)
            || (plain && (state.closed || (self.aside && seen.heads_text)))
            || (plain && state.signed && self.is_photo_story(seen))
    }

    /// Whether the text that follows is a few paragraphs that end in the credit of a photograph.
    fn is_photo_story(&self, seen: &Ahead) -> bool {
        let Some(from) = seen.text.filter(|&i| tells_day(&self.lines[i].text)) else { return false };
        for at in from..(from + PHOTO_PARAGRAPHS + 1).min(self.classes.len()) {
            match &self.classes[at] {
                Class::Body(Some(byline)) | Class::Byline(byline) if byline.photo => return true,
                Class::Body(None) | Class::Byline(_) => {}
                _ => return false,
            }
        }
        false
    }

    fn title(&mut self, run: &[usize], seen: &Ahead) {
        // What stands last and is marked as the head of a section heads the text under it.
        let sections = run.iter().rev().take_while(|&&i| seen.adjacent && self.mark(i) == Mark::Section).count();
        let least = usize::from(self.is_chosen(run[0], Decision::Article));
        let (heads, sections) = run.split_at((run.len() - sections).max(least));
        if heads.is_empty() && self.current.is_some() {
            return self.sections(run);
        }
        let aside = self.aside && !seen.byline && self.current.is_some();
        if aside {
            self.host = self.current.take();
        } else {
            self.host = None;
        }
        self.start(if aside { ArticleKind::Sidebar } else { ArticleKind::News });
        let mut parts = heads.iter().copied().peekable();
        let mut subtitle = false;
        // A line that names a series stands over the title it belongs to.
        let kicker = heads.len() > 1
            && cues::Hits::of(&self.lines[heads[0]].text).has(Cue::Kicker)
            && self.mark(heads[0]) == Mark::Plain;
        if kicker && let Some(i) = parts.next() {
            self.add(i, Part::Subtitle);
            subtitle = true;
        }
        // A title stands right over the subtitle that is marked as one; what stands above it, over the title.
        let marked = heads.iter().position(|&i| self.mark(i) == Mark::Subtitle).unwrap_or(0);
        let mut first = marked.saturating_sub(1);
        let gap = |k: usize| self.lines[heads[k]].gap;
        while first > 0
            && gap(first) <= gap(marked)
            && self.continues_title(heads[first - 1], heads[first], heads.len())
        {
            first -= 1;
        }
        for i in parts.by_ref().take(first) {
            match subtitle {
                true => self.extend(i),
                false => self.add(i, Part::Subtitle),
            }
            subtitle = true;
        }
        if let Some(i) = parts.next() {
            self.add(i, Part::Title);
            self.titles.insert(&self.lines[i].text);
            while parts.peek().is_some_and(|&next| self.continues_title(next - 1, next, heads.len())) {
                parts.next().into_iter().for_each(|next| self.extend(next));
            }
        }
        for i in parts {
            match self.last_part() {
                Some(Part::Subtitle) if subtitle => self.extend(i),
                _ if self.mark(i) == Mark::Subtitle => self.add(i, Part::Subtitle),
                _ if subtitle => self.add(i, Part::Paragraph(ParagraphKind::Section)),
                _ => self.add(i, Part::Subtitle),
            }
            subtitle = true;
        }
        if let Some(state) = self.current.as_mut() {
            state.begun = false;
        }
        self.sections(sections);
    }

    /// Whether a title goes on in its next line.
    fn continues_title(&self, line: usize, next: usize, lines: usize) -> bool {
        let (line, next, plain) = (&self.lines[line], &self.lines[next], self.mark(next) == Mark::Plain);
        let pieces = lines > 2 && line.len <= 12 && next.len <= 12;
        plain && (line.len <= 4 || line.text.ends_with([':', '：', '，', ',']) || pieces)
    }

    fn sections(&mut self, run: &[usize]) {
        if run.is_empty() {
            return;
        }
        if let Some(host) = self.host.take() {
            self.current = Some(host);
        }
        let classes = self.classes;
        let marked = |&i: &usize| matches!(classes[i], Class::Headline(Mark::Section));
        let count = run.iter().filter(|&i| marked(i)).count();
        let known = self.current.as_ref().map_or(0, |a| a.marked);
        for (k, &i) in run.iter().enumerate() {
            // Where section heads are marked, an unmarked line right before one stood under a picture.
            let caption = known > 0 && self.lines[i].gap > 1 && !marked(&i) && run[k + 1..].first().is_some_and(marked);
            if caption {
                self.furniture(i, FurnitureKind::Caption);
            } else {
                self.add(i, Part::Paragraph(ParagraphKind::Section));
            }
        }
        if let Some(state) = self.current.as_mut() {
            state.marked += count;
            state.closed = false;
        }
    }

    fn finish(mut self) -> Page {
        self.page.articles.retain(|a| !a.blocks.is_empty());
        self.page.furniture.arrange_by_key(|f| f.range.start);
        self.page
    }
}

/// Says what every article is, now that all of it is known.
pub(super) fn name_kinds(raw: &str, articles: &mut [Article]) {
    for article in articles {
        let words = |b: &Block| b.pieces.iter().map(|p| raw[p.clone()].trim()).collect::<String>();
        let title = article.blocks.iter().find(|b| b.part == Part::Title).map(words).unwrap_or_default();
        let paragraphs = || article.blocks.iter().filter(|b| matches!(b.part, Part::Paragraph(_)));
        let turns = classes::turns(paragraphs().map(|b| &raw[b.pieces[0].clone()]));
        article.kind = match article.kind {
            // A photo story that proves long was a report.
            ArticleKind::Photo if paragraphs().count() > PHOTO_PARAGRAPHS => ArticleKind::News,
            ArticleKind::News if turns > 2 => ArticleKind::Interview,
            ArticleKind::News if article.byline.is_none() && cues::suffix(Cue::Notice, &title).is_some() => {
                ArticleKind::Notice
            }
            kind => kind,
        };
    }
}

/// Whether a paragraph says early when something happened.
fn tells_day(text: &str) -> bool {
    let head: String = text.chars().take(45).collect();
    ["近日", "日前", "昨日", "昨天", "今日", "今天", "连日来", "近期", "当日", "月", "时节", "图为"]
        .iter()
        .any(|w| head.contains(w))
}

/// What follows a run of headlines.
struct Ahead {
    /// The first line that is text.
    text: Option<usize>,
    /// It is a paragraph, and no other headline stands before it.
    heads_text: bool,
    /// The head of a section follows, then.
    section: bool,
    /// It stands right after the headlines.
    adjacent: bool,
    /// A byline stands between.
    byline: bool,
    /// The line of date, source and author stands right after them, as under the title of a web page.
    dated: bool,
}

impl Ahead {
    fn of(lines: &[Line], classes: &[Class], end: usize) -> Ahead {
        // 【导读】 with a paragraph right under it heads that.
        let heads = |i: usize| matches!(classes.get(i + 1), Some(Class::Body(_))) && !lines[i + 1].is_cut_off();
        let passes = |&i: &usize| match &classes[i] {
            Class::Furniture(_) | Class::Byline(_) => true,
            Class::Related => heads(i),
            _ => false,
        };
        let skipped = (end..classes.len()).take(12).take_while(passes).count();
        let byline = classes[end..end + skipped].iter().any(|c| matches!(c, Class::Byline(_)));
        let at = end + skipped;
        let next = classes.get(at);
        Ahead {
            text: matches!(next, Some(Class::Body(_) | Class::Lead(_))).then_some(at),
            heads_text: matches!(next, Some(Class::Body(_) | Class::Lead(_))),
            section: matches!(next, Some(Class::Headline(Mark::Section))),
            adjacent: skipped == 0,
            byline,
            dated: match classes.get(end) {
                Some(Class::Furniture(FurnitureKind::Meta)) => true,
                Some(Class::Furniture(FurnitureKind::Credit)) => lines[end].text.starts_with(['作', '记', '来']),
                // 《某日报》 2025年10月21日 第03版
                Some(Class::Furniture(FurnitureKind::Label)) => {
                    lines[end].text.split_whitespace().any(furniture::is_day)
                }
                _ => false,
            },
        }
    }
}
