use super::*;
use crate::page;

fn read(raw: &str) -> Text {
    clean(raw, &page::split(raw))
}

#[test]
fn offsets_count_utf16_units() {
    let raw = "😀园区\r\n\r\n😀开工,总投资5亿元。";
    let text = read(raw);
    let at = text.chars.iter().position(|&c| c == '5').expect("the figure");
    let span = text.raw_span(Span::new(at, at + 3));
    assert_eq!((span.start, span.text.as_str()), (16, "5亿元"));
}

#[test]
fn an_empty_span_gives_no_words_wherever_it_stands() {
    let text = read("标题一行\n\n第一段。\n第二段。");
    for at in 0..=text.chars.len() {
        assert_eq!(text.raw_span(Span::new(at, at)).text, "");
    }
}
