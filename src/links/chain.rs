//! A chain of decisions: each figure chooses among its candidates, and neighbours agree or part.
//!
//! Forward and backward sums give each candidate its probability in view of the whole article, so that a
//! clear case later can settle an unclear one before it.

/// How the choices of two neighbouring figures can stand to each other.
pub const STEPS: usize = 8;

/// A candidate, as its neighbours see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// What is chosen: equal small numbers for equal choices; none for "it has none".
    pub choice: Option<u64>,
    /// How near the topic stands that was named since: 2 in the clause, 1 in the sentence, 0 farther or none.
    pub blocked: usize,
    /// Whether it was named after the neighbour before.
    pub fresh: bool,
}

impl State {
    /// How a choice stands to the same one of the figure before: a number below [`STEPS`].
    ///
    /// From nobody to nobody it is 0, from nobody to somebody 1, from somebody to nobody 2.
    fn same(self) -> usize {
        3 + self.blocked.min(2)
    }

    /// How a choice stands to another one of the figure before.
    fn other(self) -> usize {
        if self.fresh { 6 } else { 7 }
    }
}

/// A figure with the scores of its candidates, and of each way to step to it; no steps where a chain begins.
#[derive(Debug, Clone)]
pub struct Link<'s> {
    /// The candidates.
    pub states: &'s [State],
    /// Their scores.
    pub scores: Vec<f32>,
    /// The scores of the steps from the figure before.
    pub steps: Option<[f32; STEPS]>,
}

/// What follows from the scores.
#[derive(Debug, Clone, Default)]
pub struct Marginals {
    /// Of each figure, the probabilities of its candidates.
    pub states: Vec<Vec<f32>>,
    /// Of each figure, the probabilities of the steps to it.
    pub steps: Vec<[f32; STEPS]>,
    /// Logarithm of the sum over all ways to choose.
    pub log_sum: f64,
}

/// The probabilities of all candidates and steps.
///
/// How two choices stand to each other depends only on whether they are the same and on the later one, so sums over
/// the earlier ones are taken once for all that differ, and the work grows with the candidates, not with their pairs.
pub fn marginals(chain: &[Link]) -> Marginals {
    marginals_of(chain, true)
}

/// The same without the probabilities of steps, which only training asks for.
pub fn likelihoods(chain: &[Link]) -> Marginals {
    marginals_of(chain, false)
}

#[inline(never)]
fn marginals_of(chain: &[Link], with_steps: bool) -> Marginals {
    let mut out = Marginals::default();
    let weights: Vec<Vec<f32>> = chain.iter().map(|link| out.weigh(&link.scores)).collect();
    let steps: Vec<Option<[f32; STEPS]>> = chain.iter().map(|link| link.steps.map(|s| s.map(f32::exp))).collect();
    let mut sums = Sums::new(chain);
    let mut forward: Vec<Vec<f32>> = Vec::with_capacity(chain.len());
    for (i, link) in chain.iter().enumerate() {
        let mut here = weights[i].clone();
        if let (Some(step), Some(before)) = (&steps[i], forward.last()) {
            let from = sums.collect(i - 1, before.iter().map(|&p| [p, 0.0]));
            for (k, (value, state)) in here.iter_mut().zip(link.states).enumerate() {
                *value *= match sums.of(i, k) {
                    None => from.nobody[0] * step[0] + from.somebody[0] * step[2],
                    Some([same, _]) => {
                        let others = (from.somebody[0] - same).max(0.0);
                        from.nobody[0] * step[1] + same * step[state.same()] + others * step[state.other()]
                    }
                };
            }
            sums.forget(i - 1);
        }
        out.log_sum += f64::from(normalise(&mut here).ln());
        forward.push(here);
    }
    let mut backward: Vec<f32> = vec![1.0; chain.last().map_or(0, |l| l.states.len())];
    for i in (0..chain.len()).rev() {
        let mut here: Vec<f32> = forward[i].iter().zip(&backward).map(|(a, b)| a * b).collect();
        normalise(&mut here);
        out.states.push(here);
        out.steps.push([0.0; STEPS]);
        let Some(before) = i.checked_sub(1) else { break };
        let Some(step) = &steps[i] else {
            backward = vec![1.0; chain[before].states.len()];
            continue;
        };
        let ahead: Vec<f32> = weights[i].iter().zip(&backward).map(|(w, b)| w * b).collect();
        let taken =
            with_steps.then(|| taken(&mut sums, [&chain[before], &chain[i]], before, &forward[before], &ahead, step));
        // What leads to the same choice, and what would lead to it from others.
        let states = chain[i].states.iter().zip(&ahead);
        let flows = states.map(|(to, a)| match to.choice {
            None => [*a, 0.0],
            Some(_) => [a * step[to.same()], a * step[to.other()]],
        });
        let to = sums.collect(i, flows);
        let somebody: f32 =
            chain[i].states.iter().zip(&ahead).filter(|(s, _)| s.choice.is_some()).map(|(_, a)| a).sum();
        let nobody = to.nobody[0];
        backward = (0..chain[before].states.len())
            .map(|k| match sums.of(before, k) {
                None => nobody * step[0] + somebody * step[1],
                Some([same, other]) => nobody * step[2] + same + (to.somebody[1] - other).max(0.0),
            })
            .collect();
        sums.forget(i);
        normalise(&mut backward);
        if let (Some(last), Some(taken)) = (out.steps.last_mut(), taken) {
            *last = taken;
        }
    }
    out.states.reverse();
    out.steps.reverse();
    out
}

/// The probabilities of the steps between two figures.
fn taken(
    sums: &mut Sums,
    [from, to]: [&Link; 2],
    before: usize,
    forward: &[f32],
    ahead: &[f32],
    step: &[f32; STEPS],
) -> [f32; STEPS] {
    debug_assert_eq!(from.states.len(), forward.len());
    let mut out = [0.0; STEPS];
    let past = sums.collect(before, forward.iter().map(|&p| [p, 0.0]));
    for (k, (state, a)) in to.states.iter().zip(ahead).enumerate() {
        match sums.of(before + 1, k) {
            None => {
                out[0] += past.nobody[0] * a;
                out[2] += past.somebody[0] * a;
            }
            Some([same, _]) => {
                out[1] += past.nobody[0] * a;
                out[state.same()] += same * a;
                out[state.other()] += (past.somebody[0] - same).max(0.0) * a;
            }
        }
    }
    sums.forget(before);
    out.iter_mut().zip(step).for_each(|(taken, step)| *taken *= step);
    normalise(&mut out);
    out
}

/// Sums over the states of a figure, by choice.
struct Sums<'c> {
    chain: &'c [Link<'c>],
    by_choice: Vec<[f32; 2]>,
}

/// Sums over all states of a figure.
#[derive(Default)]
struct Total {
    nobody: [f32; 2],
    somebody: [f32; 2],
}

impl<'c> Sums<'c> {
    fn new(chain: &'c [Link<'c>]) -> Self {
        let choices = chain.iter().flat_map(|link| link.states).filter_map(|state| state.choice);
        Sums { chain, by_choice: vec![[0.0; 2]; choices.max().map_or(0, |last| last as usize + 1)] }
    }

    /// Sums up the values of a figure's states, until they are forgotten.
    fn collect(&mut self, figure: usize, values: impl Iterator<Item = [f32; 2]>) -> Total {
        let mut total = Total::default();
        for (state, value) in self.chain[figure].states.iter().zip(values) {
            if let Some(choice) = state.choice {
                add(&mut total.somebody, value);
                add(&mut self.by_choice[choice as usize], value);
            } else {
                add(&mut total.nobody, value);
            }
        }
        total
    }

    /// The sums for the choice of a state; none for nobody.
    fn of(&self, figure: usize, state: usize) -> Option<[f32; 2]> {
        self.chain[figure].states[state].choice.map(|choice| self.by_choice[choice as usize])
    }

    fn forget(&mut self, figure: usize) {
        for choice in self.chain[figure].states.iter().filter_map(|state| state.choice) {
            self.by_choice[choice as usize] = [0.0; 2];
        }
    }
}

fn add(sum: &mut [f32; 2], value: [f32; 2]) {
    sum.iter_mut().zip(value).for_each(|(s, v)| *s += v);
}

impl Marginals {
    /// Scores to weights of which the largest is one.
    fn weigh(&mut self, scores: &[f32]) -> Vec<f32> {
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        if !top.is_finite() {
            return vec![1.0; scores.len()];
        }
        self.log_sum += f64::from(top);
        scores.iter().map(|s| (s - top).exp()).collect()
    }
}

/// Makes values sum to one; gives what they summed to.
fn normalise(values: &mut [f32]) -> f32 {
    let sum: f32 = values.iter().sum();
    if sum > 0.0 {
        values.iter_mut().for_each(|v| *v /= sum);
        return sum;
    }
    1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: [State; 3] = [
        State { choice: None, blocked: 0, fresh: false },
        State { choice: Some(1), blocked: 0, fresh: false },
        State { choice: Some(2), blocked: 1, fresh: true },
    ];

    #[test]
    fn a_clear_neighbour_settles_an_unclear_one() {
        let mut steps = [0.0; STEPS];
        steps[3] = 3.0;
        steps[4] = 3.0;
        let unclear = Link { states: &STATES, scores: vec![0.0, 0.0, 0.0], steps: None };
        let clear = Link { states: &STATES, scores: vec![0.0, 5.0, 0.0], steps: Some(steps) };
        let found = marginals(&[unclear, clear]);
        assert!(found.states[0][1] > 0.8, "{found:?}");
        assert!(found.states.iter().all(|s| (s.iter().sum::<f32>() - 1.0).abs() < 1e-4));
        assert!((found.steps[1].iter().sum::<f32>() - 1.0).abs() < 1e-4);
    }

    fn step(to: State, before: State) -> usize {
        match (before.choice, to.choice) {
            (None, None) => 0,
            (None, Some(_)) => 1,
            (Some(_), None) => 2,
            (Some(a), Some(b)) if a == b => to.same(),
            _ => to.other(),
        }
    }

    #[test]
    fn the_sum_is_over_all_ways_to_choose() {
        let link = |steps| Link { states: &STATES, scores: vec![0.5, -1.0, 2.0], steps };
        let steps = std::array::from_fn(|i| i as f32 * 0.1);
        let found = marginals(&[link(None), link(Some(steps))]);
        let mut sum = 0.0f64;
        for (a, from) in STATES.iter().enumerate() {
            for (b, to) in STATES.iter().enumerate() {
                let scores = link(None).scores;
                sum += f64::from((scores[a] + scores[b] + steps[step(*to, *from)]).exp());
            }
        }
        assert!((found.log_sum - sum.ln()).abs() < 1e-4, "{} {}", found.log_sum, sum.ln());
        assert!(marginals(&[]).states.is_empty());
    }
}
