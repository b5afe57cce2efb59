//! Columns that were read across, row by row: put back in order where that is sure, and left and said to be so where it is not.
//!
//! The pages are set from the articles of `tools/trainer/texts`, which were written for this project.

use shiju::model::Order;
use shiju::page::{Choice, Decision};
use std::fmt::Write;

#[path = "columns/mod.rs"]
mod columns;
use columns::{Dice, articles, bare, read};

/// How a page is set.
#[derive(Debug, Clone, Copy)]
struct Setting {
    columns: usize,
    width: usize,
    indented: bool,
    /// Blank lines between lines.
    gap: usize,
}

/// The lines of a text set in a column.
fn lines(paragraphs: &[String], setting: Setting) -> Vec<String> {
    let mut out = Vec::new();
    for paragraph in paragraphs {
        let mut line = String::from(if setting.indented { "　　" } else { "" });
        let mut room = setting.width - line.chars().count();
        for c in paragraph.chars() {
            // No line begins with a mark that closes.
            if room == 0 && !"，。、；：！？”》）,".contains(c) {
                out.push(std::mem::take(&mut line));
                room = setting.width;
            }
            line.push(c);
            room = room.saturating_sub(1);
        }
        out.push(line);
    }
    out
}

/// A page with the article in columns, read across.
fn across(article: &[String], setting: Setting) -> String {
    let all = lines(&article[1..], setting);
    let rows = all.len().div_ceil(setting.columns);
    let columns: Vec<&[String]> = all.chunks(rows).collect();
    let mut page = format!("{}\n", article[0]);
    for row in 0..rows {
        for line in columns.iter().filter_map(|column| column.get(row)) {
            writeln!(page, "{}{line}", "\n".repeat(setting.gap)).expect("a string takes every line");
        }
    }
    page
}

/// Every article in so many columns of several widths: whether it is read as it was written, and what is said of its order.
fn pages(columns: usize) -> Vec<(bool, Option<Order>)> {
    let mut dice = Dice(columns as u64);
    let mut setting = || Setting { columns, width: 12 + dice.roll(11), indented: dice.roll(4) > 0, gap: dice.roll(2) };
    let settings = articles().into_iter().flat_map(|article| [article.clone(), article]).map(|a| (a, setting()));
    let judged = settings.map(|(article, setting)| {
        let (words, order) = read(&across(&article, setting), &[]);
        (words == bare(&article.concat()), order)
    });
    judged.collect()
}

#[test]
fn columns_are_put_in_order_where_that_is_sure() {
    for columns in 2..=4 {
        let pages = pages(columns);
        let changed: Vec<bool> = pages.iter().filter(|(_, o)| o.is_some_and(|o| o.changed)).map(|p| p.0).collect();
        let right = changed.iter().filter(|right| **right).count();
        let said = pages.iter().filter(|(_, order)| order.is_some()).count();
        println!("{columns} columns: {right} of {} right, {said} of {} spoken of", changed.len(), pages.len());
        assert!(
            pages.len() > 150 && changed.len() * 10 >= pages.len() * 6,
            "{columns}: {} put in order",
            changed.len()
        );
        assert!(right * 100 >= changed.len() * 90, "{columns}: {right} of {} right", changed.len());
        assert!(said * 100 >= pages.len() * 90, "{columns}: {said} of {} spoken of", pages.len());
    }
}

#[test]
fn the_confidence_is_how_often_such_an_order_is_right() {
    let pages: Vec<(bool, Option<Order>)> = (2..=4).flat_map(pages).collect();
    for (from, to) in [(0.8, 0.9), (0.9, 0.96), (0.96, 1.01)] {
        let within = |o: &Order| o.changed && (from..to).contains(&o.confidence);
        let such: Vec<(bool, f32)> =
            pages.iter().filter_map(|&(right, o)| o.filter(within).map(|o| (right, o.confidence))).collect();
        let count = such.len() as f32;
        let right = such.iter().filter(|(right, _)| *right).count() as f32 / count;
        let promised = such.iter().map(|(_, sure)| sure).sum::<f32>() / count;
        println!("{from} to {to}: {count} pages, {promised:.2} promised, {right:.2} right");
        assert!(count >= 30.0 && (right - promised).abs() < 0.1, "{from} to {to}: {promised} promised, {right} right");
    }
}

#[test]
fn one_column_stays_as_it_is() {
    let pages = pages(1);
    let changed = pages.iter().filter(|(_, order)| order.is_some_and(|o| o.changed)).count();
    assert!(changed * 100 <= pages.len(), "{changed} of {}", pages.len());
}

#[test]
fn articles_pasted_plain_are_changed_in_nothing() {
    for article in articles() {
        let raw = article.join("\n");
        assert_eq!(read(&raw, &[]), (bare(&raw), None));
    }
}

#[test]
fn a_reader_keeps_the_order_of_the_page() {
    let setting = Setting { columns: 3, width: 15, indented: true, gap: 0 };
    let pages = articles().into_iter().map(|article| across(&article, setting));
    let raw = pages.into_iter().find(|raw| read(raw, &[]).1.is_some_and(|o| o.changed)).expect("one is put in order");
    let at = raw.chars().take_while(|&c| c != '\n').count() as u32 + 5;
    let (words, order) = read(&raw, &[Choice { at, choose: Decision::PageOrder }]);
    assert_eq!(words, bare(&raw));
    assert!(order.is_some_and(|o| !o.changed));
}
