//! What a figure can be tied to: the mentions in reach of a reader's memory, and how each stands there.

use super::View;
use crate::links::anaphora::{self, StandIn};
use crate::links::key::NONE;
use crate::links::scene::{Distance, Scene, kind_letter};
use crate::model::EntityType;
use crate::text::Span;

/// How many entities a reader keeps in mind.
const MEMORY: usize = 24;

/// A mention in reach, with its standing among the others.
#[derive(Debug)]
pub struct Named {
    pub mention: usize,
    pub span: Span,
    pub kind: EntityType,
    pub after: bool,
    pub distance: Distance,
    /// How many topics stand between it and the figure.
    pub blocked: usize,
    /// How near the nearest of these stands: 2 in the clause, 1 in the sentence, 0 farther or none.
    pub barrier: usize,
    /// How it fits the stand-in of the sentence (全市, 该项目).
    pub fit: char,
    /// How many that fit as well stand nearer.
    pub fit_recent: usize,
    /// How many that fit as well are named more often.
    pub fit_often: usize,
}

/// How much a topic stands in the way of what was named before it.
fn barrier_of(n: &Named) -> usize {
    use EntityType::*;
    let heavy = matches!(n.kind, Company | Place | Zone | Project | Organization | Government | Industry);
    match n.distance {
        Distance::Clause if heavy => 2,
        Distance::Sentence if heavy => 1,
        _ => 0,
    }
}

/// A figure that looks for its subject.
pub struct Here<'s, 'a> {
    pub scene: &'s Scene<'a>,
    pub view: View<'s>,
    pub figure: usize,
    pub span: Span,
    pub kind: char,
    /// The last characters of the metric.
    pub head: (char, char),
    pub metric: Option<Span>,
    /// The quantity before, in the same article.
    pub last: Option<usize>,
    pub stand_in: Option<StandIn>,
    pub place_in_list: Option<(usize, usize)>,
}

impl<'s, 'a> Here<'s, 'a> {
    pub fn new(scene: &'s Scene<'a>, figure: usize, view: View<'s>) -> Self {
        let f = &scene.figures[figure];
        let metric = view.metrics.get(figure).copied().flatten();
        let head = metric.map_or((NONE, NONE), |m| (scene.before(m.end, 2.min(m.len())), scene.before(m.end, 1)));
        Here {
            scene,
            view,
            figure,
            span: f.span,
            kind: kind_letter(f.kind),
            head,
            metric,
            last: scene.quantity_before_in_article(figure),
            stand_in: view.ground.stand_ins.before(scene, f.span),
            place_in_list: view.ground.figure_lists[figure],
        }
    }

    /// Mentions in reach, nearest first, each entity once; `seen` holds, of each entity, the last figure it was seen from.
    #[inline(never)]
    pub fn named(&self, seen: &mut [u32]) -> Vec<Named> {
        let (s, all) = (self.scene, &self.scene.entities.mentions);
        let split = all.partition_point(|m| m.span.start < self.span.start);
        let mut out: Vec<Named> = Vec::with_capacity(MEMORY + 8);
        let stamp = self.figure as u32 + 1;
        let mut take = |i: usize, after: bool| {
            let m = &all[i];
            if m.kind == EntityType::Role || seen[m.entity] == stamp {
                return false;
            }
            seen[m.entity] = stamp;
            let distance = s.distance(m.span.start, self.span.start);
            out.push(Named {
                mention: i,
                span: m.span,
                kind: m.kind,
                after,
                distance,
                blocked: 0,
                barrier: 0,
                fit: '-',
                fit_recent: 0,
                fit_often: 0,
            });
            true
        };
        let article = s.article(self.span.start);
        let mut room = MEMORY;
        let sentence = s.sentence(self.span.start);
        let in_sentence = |i: &usize| s.sentence(all[*i].span.start) == sentence;
        let mut before = (0..split).rev().take_while(in_sentence);
        while room > 0
            && let Some(i) = before.next()
        {
            room -= usize::from(take(i, false));
        }
        let near = |i: &usize| in_sentence(i) && s.clauses_between(all[*i].span.start, self.span.start) <= 1;
        let mut after = (split..all.len()).take_while(near);
        while room > 0
            && let Some(i) = after.next()
        {
            room -= usize::from(take(i, true));
        }
        if room > 0 {
            for i in (0..split).rev().skip_while(in_sentence).take(4 * MEMORY) {
                if room == 0 || s.article(all[i].span.start) != article {
                    break;
                }
                room -= usize::from(take(i, false));
            }
        }
        for &i in self.view.ground.prominence.leaders(article) {
            take(i, all[i].span.start > self.span.start);
        }
        let (mut topics, mut barrier) = (0, 0);
        for n in out.iter_mut().filter(|n| !n.after) {
            (n.blocked, n.barrier) = (topics, barrier);
            if self.view.ground.prominence.role(n.mention).leads() {
                topics += 1;
                barrier = barrier.max(barrier_of(n));
            }
        }
        self.resolve(&mut out);
        out
    }

    /// How each mention fits the stand-in of the sentence, and how it stands among those that fit as well.
    fn resolve(&self, named: &mut [Named]) {
        let Some(stand_in) = self.stand_in else { return };
        let s = self.scene;
        let often = |n: &Named| self.view.ground.prominence.of(n.mention).rank;
        named.iter_mut().for_each(|n| n.fit = anaphora::fit(s, stand_in, n.mention));
        let all: Vec<(char, usize)> = named.iter().map(|n| (n.fit, often(n))).collect();
        for (i, (n, &(fit, times))) in named.iter_mut().zip(&all).enumerate() {
            n.fit_recent = all[..i].iter().filter(|other| other.0 == fit).count();
            n.fit_often = all.iter().filter(|other| other.0 == fit && other.1 < times).count();
        }
    }

    /// The sort of stand-in in the sentence, upper case where it is not in the clause.
    pub fn pronoun_letter(&self) -> char {
        self.stand_in.map_or('-', |p| if p.near { p.sort.letter() } else { p.sort.letter().to_ascii_uppercase() })
    }
}
