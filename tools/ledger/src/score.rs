//! The measure that the annotation guide asks for.

use crate::gold::GoldProject;
use shiju::model::Value;

/// A record as the program gives it.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub name: String,
    pub company: String,
    pub place: String,
    pub stage: String,
    pub investment: Option<Value>,
}

/// Share of the longer string covered by the longest common substring.
pub fn overlap(a: &str, b: &str) -> f64 {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let mut best = 0;
    let mut row = vec![0usize; b.len() + 1];
    for x in &a {
        let mut corner = 0;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == y { corner + 1 } else { 0 };
            corner = up;
            best = best.max(row[j + 1]);
        }
    }
    best as f64 / a.len().max(b.len()) as f64
}

pub fn same_value(value: Option<&Value>, gold: &serde_json::Value) -> bool {
    let same = |a: f64, b: f64| (a - b).abs() <= 1e-6 * b.abs().max(1.0);
    match (value, gold) {
        (Some(Value::Number(n)), serde_json::Value::Number(g)) => g.as_f64().is_some_and(|g| same(*n, g)),
        (Some(Value::Range(a, b)), serde_json::Value::Array(g)) => {
            g.first().and_then(|x| x.as_f64()).is_some_and(|x| same(*a, x))
                && g.get(1).and_then(|x| x.as_f64()).is_some_and(|x| same(*b, x))
        }
        _ => false,
    }
}

/// Pairs annotated records with rows as `score.py` does: (gold, row).
fn pair(gold: &[GoldProject], rows: &[Row]) -> Vec<(usize, usize)> {
    let mut free: Vec<usize> = (0..rows.len()).collect();
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        let close = |r: usize| {
            overlap(&rows[r].name, g.name.as_deref().unwrap_or(""))
                .max(overlap(&rows[r].company, g.company.as_deref().unwrap_or("")))
        };
        let mut best: Option<(usize, f64)> = None;
        for (k, r) in free.iter().enumerate() {
            if best.is_none_or(|(_, c)| close(*r) > c) {
                best = Some((k, close(*r)));
            }
        }
        if let Some((k, c)) = best.filter(|(_, c)| *c >= 0.6) {
            let _ = c;
            pairs.push((i, free.remove(k)));
        }
    }
    pairs
}

/// Counts over many articles.
#[derive(Debug, Default)]
pub struct Tally {
    pub hit: usize,
    pub rows: usize,
    pub gold: usize,
    pub fields: [(usize, usize); 4],
    /// Firms whose names are right to the letter.
    pub exact: usize,
    /// Firms where none is annotated.
    pub made_up: usize,
}

pub const FIELDS: [&str; 4] = ["investment", "stage", "company", "place"];

impl Tally {
    /// Adds an article; gives back what is wrong with it.
    pub fn add(&mut self, gold: &[GoldProject], rows: &[Row]) -> Vec<String> {
        let pairs = pair(gold, rows);
        self.hit += pairs.len();
        self.rows += rows.len();
        self.gold += gold.len();
        let mut wrong = Vec::new();
        for (i, g) in gold.iter().enumerate().filter(|(i, _)| !pairs.iter().any(|p| p.0 == *i)) {
            wrong.push(format!("missed #{i} {:?} {:?}", g.name, g.company));
        }
        for (_, r) in rows.iter().enumerate().filter(|(i, _)| !pairs.iter().any(|p| p.1 == *i)) {
            wrong.push(format!("extra {} | {}", r.name, r.company));
        }
        for (g, r) in pairs {
            let (g, r) = (&gold[g], &rows[r]);
            self.exact += usize::from(g.company.as_ref() == Some(&r.company));
            self.made_up += usize::from(g.company.is_none() && !r.company.is_empty());
            let text = |x: &Option<String>| x.clone().filter(|x| !x.is_empty());
            let money = (!g.investment.is_null()).then(|| g.investment.to_string());
            let checks = [
                (money, format!("{:?}", r.investment), same_value(r.investment.as_ref(), &g.investment)),
                (text(&g.stage), r.stage.clone(), g.stage.as_deref() == Some(&r.stage)),
                (text(&g.company), r.company.clone(), overlap(&r.company, g.company.as_deref().unwrap_or("")) >= 0.6),
                (
                    text(&g.zone_or_place),
                    r.place.clone(),
                    overlap(&r.place, g.zone_or_place.as_deref().unwrap_or("")) >= 0.5,
                ),
            ];
            for (k, (wanted, got, ok)) in checks.into_iter().enumerate() {
                let Some(wanted) = wanted else { continue };
                self.fields[k].1 += 1;
                self.fields[k].0 += usize::from(ok);
                if !ok {
                    let who = if r.name.is_empty() { &r.company } else { &r.name };
                    wrong.push(format!("{} of {who}: {got} (gold {wanted})", FIELDS[k]));
                }
            }
        }
        wrong
    }

    pub fn report(&self) -> String {
        let (p, r) = (self.hit as f64 / self.rows.max(1) as f64, self.hit as f64 / self.gold.max(1) as f64);
        let f1 = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let fields =
            FIELDS.iter().zip(&self.fields).map(|(n, (a, b))| format!("{n} {:.3}", *a as f64 / (*b).max(1) as f64));
        let exact = self.exact as f64 / self.fields[2].1.max(1) as f64;
        let fields = fields.collect::<Vec<_>>().join("  ");
        format!(
            "project p {p:.3} r {r:.3} f1 {f1:.3}  {fields}  firm to the letter {exact:.3}, made up {}",
            self.made_up
        )
    }
}
