//! The ledger as callers see it: every span mapped back to the pasted text, once.

use super::{Batch, Cells, Commitment, Fact, Incentive, Indicator, Ledger, Mechanism, Problems, Project};
use crate::figures::Figure;
use crate::model::{self, FigureKind, Value};
use crate::text::{Span, Text};

/// The ledger's tables as part of the result.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub struct Tables {
    pub projects: Vec<model::Project>,
    pub batches: Vec<model::Batch>,
    pub indicators: Vec<model::Indicator>,
    pub commitments: Vec<model::Commitment>,
    pub problems: Vec<model::Problems>,
    pub incentives: Vec<model::Incentive>,
    pub mechanisms: Vec<model::Mechanism>,
}

/// Where a part stands in its text: what is to be added to its places and numbers.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Base<'a> {
    pub chars: usize,
    pub figures: usize,
    pub projects: usize,
    pub batches: usize,
    /// Of each entity of the part, its number in the text.
    pub entities: &'a [usize],
}

/// Maps the spans of a part's ledger to the pasted text, and its numbers to those of the text; `figures` are the part's.
pub fn publish(text: &Text, figures: &[Figure], ledger: &Ledger, base: Base) -> Tables {
    let raw = Raw { text, figures, base };
    Tables {
        projects: ledger.projects.iter().map(|p| raw.project(p)).collect(),
        batches: ledger.batches.iter().map(|b| raw.batch(b)).collect(),
        indicators: ledger.indicators.iter().map(|i| raw.indicator(i)).collect(),
        commitments: ledger.commitments.iter().map(|c| raw.commitment(c)).collect(),
        problems: ledger.problems.iter().map(|p| raw.problems(p)).collect(),
        incentives: ledger.incentives.iter().map(|i| raw.incentive(i)).collect(),
        mechanisms: ledger.mechanisms.iter().map(|m| raw.mechanism(m)).collect(),
    }
}

struct Raw<'a> {
    text: &'a Text,
    figures: &'a [Figure],
    base: Base<'a>,
}

impl Raw<'_> {
    fn span(&self, span: Span) -> model::Span {
        self.text.raw_span(span.on(self.base.chars))
    }

    fn figure(&self, figure: Option<usize>) -> Option<usize> {
        figure.map(|f| f + self.base.figures)
    }

    fn facts(&self, facts: &[Fact]) -> Vec<model::Fact> {
        let fact =
            |f: &Fact| model::Fact { name: f.name.clone(), figure: f.figure + self.base.figures, status: f.status };
        facts.iter().map(fact).collect()
    }

    /// Words as the pasted text has them, where they stand there in one piece.
    fn words(&self, cleaned: &Option<String>, span: Option<Span>) -> Option<String> {
        let cleaned = cleaned.as_ref()?;
        let raw: String =
            span.map_or(String::new(), |s| self.span(s).text.chars().filter(|c| !c.is_control()).collect());
        Some(if raw.chars().count() == cleaned.chars().count() { raw } else { cleaned.clone() })
    }

    fn maybe(&self, span: Option<Span>) -> Option<model::Span> {
        span.map(|s| self.span(s))
    }

    fn spans(&self, spans: &[Span]) -> Vec<model::Span> {
        spans.iter().map(|&s| self.span(s)).collect()
    }

    #[inline(never)]
    fn project(&self, p: &Project) -> model::Project {
        let stage = |s: &super::StageRecord| model::StageRecord {
            stage: s.stage,
            date: s.date.clone(),
            when: self.maybe(s.when),
            status: s.status,
            evidence: self.span(s.evidence),
        };
        let duration = |d: &super::StageDuration| model::StageDuration {
            from: d.from,
            to: d.to,
            figure: d.figure + self.base.figures,
            status: d.status,
            evidence: self.span(d.evidence),
        };
        model::Project {
            entity: p.entity.map(|e| self.base.entities[e]),
            name: self.words(&p.name, p.cells.name),
            company: self.words(&p.company, p.cells.company),
            place: self.words(&p.place, p.cells.place),
            stage: p.stage,
            stages: p.stages.iter().map(stage).collect(),
            durations: p.durations.iter().map(duration).collect(),
            investment: p.investment.as_ref().and_then(|(figure, phase)| self.investment(*figure, phase)),
            phases: self.facts(&p.phases),
            facts: self.facts(&p.facts),
            content: self.words(&p.content, p.cells.content),
            parent: self.maybe(p.parent),
            industry: self.maybe(p.industry),
            charge: self.spans(&p.charge),
            funds: self.spans(&p.funds),
            pool: self.maybe(p.pool),
            batch: p.batch.map(|b| b + self.base.batches),
            cells: self.cells(&p.cells),
            confidence: p.confidence,
            evidence: self.spans(&p.evidence),
        }
    }

    fn cells(&self, c: &Cells) -> model::ProjectCells {
        model::ProjectCells {
            name: self.maybe(c.name),
            company: self.maybe(c.company),
            place: self.maybe(c.place),
            stage: self.maybe(c.stage),
            content: self.maybe(c.content),
        }
    }

    fn investment(&self, index: usize, phase: &Option<String>) -> Option<model::Investment> {
        let figure = self.figures.get(index).filter(|f| f.kind == FigureKind::Money)?;
        let unit = figure.unit.as_deref().unwrap_or("CNY").to_string();
        matches!(figure.value, Value::Number(_) | Value::Range(..)).then(|| model::Investment {
            value: figure.value.clone(),
            unit,
            figure: index + self.base.figures,
            phase: phase.clone(),
        })
    }

    fn batch(&self, b: &Batch) -> model::Batch {
        let part = |p: &super::BatchPart| model::BatchPart {
            label: self.span(p.label),
            threshold: self.figure(p.threshold),
            count: p.count + self.base.figures,
            sum: self.figure(p.sum),
        };
        model::Batch {
            stage: b.stage,
            date: b.date.clone(),
            place: self.maybe(b.place),
            count: b.count + self.base.figures,
            sum: self.figure(b.sum),
            parts: b.parts.iter().map(part).collect(),
            members: b.members.iter().map(|m| m + self.base.projects).collect(),
            evidence: self.span(b.evidence),
        }
    }

    fn indicator(&self, i: &Indicator) -> model::Indicator {
        model::Indicator {
            metric: self.span(i.metric),
            subject: self.maybe(i.subject),
            period: self.maybe(i.period),
            interval: i.interval.clone(),
            figure: self.figure(i.figure),
            change: self.figure(i.change),
            rank: self.figure(i.rank),
            completion: self.figure(i.completion),
            threshold: self.figure(i.threshold),
            evidence: self.span(i.evidence),
        }
    }

    fn commitment(&self, c: &Commitment) -> model::Commitment {
        model::Commitment {
            status: c.status,
            what: self.span(c.what),
            who: self.maybe(c.who),
            figure: c.figure + self.base.figures,
            before: self.figure(c.before),
            evidence: self.span(c.evidence),
        }
    }

    fn problems(&self, p: &Problems) -> model::Problems {
        model::Problems {
            body: self.maybe(p.body),
            period: self.maybe(p.period),
            collected: self.figure(p.collected),
            solved: self.figure(p.solved),
            rate: self.figure(p.rate),
            satisfaction: self.figure(p.satisfaction),
            visits: self.figure(p.visits),
            staff: self.figure(p.staff),
            evidence: self.span(p.evidence),
        }
    }

    fn incentive(&self, i: &Incentive) -> model::Incentive {
        model::Incentive {
            kind: i.kind.to_string(),
            what: self.span(i.what),
            giver: self.maybe(i.giver),
            taker: self.maybe(i.taker),
            figures: i.figures.iter().map(|f| f + self.base.figures).collect(),
            evidence: self.span(i.evidence),
        }
    }

    fn mechanism(&self, m: &Mechanism) -> model::Mechanism {
        model::Mechanism {
            kind: m.kind.to_string(),
            name: self.span(m.name),
            who: self.maybe(m.who),
            parts: self.spans(&m.parts),
            facts: self.facts(&m.facts),
            evidence: self.span(m.evidence),
        }
    }
}
