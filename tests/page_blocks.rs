//! Columns under section heads that were read block by block: put back in order where that is sure, and left and said to be so where
//! it is not.
//!
//! The pages are set from the articles of `tools/trainer/texts`, which were written for this project.

use shiju::model::Order;

#[path = "columns/mod.rs"]
mod columns;
use columns::{Dice, articles, bare, read};

/// A column: a section head and its paragraphs.
type Column = Vec<String>;

/// An article in sections, cut into columns: of related articles, and of the parts of one.
fn sections(dice: &mut Dice, all: &[Vec<String>], at: usize) -> Vec<Column> {
    let count = 2 + dice.roll(3);
    let together = dice.roll(2) == 0;
    let mut columns: Vec<Column> = Vec::new();
    for k in 0..count {
        let article = &all[(at + k) % all.len()];
        let body = &article[1..];
        let head = article[0].chars().filter(|c| c.is_alphanumeric()).take(6 + dice.roll(8)).collect();
        match together {
            true => columns.push(std::iter::once(head).chain(body.iter().cloned()).collect()),
            // The parts of one article share its subject.
            false => {
                let article = &all[at % all.len()];
                let paragraphs: Vec<String> = article[1..].iter().flat_map(|p| sentences(p)).collect();
                let size = paragraphs.len().div_ceil(count).max(2);
                let part: Vec<String> = paragraphs.into_iter().skip(k * size).take(size).collect();
                if part.len() < 2 {
                    break;
                }
                columns.push(std::iter::once(head).chain(part).collect());
            }
        }
    }
    columns
}

/// The sentences of a paragraph, short ones with the one before.
fn sentences(paragraph: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for sentence in paragraph.split_inclusive('。') {
        match out.last_mut() {
            Some(last) if last.chars().count() < 36 || sentence.chars().count() < 12 => last.push_str(sentence),
            _ => out.push(sentence.into()),
        }
    }
    out
}

/// A column cut into rows as high as everywhere on the page, most of them in the middle of a sentence; what is too long is left out.
fn cut(dice: &mut Dice, column: &mut Column, heights: &[usize]) -> Vec<Vec<String>> {
    let mark = |c: &char| "，。、；：！？“”《》（）,".contains(*c);
    let mut blocks: Vec<Vec<String>> = vec![Vec::new()];
    let mut room = heights[0] + dice.roll(12);
    let mut kept = 0;
    for (i, paragraph) in column.iter().enumerate() {
        let chars: Vec<char> = paragraph.chars().collect();
        kept = i + 1;
        let last = blocks.len() == heights.len();
        if chars.len() <= room || i == 0 || (last && room > chars.len() / 2) {
            room = room.saturating_sub(chars.len());
            blocks.last_mut().expect("one at least").push(paragraph.clone());
        } else if last {
            kept = i;
            break;
        } else {
            // Printers break anywhere but before a closing mark.
            let at = (room..chars.len()).find(|&at| !mark(&chars[at])).unwrap_or(chars.len());
            let (head, tail): (String, String) = (chars[..at].iter().collect(), chars[at..].iter().collect());
            blocks.last_mut().expect("one at least").extend(Some(head).filter(|h| !h.is_empty()));
            room = (heights[blocks.len()] + dice.roll(12)).saturating_sub(chars.len() - at);
            blocks.push(Some(tail).filter(|t| !t.is_empty()).into_iter().collect());
        }
    }
    column.truncate(kept);
    blocks.retain(|block| !block.is_empty());
    blocks
}

/// A page with its text as it is written, and as it is read block by block.
fn page(dice: &mut Dice, all: &[Vec<String>], at: usize) -> Option<(String, String)> {
    let mut columns = sections(dice, all, at);
    if columns.len() < 2 {
        return None;
    }
    let title = format!("{}\n", all[(at + 7) % all.len()][0]);
    let lead: Vec<String> = all[(at + 11) % all.len()][1..].iter().take(dice.roll(2)).cloned().collect();
    let rows = if dice.roll(4) == 0 { 3 } else { 2 };
    let shortest = columns.iter().map(|c| c.iter().map(|p| p.chars().count()).sum::<usize>()).min()?;
    let first = shortest / rows + dice.roll(1 + shortest / 8);
    let heights: Vec<usize> = (0..rows).map(|row| if row == 0 { first } else { shortest * 5 / 4 / rows }).collect();
    let blocks: Vec<Vec<Vec<String>>> = columns.iter_mut().map(|column| cut(dice, column, &heights)).collect();
    if blocks.iter().any(|b| b.len() < rows) {
        return None;
    }
    let read = (0..rows).flat_map(|row| blocks.iter().filter_map(move |b| b.get(row))).flatten().cloned();
    let read: Vec<String> = lead.iter().cloned().chain(read).collect();
    let written: String = std::iter::once(&title).chain(&lead).chain(columns.iter().flatten()).cloned().collect();
    Some((bare(&written), title + &read.join("\n")))
}

/// Every page: whether it is read as it was written, and what is said of its order.
fn pages() -> Vec<(bool, Option<Order>)> {
    let all = articles();
    let mut dice = Dice(5);
    let pages = (0..4 * all.len()).filter_map(|at| page(&mut dice, &all, at));
    let judged = pages.map(|(written, raw)| {
        let (words, order) = read(&raw, &[]);
        (words == written, order)
    });
    judged.collect()
}

#[test]
fn blocks_are_put_in_order_as_often_right_as_is_said() {
    let pages = pages();
    let told: Vec<(bool, Order)> = pages.iter().filter_map(|&(right, order)| Some((right, order?))).collect();
    let changed = || told.iter().filter(|(_, order)| order.changed);
    let right = changed().filter(|(right, _)| *right).count();
    println!(
        "{} pages, {} spoken of: {right} of {} put in order are right",
        pages.len(),
        told.len(),
        changed().count()
    );
    assert!(pages.len() > 500 && told.len() * 10 >= pages.len() * 6);
    assert!(right * 100 >= changed().count() * 35, "{right} of {}", changed().count());
    for (from, to) in [(0.22, 0.35), (0.35, 0.5), (0.5, 1.01)] {
        let such: Vec<&(bool, Order)> = changed().filter(|(_, o)| (from..to).contains(&o.confidence)).collect();
        let count = such.len() as f32;
        let right = such.iter().filter(|(right, _)| *right).count() as f32 / count;
        let promised = such.iter().map(|(_, order)| order.confidence).sum::<f32>() / count;
        println!("{from} to {to}: {count} pages, {promised:.2} promised, {right:.2} right");
        assert!(count >= 30.0 && (right - promised).abs() < 0.15, "{from} to {to}: {promised} promised, {right} right");
    }
}

#[test]
fn what_is_not_sure_is_left_as_it_stands_and_said() {
    let all = articles();
    let mut dice = Dice(5);
    let (mut left, mut same) = (0, 0);
    for (_, raw) in (0..4 * all.len()).filter_map(|at| page(&mut dice, &all, at)) {
        let (words, order) = read(&raw, &[]);
        // A head or two may count as furniture; all else stands as it did.
        if order.is_some_and(|o| !o.changed) && words.len() == bare(&raw).len() {
            left += 1;
            same += usize::from(words == bare(&raw));
        }
    }
    assert!(left > 100 && same * 100 >= left * 95, "{same} of {left}");
}

/// An article without section heads, cut into blocks, which stand in the order of its columns or, `mixed`, in that of the page.
fn flow(dice: &mut Dice, all: &[Vec<String>], at: usize, mixed: bool) -> Option<String> {
    let body: Vec<&String> = (0..1 + dice.roll(3)).flat_map(|k| &all[(at + k) % all.len()][1..]).collect();
    let (rows, columns) = (2 + dice.roll(2), 2 + dice.roll(2));
    let size = body.iter().map(|p| p.chars().count()).sum::<usize>().div_ceil(rows * columns);
    let heights = vec![size; rows * columns];
    let mut column: Column = body.into_iter().cloned().collect();
    let blocks = cut(dice, &mut column, &heights);
    let order = |i: usize| if mixed { i % columns * rows + i / columns } else { i };
    let read: Vec<String> = (0..blocks.len()).filter_map(|i| blocks.get(order(i))).flatten().cloned().collect();
    (blocks.len() == rows * columns).then(|| format!("{}\n{}", all[at % all.len()][0], read.join("\n")))
}

#[test]
fn blocks_without_heads_are_left_and_said_to_be_out_of_order() {
    let all = articles();
    let said = |mixed: bool| {
        let mut dice = Dice(7);
        let pages: Vec<String> = (0..2 * all.len()).filter_map(|at| flow(&mut dice, &all, at, mixed)).collect();
        let orders: Vec<Order> = pages.iter().filter_map(|raw| read(raw, &[]).1).collect();
        assert!(orders.iter().all(|order| !order.changed));
        println!("{} of {} pages are said to be out of order", orders.len(), pages.len());
        (orders.len(), pages.len())
    };
    let (found, all_mixed) = said(true);
    let (wrong, all_straight) = said(false);
    assert!(found * 100 >= all_mixed * 40 && wrong * 100 <= all_straight * 5);
}
