//! L-BFGS, and OWL-QN where an L1 term is asked for (Andrew & Gao 2007). Deterministic.

/// What to minimise with.
pub struct Settings {
    pub l1: f32,
    pub l2: f32,
    pub iterations: usize,
    /// Stop when the objective fell by less than this share over ten steps.
    pub tolerance: f64,
    pub quiet: bool,
}

const HISTORY: usize = 6;

/// Minimises `loss(x, gradient) -> value` plus `l2/2·|x|² + l1·|x|₁`, beginning from `x`.
pub fn minimise(x: &mut Vec<f32>, settings: &Settings, mut loss: impl FnMut(&[f32], &mut [f32]) -> f64) {
    let n = x.len();
    let mut smooth = |x: &[f32], g: &mut [f32]| {
        let mut value = loss(x, g);
        for (g, x) in g.iter_mut().zip(x) {
            *g += settings.l2 * x;
        }
        value += f64::from(settings.l2) / 2.0 * dot(x, x);
        value + f64::from(settings.l1) * x.iter().map(|x| f64::from(x.abs())).sum::<f64>()
    };
    let mut g = vec![0.0; n];
    let mut value = smooth(x, &mut g);
    let mut steps: Vec<(Vec<f32>, Vec<f32>, f64)> = Vec::new();
    let mut values = vec![value];
    for iteration in 0..settings.iterations {
        let pseudo: Vec<f32> = x.iter().zip(&g).map(|(&x, &g)| pseudo_gradient(x, g, settings.l1)).collect();
        let mut d = direction(&pseudo, &steps);
        if settings.l1 > 0.0 {
            d.iter_mut().zip(&pseudo).filter(|(d, p)| **d * **p >= 0.0).for_each(|(d, _)| *d = 0.0);
        }
        let slope = dot(&d, &pseudo);
        if slope >= 0.0 {
            break;
        }
        let mut step = if iteration == 0 { 1.0 / dot(&pseudo, &pseudo).sqrt().max(1e-9) } else { 1.0 } as f32;
        let (mut next, mut next_g, mut next_value) = (vec![0.0; n], vec![0.0; n], f64::INFINITY);
        for _ in 0..20 {
            for i in 0..n {
                let moved = x[i] + step * d[i];
                let orthant = if x[i] != 0.0 { x[i] } else { -pseudo[i] };
                next[i] = if settings.l1 > 0.0 && moved * orthant < 0.0 { 0.0 } else { moved };
            }
            next_g.fill(0.0);
            next_value = smooth(&next, &mut next_g);
            if next_value <= value + 1e-4 * f64::from(step) * slope {
                break;
            }
            step *= 0.5;
        }
        if next_value >= value {
            break;
        }
        let s: Vec<f32> = next.iter().zip(x.iter()).map(|(a, b)| a - b).collect();
        let y: Vec<f32> = next_g.iter().zip(&g).map(|(a, b)| a - b).collect();
        let sy = dot(&s, &y);
        if sy > 1e-10 {
            if steps.len() == HISTORY {
                steps.remove(0);
            }
            steps.push((s, y, 1.0 / sy));
        }
        std::mem::swap(x, &mut next);
        std::mem::swap(&mut g, &mut next_g);
        value = next_value;
        values.push(value);
        if !settings.quiet && iteration % 20 == 0 {
            eprintln!("  step {iteration}: {value:.1}");
        }
        if values.len() > 10 && values[values.len() - 11] - value < settings.tolerance * value {
            break;
        }
    }
}

fn pseudo_gradient(x: f32, g: f32, l1: f32) -> f32 {
    if x > 0.0 {
        g + l1
    } else if x < 0.0 {
        g - l1
    } else if g + l1 < 0.0 {
        g + l1
    } else if g - l1 > 0.0 {
        g - l1
    } else {
        0.0
    }
}

/// The two-loop recursion.
fn direction(gradient: &[f32], steps: &[(Vec<f32>, Vec<f32>, f64)]) -> Vec<f32> {
    let mut d: Vec<f32> = gradient.iter().map(|g| -g).collect();
    let mut alphas = Vec::new();
    for (s, y, rho) in steps.iter().rev() {
        let alpha = rho * dot(s, &d);
        add(&mut d, -alpha as f32, y);
        alphas.push(alpha);
    }
    if let Some((_, y, rho)) = steps.last() {
        let gamma = (1.0 / (rho * dot(y, y))) as f32;
        d.iter_mut().for_each(|d| *d *= gamma);
    }
    for ((s, y, rho), alpha) in steps.iter().zip(alphas.iter().rev()) {
        let beta = rho * dot(y, &d);
        add(&mut d, (alpha - beta) as f32, s);
    }
    d
}

fn add(to: &mut [f32], factor: f32, from: &[f32]) {
    to.iter_mut().zip(from).for_each(|(t, f)| *t += factor * f);
}

/// Summed in chunks, so that single precision does not lose small terms and the loop is quick.
fn dot(a: &[f32], b: &[f32]) -> f64 {
    a.chunks(64).zip(b.chunks(64)).map(|(a, b)| f64::from(a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>())).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bowl(x: &[f32], g: &mut [f32]) -> f64 {
        let centre = [3.0, -0.5, 0.2];
        let mut value = 0.0;
        for i in 0..3 {
            g[i] += 2.0 * (x[i] - centre[i]);
            value += f64::from((x[i] - centre[i]).powi(2));
        }
        value
    }

    #[test]
    fn the_bottom_of_a_bowl_is_found() {
        let mut x = vec![0.0; 3];
        minimise(&mut x, &Settings { l1: 0.0, l2: 0.0, iterations: 50, tolerance: 0.0, quiet: true }, bowl);
        assert!((x[0] - 3.0).abs() < 1e-3 && (x[1] + 0.5).abs() < 1e-3);
    }

    #[test]
    fn an_l1_term_makes_small_weights_nothing() {
        let mut x = vec![0.0; 3];
        minimise(&mut x, &Settings { l1: 0.6, l2: 0.0, iterations: 50, tolerance: 0.0, quiet: true }, bowl);
        assert!((x[0] - 2.7).abs() < 1e-3 && x[2] == 0.0);
    }
}
