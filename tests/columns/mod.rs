//! Articles to set pages from, and what a page is read as.

use shiju::model::Order;
use shiju::page::{self, Choice, Choices};

/// The same numbers on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }
}

/// Of the trainer's texts those that hold long articles.
const TEXTS: &str = "agri2 agri3 bio bridges3 chainmasters chains companies conference county dense3 economy enterprise3 environment expos finalmix finance2 finance3 foods foreign2 ground hospital2 industry lanes leftedge leftedge2 lowsky naturevillage newsday newtowns official official2 outbound park3 parks2 plain police2 pretty products2 products3 profiles2 projects projects3 quoted2 quotes rails reports robots shipping shortnames shorts2 signings slogans slogans2 slogans3 sports2 station2 supplements2 textile tourism2 towns2 transport2 verbs2 village4 villages3 walks waters ways xy zones2";

/// Articles, each with its paragraphs; the first is the headline.
pub fn articles() -> Vec<Vec<String>> {
    let file =
        |name| std::fs::read_to_string(format!("tools/trainer/texts/{name}.txt")).expect("a text of the trainer");
    let texts = TEXTS.split_whitespace().map(file);
    let all: Vec<String> = texts.flat_map(|text| text.split("%%\n").map(plain).collect::<Vec<_>>()).collect();
    let paragraphs = |text: &String| text.lines().map(str::trim).filter(|l| !l.is_empty()).map(String::from).collect();
    let whole = |article: &Vec<String>| {
        let body = article.get(1..).unwrap_or_default();
        body.iter().map(|p| p.chars().count()).sum::<usize>() >= 240
            && body.iter().all(|p| p.ends_with(['。', '”', '！']) && p.chars().count() > 30)
            && article[0].chars().count() < 30
    };
    all.iter().map(paragraphs).filter(whole).collect()
}

/// A text without its annotations: `{l:江州}签约` is 江州签约.
fn plain(marked: &str) -> String {
    let mut out = String::new();
    let mut chars = marked.chars();
    while let Some(c) = chars.next() {
        match c {
            '{' => drop(chars.by_ref().nth(1)),
            '}' => {}
            _ => out.push(c),
        }
    }
    out
}

pub fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The words of the articles as they are read, and what is said of their order.
pub fn read(raw: &str, choices: &[Choice]) -> (String, Option<Order>) {
    let page = page::split_as(raw, &Choices::new(raw, choices));
    let pieces = || page.articles.iter().flat_map(|a| &a.blocks).flat_map(|b| &b.pieces);
    (pieces().map(|p| bare(&raw[p.clone()])).collect(), page.articles.iter().find_map(|a| a.order))
}
