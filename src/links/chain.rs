//! A chain of decisions: each figure chooses among its candidates, and neighbours agree or part.
//!
//! Forward and backward sums give each candidate its probability in view of the whole article, so that a
//! clear case later can settle an unclear one before it.

/// How the choices of two neighbouring figures can stand to each other.
pub const STEPS: usize = 8;

/// A candidate, as its neighbours see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// What is chosen: equal for equal choices; none for "it has none".
    pub choice: Option<u64>,
    /// How near the topic stands that was named since: 2 in the clause, 1 in the sentence, 0 farther or none.
    pub blocked: usize,
    /// Whether it was named after the neighbour before.
    pub fresh: bool,
}

impl State {
    /// How a choice stands to the one of the figure before, from 0 to [`STEPS`].
    pub fn step_from(self, before: State) -> usize {
        match (before.choice, self.choice) {
            (None, None) => 0,
            (None, Some(_)) => 1,
            (Some(_), None) => 2,
            (Some(a), Some(b)) if a == b => 3 + self.blocked.min(2),
            _ if self.fresh => 6,
            _ => 7,
        }
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
pub fn marginals(chain: &[Link]) -> Marginals {
    let mut out = Marginals::default();
    let weights: Vec<Vec<f32>> = chain.iter().map(|link| out.weigh(&link.scores)).collect();
    let steps: Vec<Option<[f32; STEPS]>> = chain.iter().map(|link| link.steps.map(|s| s.map(f32::exp))).collect();
    let mut forward: Vec<Vec<f32>> = Vec::with_capacity(chain.len());
    for (i, link) in chain.iter().enumerate() {
        let mut here = weights[i].clone();
        if let (Some(step), Some(before)) = (&steps[i], forward.last()) {
            for (value, state) in here.iter_mut().zip(link.states) {
                let from = chain[i - 1].states.iter().zip(before);
                *value *= from.map(|(s, p)| p * step[state.step_from(*s)]).sum::<f32>();
            }
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
        let mut taken = [0.0; STEPS];
        backward = (chain[before].states.iter().zip(&forward[before]))
            .map(|(from, p)| {
                let mut sum = 0.0;
                for (to, a) in chain[i].states.iter().zip(&ahead) {
                    let class = to.step_from(*from);
                    let flow = step[class] * a;
                    taken[class] += p * flow;
                    sum += flow;
                }
                sum
            })
            .collect();
        normalise(&mut taken);
        normalise(&mut backward);
        *out.steps.last_mut().expect("just pushed") = taken;
    }
    out.states.reverse();
    out.steps.reverse();
    out
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

    #[test]
    fn the_sum_is_over_all_ways_to_choose() {
        let link = |steps| Link { states: &STATES, scores: vec![0.5, -1.0, 2.0], steps };
        let steps = std::array::from_fn(|i| i as f32 * 0.1);
        let found = marginals(&[link(None), link(Some(steps))]);
        let mut sum = 0.0f64;
        for (a, from) in STATES.iter().enumerate() {
            for (b, to) in STATES.iter().enumerate() {
                let scores = link(None).scores;
                sum += f64::from((scores[a] + scores[b] + steps[to.step_from(*from)]).exp());
            }
        }
        assert!((found.log_sum - sum.ln()).abs() < 1e-4, "{} {}", found.log_sum, sum.ln());
        assert!(marginals(&[]).states.is_empty());
    }
}
