//! L-BFGS: minimises a smooth function from its gradients.

use std::collections::VecDeque;

const STEPS: usize = 60;
const MEMORY: usize = 8;
/// The search ends where a step gains less than this share of the value.
const ENOUGH: f32 = 1e-4;

/// The place where `value` is smallest, starting from zero; `value` fills in the gradient.
pub fn minimise(n: usize, value: impl Fn(&[f32], &mut [f32]) -> f32) -> Vec<f32> {
    let (mut x, mut g) = (vec![0f32; n], vec![0f32; n]);
    let mut at = value(&x, &mut g);
    let mut past: VecDeque<(Vec<f32>, Vec<f32>, f32)> = VecDeque::new();
    for step in 0..STEPS {
        let direction = towards(&g, &past);
        let slope = dot(&direction, &g);
        if slope >= 0.0 {
            break;
        }
        let mut length = if step == 0 { 1.0 / dot(&g, &g).sqrt().max(1.0) } else { 1.0 };
        let (mut next, mut next_g) = (vec![0f32; n], vec![0f32; n]);
        let mut then = f32::INFINITY;
        for _ in 0..20 {
            next.iter_mut().zip(&x).zip(&direction).for_each(|((y, x), d)| *y = x + length * d);
            then = value(&next, &mut next_g);
            if then <= at + 1e-4 * length * slope {
                break;
            }
            length *= 0.5;
        }
        if then.is_nan() || then >= at {
            break;
        }
        let s: Vec<f32> = next.iter().zip(&x).map(|(a, b)| a - b).collect();
        let y: Vec<f32> = next_g.iter().zip(&g).map(|(a, b)| a - b).collect();
        let sy = dot(&s, &y);
        if sy > 1e-10 {
            past.push_back((s, y, 1.0 / sy));
            if past.len() > MEMORY {
                past.pop_front();
            }
        }
        let gain = at - then;
        (x, g, at) = (next, next_g, then);
        if step > 5 && gain < ENOUGH * at.abs() {
            break;
        }
    }
    x
}

/// The two-loop recursion: minus the gradient, bent by what was learnt of the curvature.
fn towards(g: &[f32], past: &VecDeque<(Vec<f32>, Vec<f32>, f32)>) -> Vec<f32> {
    let mut q: Vec<f32> = g.iter().map(|v| -v).collect();
    let mut alphas = Vec::with_capacity(past.len());
    for (s, y, rho) in past.iter().rev() {
        let alpha = rho * dot(s, &q);
        q.iter_mut().zip(y).for_each(|(q, y)| *q -= alpha * y);
        alphas.push(alpha);
    }
    if let Some((_, y, rho)) = past.back() {
        let scale = 1.0 / (rho * dot(y, y));
        q.iter_mut().for_each(|q| *q *= scale);
    }
    for ((s, y, rho), alpha) in past.iter().zip(alphas.into_iter().rev()) {
        let beta = rho * dot(y, &q);
        q.iter_mut().zip(s).for_each(|(q, s)| *q += (alpha - beta) * s);
    }
    q
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| f64::from(a * b)).sum::<f64>() as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_finds_the_bottom_of_a_bowl() {
        let bowl = |x: &[f32], g: &mut [f32]| {
            g[0] = 2.0 * (x[0] - 3.0);
            g[1] = 20.0 * (x[1] + 1.0);
            (x[0] - 3.0).powi(2) + 10.0 * (x[1] + 1.0).powi(2)
        };
        let x = minimise(2, bowl);
        assert!((x[0] - 3.0).abs() < 0.05 && (x[1] + 1.0).abs() < 0.05, "{x:?}");
    }
}
