//! Trains the ledger's ranker on annotated articles and measures it.
//!
//! `ledger cv TRAIN` cross-validates by article; `ledger train TRAIN WEIGHTS.tsv` writes the weights;
//! `ledger score DIR` measures the bundled ones; `ledger try TRAIN DIR...` trains and measures without writing;
//! `ledger pages` measures them on the invented reports of `texts/pages.txt`; `ledger oracle DIR` says what the
//! candidates reach at best. `--errors` shows what is wrong, `--nested` keeps inner mentions, `--blind` leaves out the names of projects, `--found=MENTIONS` adds (and measures on) mentions that a
//! recogniser found in texts it had not been trained on, `--seen=MENTIONS` the same for the other folders of `try`. With `WHY` set, `cv` shows the options
//! of each article as `choices` does, by the weights that the others teach.

mod fit;
mod gold;
mod score;

use fit::{Example, fit};
use gold::{Article, GoldProject, Input, Keep};
use score::{Row, Tally, overlap, same_value};
use shiju::model::Stage;
use shiju::projects::{Choice, Draft, Feature, Features, Project, Scene, Source, Study, Task, Weights};
use std::collections::HashMap;
use std::path::Path;
use std::sync::OnceLock;

const FOLDS: usize = 8;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let plain: Vec<&str> = words.iter().map(String::as_str).filter(|w| !w.starts_with("--")).collect();
    let flag = |name: &str| words.iter().any(|w| w == name);
    let keep = if flag("--nested") {
        Keep::All
    } else if flag("--blind") {
        Keep::NoProjects
    } else {
        Keep::Outer
    };
    let found = words.iter().find_map(|w| w.strip_prefix("--found=")).map(Path::new);
    let input = found.map_or(Input::Gold(keep), Input::Found);
    match plain[..] {
        ["cv", dir] => {
            cross_validate(&gold::read(Path::new(dir), input), &lessons(Path::new(dir), found), flag("--errors"))
        }
        ["train", dir, out] => {
            let lessons = lessons(Path::new(dir), found);
            write(&train(&lessons.iter().flatten().chain(invented()).collect::<Vec<_>>()), out);
        }
        ["score", dir] => {
            let articles = gold::read(Path::new(dir), input);
            let mut tally = Tally::default();
            articles.iter().for_each(|a| measure(a, Weights::bundled(), &mut tally, flag("--errors")));
            println!("{}", tally.report());
        }
        ["try", train_dir, ref dirs @ ..] => {
            let seen = words.iter().find_map(|w| w.strip_prefix("--seen=")).map(Path::new);
            let lessons = lessons(Path::new(train_dir), found);
            let weights = train(&lessons.iter().flatten().chain(invented()).collect::<Vec<_>>());
            for dir in dirs {
                let mut tally = Tally::default();
                let articles = gold::read(Path::new(dir), seen.map_or(Input::Gold(keep), Input::Found));
                articles.iter().for_each(|a| measure(a, &weights, &mut tally, flag("--errors")));
                println!("{}", tally.report());
            }
        }
        ["pages"] => {
            let mut tally = Tally::default();
            gold::pages().iter().for_each(|a| measure(a, Weights::bundled(), &mut tally, true));
            println!("{}", tally.report());
        }
        ["oracle", dir] => oracle(&gold::read(Path::new(dir), input), flag("--errors")),
        ["choices", dir, id] => {
            for a in gold::read(Path::new(dir), input).iter().filter(|a| a.id == id || id == "all") {
                show(a, Weights::bundled());
            }
        }
        _ => eprintln!(
            "usage: ledger cv DIR | train DIR OUT | score DIR | choices DIR ID  [--errors] [--nested] [--found=MENTIONS]"
        ),
    }
}

/// What is learned from: each article as annotated, without the names of projects, and with the mentions
/// that a recogniser found.
fn lessons(dir: &Path, found: Option<&Path>) -> Vec<Vec<Lesson>> {
    let inputs = [Some(Input::Gold(Keep::Outer)), Some(Input::Gold(Keep::NoProjects)), found.map(Input::Found)];
    let mut lessons: Vec<Vec<Lesson>> = Vec::new();
    for (number, input) in inputs.into_iter().enumerate() {
        let Some(input) = input else { continue };
        for (i, article) in gold::read(dir, input).into_iter().enumerate() {
            lessons.resize_with(lessons.len().max(i + 1), Vec::new);
            let teaches = if number == 1 { Teaches::Records } else { Teaches::All };
            lessons[i].push(Lesson { article, teaches });
        }
    }
    lessons
}

/// An article to learn from.
struct Lesson {
    article: Article,
    teaches: Teaches,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Teaches {
    All,
    /// Which candidates are records.
    Records,
    /// Where a firm's name ends inside a project's.
    Firms,
}

impl Teaches {
    fn task(self, task: Task) -> bool {
        match self {
            Teaches::All => true,
            Teaches::Records => task == Task::Record,
            Teaches::Firms => task == Task::Company,
        }
    }
}

/// How many annotated records a candidate stands for, and how many of their cells could be filled right.
fn oracle(articles: &[Article], errors: bool) {
    let (mut records, mut found) = (0, 0);
    let mut cells = [(0, 0); 4];
    for a in articles {
        let study = Study::new(scene(a));
        let pairs = matches(&study, &a.projects);
        records += a.projects.len();
        found += pairs.len();
        for (i, gold) in a.projects.iter().enumerate().filter(|(i, _)| errors && !pairs.iter().any(|p| p.0 == *i)) {
            println!("{} no candidate for #{i} {:?} {:?}", a.id, gold.name, gold.company);
        }
        let is_record: Vec<bool> = (0..study.drafts.len()).map(|i| pairs.iter().any(|p| p.1 == i)).collect();
        for (task, count) in [Task::Investment, Task::Stage, Task::Company, Task::Place].into_iter().zip(&mut cells) {
            for (draft, choices) in study.cells(task, &is_record) {
                let Some((gold, _)) = pairs.iter().find(|p| p.1 == draft) else { continue };
                let gold = &a.projects[*gold];
                let wanted = match task {
                    Task::Investment => (!gold.investment.is_null()).then(|| gold.investment.to_string()),
                    Task::Stage => gold.stage.clone(),
                    Task::Company => gold.company.clone(),
                    _ => gold.zone_or_place.clone(),
                };
                let Some(wanted) = wanted else { continue };
                let fits = example(a, task, gold, choices, 1.0).is_some();
                *count = (count.0 + usize::from(fits), count.1 + 1);
                if errors && !fits {
                    println!("{} no {} for {}: {wanted}", a.id, task.name(), study.drafts[draft].name);
                }
            }
        }
    }
    println!("records {found} of {records}; investment, stage, company, place {cells:?}");
}

fn scene(a: &Article) -> Scene<'_> {
    Scene::new(&a.text, &a.words, &a.figures, &a.entities, &a.links, a.published)
}

/// Prints the choices of an article with their weights, the right ones marked.
fn show(a: &Article, weights: &Weights) {
    let study = Study::new(scene(a));
    let pairs = matches(&study, &a.projects);
    let is_record: Vec<bool> = (0..study.drafts.len()).map(|i| pairs.iter().any(|p| p.1 == i)).collect();
    for (i, draft) in study.drafts.iter().enumerate() {
        let [_, f] = study.record(i);
        let odds = weights.score(Task::Record, &f);
        let list: Vec<String> = f.0.iter().map(|f| format!("{}={}", f.0, f.1)).collect();
        println!("{} record {:?} {} {} {odds:.2} {}", a.id, draft.source, draft.name, is_record[i], list.join(" "));
    }
    for task in [Task::Company, Task::Place, Task::Investment, Task::Stage] {
        for (draft, choices) in study.cells(task, &is_record) {
            let Some((gold, _)) = pairs.iter().find(|p| p.1 == draft) else { continue };
            let gold = &a.projects[*gold];
            let e = example(a, task, gold, choices.clone(), 1.0);
            println!(
                "{} {} {} gold {:?} {:?} {} {:?}: {}",
                a.id,
                task.name(),
                study.drafts[draft].name,
                gold.company,
                gold.zone_or_place,
                gold.investment,
                gold.stage,
                if e.is_some() { "ok" } else { "NONE RIGHT" }
            );
            let Some(e) = e else { continue };
            let mut list: Vec<_> =
                choices.iter().zip(&e.right).map(|(c, r)| (weights.score(task, &c.features), *r, c)).collect();
            list.sort_by(|a, b| b.0.total_cmp(&a.0));
            for (score, right, c) in list.iter().take(6) {
                let parts: Vec<String> = c
                    .features
                    .0
                    .iter()
                    .map(|f| format!("{}={}:{:.2}", f.0, f.1, weights.0.get(&(task, *f)).unwrap_or(&0.0)))
                    .collect();
                println!("   {} {score:.2} {} {}", if *right { "*" } else { " " }, c.text, parts.join(" "));
            }
        }
    }
}

fn cross_validate(articles: &[Article], lessons: &[Vec<Lesson>], errors: bool) {
    let mut tally = Tally::default();
    let mut own = Tally::default();
    for fold in 0..FOLDS {
        let rest = lessons.iter().enumerate().filter(|(i, _)| i % FOLDS != fold).flat_map(|(_, l)| l);
        let invented = || invented().iter().enumerate();
        let more = invented().filter(|(i, _)| i % FOLDS != fold).map(|(_, l)| l);
        let weights = train(&rest.chain(more).collect::<Vec<_>>());
        for (_, page) in invented().filter(|(i, l)| i % FOLDS == fold && l.teaches == Teaches::All) {
            measure(&page.article, &weights, &mut own, false);
        }
        let test = articles.iter().enumerate().filter(|(i, _)| i % FOLDS == fold);
        if std::env::var("SURE").is_ok() {
            for (_, a) in test.clone() {
                let study = Study::new(scene(a));
                let pairs = matches(&study, &a.projects);
                for (i, d) in study.drafts.iter().enumerate() {
                    let [_, yes] = study.record(i);
                    let odds = weights.score(Task::Record, &yes);
                    let list: Vec<String> = yes
                        .0
                        .iter()
                        .map(|f| format!("{}={}:{:.1}", f.0, f.1, weights.0.get(&(Task::Record, *f)).unwrap_or(&0.0)))
                        .collect();
                    println!(
                        "SURE {odds:.2} {} {:?}{} {} {} [{}]",
                        pairs.iter().any(|p| p.1 == i) as u8,
                        d.source,
                        if d.guessed { "-g" } else { "" },
                        a.id,
                        d.name.replace(' ', ""),
                        list.join(" ")
                    );
                }
            }
        }
        if std::env::var("WHY").is_ok() {
            test.clone().for_each(|(_, a)| show(a, &weights));
        }
        test.for_each(|(_, a)| measure(a, &weights, &mut tally, errors));
    }
    println!("invented {}", own.report());
    println!("{}", tally.report());
}

fn measure(a: &Article, weights: &Weights, tally: &mut Tally, errors: bool) {
    let rows: Vec<Row> = shiju::projects::projects(&Study::new(scene(a)), weights).iter().map(|p| row(a, p)).collect();
    for wrong in tally.add(&a.projects, &rows) {
        if errors {
            println!("{} {wrong}", a.id);
        }
    }
}

fn row(a: &Article, p: &Project) -> Row {
    let text = |t: &Option<String>| t.clone().unwrap_or_default();
    let stage = p.stage.map(|s| stage_name(s).to_string()).unwrap_or_default();
    let investment = p.investment.as_ref().map(|(f, _)| a.figures[*f].value.clone());
    Row { name: text(&p.name), company: text(&p.company), place: text(&p.place), stage, investment }
}

fn stage_name(stage: Stage) -> &'static str {
    match stage {
        Stage::Planned => "planned",
        Stage::Signed => "signed",
        Stage::Approved => "approved",
        Stage::Started => "started",
        Stage::Completed => "completed",
        Stage::Operating => "operating",
        Stage::Scaled => "scaled",
    }
}

/// The invented names and reports, read once.
fn invented() -> &'static [Lesson] {
    static LESSONS: OnceLock<Vec<Lesson>> = OnceLock::new();
    LESSONS.get_or_init(|| {
        let names = gold::names().into_iter().map(|article| Lesson { article, teaches: Teaches::Firms });
        let pages = gold::pages().into_iter().map(|article| Lesson { article, teaches: Teaches::All });
        names.chain(pages).collect()
    })
}

/// Trains a ranker for each task. From articles without the names of projects it learns only to tell records.
fn train(lessons: &[&Lesson]) -> Weights {
    let mut weights = Weights::default();
    let mut examples: Vec<(Task, Vec<Example>)> = Task::ALL.into_iter().map(|t| (t, Vec::new())).collect();
    for lesson in lessons.iter().copied() {
        let a = &lesson.article;
        let study = Study::new(scene(a));
        let pairs = matches(&study, &a.projects);
        let is_record: Vec<bool> = (0..study.drafts.len()).map(|i| pairs.iter().any(|p| p.1 == i)).collect();
        for (task, list) in examples.iter_mut().filter(|(t, _)| lesson.teaches.task(*t)) {
            if *task == Task::Record {
                let told = |i: &usize| is_record[*i] || !stands_behind(&study.drafts[*i], &a.projects);
                list.extend((0..study.drafts.len()).filter(told).map(|i| Example {
                    options: study.record(i).into(),
                    right: vec![!is_record[i], is_record[i]],
                    weight: 1.0,
                }));
                continue;
            }
            for (draft, choices) in study.cells(*task, &is_record) {
                let Some((gold, _)) = pairs.iter().find(|p| p.1 == draft) else { continue };
                list.extend(example(a, *task, &a.projects[*gold], choices, 1.0));
            }
        }
    }
    for (task, list) in examples {
        for (feature, weight) in fit(&list, &prior(task), pull(task)) {
            weights.0.insert((task, feature), weight);
        }
    }
    weights
}

/// Whether a candidate is the firm behind a record: whatever is said of it, it is none of its own.
fn stands_behind(draft: &Draft, gold: &[GoldProject]) -> bool {
    let behind = |firm: &str| firm.contains(&draft.name) || draft.name.contains(firm);
    draft.source == Source::Firm && gold.iter().filter_map(|g| g.company.as_deref()).any(behind)
}

/// How strongly the weights are drawn to what is believed before; cross-validated.
fn pull(task: Task) -> f64 {
    let name = format!("PULL_{}", task.name().to_uppercase());
    if let Some(pull) = std::env::var(name).ok().and_then(|p| p.parse().ok()) {
        return pull;
    }
    match task {
        Task::Record => 10.0,
        Task::Company => 4.0,
        Task::Place => 30.0,
        Task::Investment => 4.0,
        Task::Stage => 40.0,
    }
}

/// What is believed of a task's features before training. Features are told apart by their names as written.
fn prior(task: Task) -> HashMap<Feature, f64> {
    let rows = include_str!("../../../data/projects/priors.tsv").lines().filter(|l| !l.starts_with('#'));
    let mut prior = HashMap::new();
    for row in rows.map(|l| l.split('\t').collect::<Vec<&'static str>>()).filter(|r| r[0] == task.name()) {
        for pair in row[2].split(' ') {
            let (value, weight) = pair.split_once('=').expect("value=weight");
            prior.insert((row[1], value.parse().expect("a value")), weight.parse().expect("a weight"));
        }
    }
    prior
}

/// Which candidate stands for which annotated record: (gold, candidate). A name is met by a name; a firm
/// stands for a record that has no name of its own, or none that was found.
fn matches(study: &Study, gold: &[GoldProject]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        let free = |d: &usize| !pairs.iter().any(|p| p.1 == *d);
        let close = |d: &usize| {
            let draft = &study.drafts[*d];
            match (&g.name, draft.source) {
                (Some(name), Source::Project | Source::Site) => overlap(&draft.name, name),
                (None, Source::Firm) => overlap(&draft.name, g.company.as_deref().unwrap_or("")),
                _ => 0.0,
            }
        };
        let best = (0..study.drafts.len()).filter(free).max_by(|a, b| close(a).total_cmp(&close(b)));
        pairs.extend(best.filter(|d| close(d) >= 0.6).map(|d| (i, d)));
    }
    // Where nothing has found a record's name, its firm may stand for it.
    for (i, g) in gold.iter().enumerate() {
        let free = |d: &usize| study.drafts[*d].source == Source::Firm && !pairs.iter().any(|p| p.1 == *d || p.0 == i);
        let close = |d: &usize| overlap(&study.drafts[*d].name, g.company.as_deref().unwrap_or(""));
        let best = (0..study.drafts.len()).filter(free).max_by(|a, b| close(a).total_cmp(&close(b)));
        pairs.extend(best.filter(|d| g.name.is_some() && close(d) >= 0.6).map(|d| (i, d)));
    }
    pairs
}

fn example(a: &Article, task: Task, gold: &GoldProject, choices: Vec<Choice>, weight: f64) -> Option<Example> {
    let right = |c: &Choice| match task {
        Task::Company => gold.company.as_ref().map_or(c.span.is_none(), |g| overlap(&c.text, g) >= 0.6),
        Task::Place => gold.zone_or_place.as_ref().is_some_and(|g| overlap(&c.text, g) >= 0.5),
        Task::Investment if gold.investment.is_null() => c.span.is_none(),
        Task::Investment => same_value(c.figure.map(|f| &a.figures[f].value), &gold.investment),
        Task::Stage => gold.stage.as_deref() == c.stage.map(stage_name),
        Task::Record => false,
    };
    let mut right: Vec<bool> = choices.iter().map(right).collect();
    if let (Task::Company, Some(gold)) = (task, &gold.company) {
        // Many beginnings of a name are near enough; the nearest is meant.
        let best = choices.iter().map(|c| overlap(&c.text, gold)).fold(0.0, f64::max);
        right.iter_mut().zip(&choices).for_each(|(r, c)| *r &= overlap(&c.text, gold) == best);
    }
    let options: Vec<Features> = choices.into_iter().map(|c| c.features).collect();
    right.contains(&true).then_some(Example { options, right, weight })
}

fn write(weights: &Weights, path: &str) {
    let (features, values) = (weights.0.keys(), weights.0.values());
    let mut rows: Vec<String> = features
        .zip(values)
        .filter(|(_, w)| w.abs() >= 0.005)
        .map(|((task, (name, value)), w)| format!("{}\t{name}\t{value}\t{w:.3}", task.name()))
        .collect();
    rows.sort();
    let head = "# Weights of the ledger's ranker, made by tools/ledger. MIT OR Apache-2.0.\n# task<TAB>feature<TAB>value<TAB>weight\n";
    std::fs::write(path, format!("{head}{}\n", rows.join("\n"))).expect("the table of weights is written");
}
