//! Whatever is pasted: nothing is lost, nothing is said twice, every place can be sliced.

use proptest::prelude::*;
use shiju::page::{self, Choice, Choices, Decision, Page};
use shiju::text::{self, Span, Text};
use std::ops::Range;

/// Lines like those of real pages, in no order.
const LINES: &[&str] = &[
    "江州日报 县域·园区 2026年1月17日 星期六",
    "首页 > 新闻 > 江州要闻",
    "江州高新区签下19个项目",
    "# 江州高新区签下19个项目",
    "——系列报道之三",
    "### 项目落得快",
    "■后台发力：审批跑在铲车前头",
    "江州日报讯(记者 甲乙 通讯员 丙丁)1月15日,江州高新区摆开签约席,19个项目落笔,总投资35亿元。",
    "这些项目满产后每年可多出产值35亿元以上,带动就业2000人左右,年税收2000",
    "万元。数字印章生产项目由江州印业出资3000万元。",
    "“选在江州,看中的是链条齐。”负责人说,“下楼就能找到配",
    "套厂”。",
    "从拿地到开",
    "开工压进45天以内。",
    "记者：治疗要花多少钱？",
    "答：按第十五条,就高不重复。",
    "1月6日,车间门口多了一排书架。20来人围着书架挑书。 田某 摄影报道",
    "（记者 甲乙 通讯员 丙丁）",
    "图为园区开工现场。记者 甲乙 摄",
    "责任编辑:向某 美术编辑:谷某",
    "主办单位:江州市人民政府办公室",
    "版权声明:本文由网友整理发布,不代表本站立场",
    "分享给朋友:",
    "相关文章",
    "江州一颗桃子“串”起50亿元产业链...",
    "  江州市是产桃大县,种植面积30万亩,年产鲜桃70万吨。头部批早熟桃5月中旬上市,比...",
    "😀园区开工，投资５亿元。",
    "产能蕞大的基地落户江\u{200B}州。",
    "",
    "　　",
];

fn page() -> impl Strategy<Value = String> {
    let known = prop::sample::select(LINES).prop_map(str::to_string);
    let any = prop_oneof![4 => known, 1 => "\\PC{0,60}", 1 => "[一-龥，。“”、（）0-9 　\u{200B}\u{FEFF}\u{FFFD}\0\r😀]{0,80}"];
    let breaks = prop::sample::select(&["\n", "\n\n", "\r\n", "\r\n\r\n", "\n\n\n\n", "\r", "\u{2028}", "\u{B}"][..]);
    prop::collection::vec((any, breaks), 0..24)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    use Decision::{Apart, Article, AsPasted, Furniture, GoesOn, PageOrder, Text};
    let decision = prop::sample::select(vec![Article, GoesOn, Apart, AsPasted, PageOrder, Text, Furniture]);
    prop::collection::vec((0u32..900, decision).prop_map(|(at, choose)| Choice { at, choose }), 0..8)
}

/// The pieces of all articles and the furniture, in the order of the raw text.
fn ranges(page: &Page) -> Vec<Range<usize>> {
    let pieces = page.articles.iter().flat_map(|a| &a.blocks).flat_map(|b| b.pieces.iter().cloned());
    let mut all: Vec<Range<usize>> = pieces.chain(page.furniture.iter().map(|f| f.range.clone())).collect();
    all.sort_by_key(|r| r.start);
    all
}

fn conserves(raw: &str) -> Page {
    conserves_as(raw, &[])
}

fn conserves_as(raw: &str, choices: &[Choice]) -> Page {
    let page = page::split_as(raw, &Choices::new(raw, choices));
    let all = ranges(&page);
    let mut at = 0;
    for range in &all {
        assert!(range.start >= at, "twice: {:?} in {raw:?}", &raw[range.clone()]);
        assert!(raw[at..range.start].trim().is_empty(), "lost: {:?} in {raw:?}", &raw[at..range.start]);
        assert!(!range.is_empty());
        at = range.end;
    }
    assert!(raw[at..].trim().is_empty(), "lost: {:?} in {raw:?}", &raw[at..]);
    for edit in &page.edits {
        assert!(all.iter().any(|r| r.start <= edit.range.start && edit.range.end <= r.end), "{edit:?}");
    }
    page
}

fn slices(raw: &str, page: &Page) {
    let units: Vec<u16> = raw.encode_utf16().collect();
    let text = text::clean(raw, page);
    let check = |span: &shiju::model::Span| {
        let slice = String::from_utf16_lossy(&units[span.start as usize..span.end as usize]);
        assert_eq!(slice, span.text);
    };
    for start in 0..text.chars.len() {
        for length in [1, 2, 7] {
            check(&text.raw_span(Span::new(start, (start + length).min(text.chars.len()))));
        }
    }
    for block in &text.blocks {
        text.pieces(block).for_each(|piece| check(&piece));
        assert_eq!(text.reading(block.span).chars().count(), block.span.len());
    }
    for edit in &text.edits {
        check(&text.raw_edit(edit).span);
    }
    bounds(&text);
}

/// Sentences and clauses are in order, leave out nothing but white space, and stay in their block.
fn bounds(text: &Text) {
    let blank = |from: usize, to: usize| text.chars[from..to].iter().all(|c| c.is_whitespace());
    for spans in [text.sentences().collect::<Vec<_>>(), text.clauses().collect()] {
        let mut at = 0;
        for span in spans {
            assert!(span.start >= at && blank(at, span.start));
            assert_eq!(text.block_at(span.start), text.block_at(span.end - 1));
            at = span.end;
        }
        assert!(blank(at, text.chars.len()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_lost_and_every_place_slices(raw in page()) {
        let page = conserves(&raw);
        slices(&raw, &page);
    }

    #[test]
    fn whatever_a_reader_decides_nothing_is_lost(raw in page(), choices in choices()) {
        let page = conserves_as(&raw, &choices);
        slices(&raw, &page);
        for at in 0..page.articles.len() {
            text::clean(&raw, &page.only(at));
        }
    }

    #[test]
    fn lines_of_columns_are_all_kept(lines in prop::collection::vec("[签约项目园区投资，。“”（）0-9　]{6,18}", 8..60)) {
        let raw = lines.join("\n");
        slices(&raw, &conserves(&raw));
    }

    #[test]
    fn simplified_text_keeps_every_place(raw in "[一-龥國區億萬簽約項目著瞭乾隆a-z。\n😀 ]{0,120}") {
        let read = text::simplified(&raw);
        let places = |s: &str| s.char_indices().map(|(i, c)| (i, c.len_utf16())).collect::<Vec<_>>();
        prop_assert_eq!(places(&raw), places(&read));
        let page = page::split(&read);
        let text = text::clean_read(&raw, &read, &page);
        let units: Vec<u16> = raw.encode_utf16().collect();
        for block in &text.blocks {
            for piece in text.pieces(block) {
                let slice = String::from_utf16_lossy(&units[piece.start as usize..piece.end as usize]);
                prop_assert_eq!(slice, piece.text);
            }
        }
    }

    #[test]
    fn any_string_is_read(raw in "(?s).{0,300}") {
        let page = conserves(&raw);
        slices(&raw, &page);
    }
}

#[test]
fn odd_texts_are_read() {
    for raw in [
        "",
        "\u{FEFF}",
        "\0",
        "\r\n",
        "\u{FFFD}",
        "😀",
        "#",
        "###### ",
        "一",
        "。",
        "“",
        "\u{200B}\n\u{200B}",
        "\u{FEFF}标题\r\n正文。",
    ] {
        slices(raw, &conserves(raw));
    }
}

#[test]
fn long_lines_and_many_lines_are_read() {
    for raw in [
        "项目".repeat(200_000),
        "项目开工\n".repeat(50_000),
        "（".repeat(100_000),
        "头部".repeat(100_000),
        "\n".repeat(100_000),
    ] {
        let page = conserves(&raw);
        assert!(text::clean(&raw, &page).chars.len() <= 2 * raw.len() + 2);
    }
}
