//! The tables of `docs/figures.md` hold of the engine.

use serde_json::Value;
use shiju::words::Words;
use shiju::{analyzer, figures, page, text};

const DOC: &str = include_str!("../docs/figures.md");

/// The rows of every table of the page with so many columns, cells trimmed.
fn rows(columns: usize, first_head: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_string()).collect()
    };
    let mut found = Vec::new();
    let mut inside = false;
    for line in DOC.lines() {
        if !line.starts_with('|') {
            inside = false;
        } else if line.starts_with("|---") {
            continue;
        } else if inside {
            found.push(cells(line));
        } else {
            let head = cells(line);
            inside = head.len() == columns && head[0] == first_head && head[1] != "items";
        }
    }
    found
}

/// The figures of a sentence as plain data.
fn read(sentence: &str) -> Vec<Value> {
    let text = text::clean(sentence, &page::split(sentence));
    let found = figures::read(&text, &Words::default(), analyzer::parse_date("2024-08-02").ok());
    let plain = |f: &figures::Figure| {
        serde_json::json!({
            "text": text.raw_span(f.span).text,
            "kind": f.kind,
            "value": f.value,
            "unit": f.unit,
            "modifier": f.modifier,
        })
    };
    found.iter().map(plain).collect()
}

fn is_value(found: &Value, wanted: &str) -> bool {
    match (found, serde_json::from_str::<Value>(wanted)) {
        (Value::String(text), _) => text == wanted,
        (Value::Number(n), Ok(Value::Number(w))) => n.as_f64() == w.as_f64(),
        (Value::Array(a), Ok(Value::Array(b))) => a.iter().map(Value::as_f64).eq(b.iter().map(Value::as_f64)),
        (Value::Null, Ok(Value::Null)) => true,
        _ => false,
    }
}

#[test]
fn every_example_of_the_page_is_read_as_it_says() {
    let rows = rows(6, "sentence");
    assert!(rows.len() > 60, "the page has examples of every kind, found {}", rows.len());
    for row in rows {
        let [sentence, words, kind, value, unit, modifier] = &row[..] else { panic!("six cells in {row:?}") };
        let all = read(sentence);
        let Some(figure) = all.iter().find(|f| f["text"] == words.as_str()) else {
            panic!("{sentence} has {words}; found {all:?}");
        };
        assert_eq!(figure["kind"], kind.as_str(), "{sentence}");
        assert!(is_value(&figure["value"], value), "{sentence}: {} is {value}", figure["value"]);
        assert_eq!(figure["unit"].as_str().unwrap_or(""), unit, "{sentence}");
        assert_eq!(figure["modifier"].as_str().unwrap_or(""), modifier, "{sentence}");
    }
}

#[test]
fn what_is_no_figure_is_none() {
    let rows = rows(2, "sentence");
    assert!(rows.len() > 10, "the page says what is no figure");
    for row in rows {
        assert_eq!(read(&row[0]), Vec::<Value>::new(), "{}", row[0]);
    }
}
