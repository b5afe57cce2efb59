//! Whatever is analysed: nothing panics, and every span of the result is a stretch of what was pasted.

use proptest::prelude::*;
use serde_json::Value;
use shiju::{Analyzer, Options};
use std::cell::RefCell;
use std::sync::LazyLock;

/// Pages and passages of the tests.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folders = ["tests/pages", "tests/checks"].map(|folder| std::fs::read_dir(folder).expect("it is there"));
    let mut paths: Vec<_> = folders.into_iter().flatten().map(|entry| entry.expect("it is there").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("it is text")).collect()
});

/// What upsets grammars: halves of figures, lists, brackets and names.
const SCRAPS: &[&str] = &[
    "“",
    "”",
    "（以下简称“",
    "《",
    "）",
    "，",
    "。",
    "、",
    "：",
    "%",
    ".",
    "·",
    "—",
    "～",
    "\n",
    "\n\n",
    "　",
    "\u{200B}",
    "😀",
    "é",
    "1",
    "0",
    "9",
    "三",
    "十",
    "百",
    "万",
    "亿",
    "两",
    "半",
    "第",
    "个",
    "家",
    "元",
    "年",
    "月",
    "日",
    "大",
    "市",
    "六个一",
    "“三个一”",
    "分别为",
    "其中",
    "等5个",
    "同比增长",
    "由30天压缩至",
    "2024年2月30日",
    "占全省的",
    "两省",
    "三大",
    "1.2.3%",
    "万亿元",
    "翻两番",
];

/// A stretch of a text, cut about.
fn damaged() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0usize..6, prop::sample::select(SCRAPS));
    let stretch = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 40usize..900);
    (stretch, prop::collection::vec(edit, 0..20)).prop_map(|((text, from, length), edits)| {
        let chars: Vec<char> = text.get(&TEXTS).chars().collect();
        let from = from.index(chars.len());
        let mut chars = chars[from..(from + length).min(chars.len())].to_vec();
        for (at, removed, scrap) in edits {
            let at = at.index(chars.len() + 1);
            chars.splice(at..(at + removed).min(chars.len()), scrap.chars());
        }
        chars.into_iter().collect()
    })
}

/// Holds every span below a value against what was pasted; gives their number.
fn spans(value: &Value, pasted: &[u16]) -> usize {
    let below: usize = match value {
        Value::Array(items) => items.iter().map(|item| spans(item, pasted)).sum(),
        Value::Object(fields) => fields.values().map(|field| spans(field, pasted)).sum(),
        _ => 0,
    };
    let (Some(start), Some(end), Some(text)) = (value["start"].as_u64(), value["end"].as_u64(), value["text"].as_str())
    else {
        return below;
    };
    assert_eq!(String::from_utf16_lossy(&pasted[start as usize..end as usize]), text);
    below + 1
}

thread_local! {
    static ANALYZER: RefCell<Analyzer> = RefCell::new(Analyzer::bundled().expect("it is whole"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn every_span_is_a_stretch_of_the_paste(text in damaged()) {
        let analysis = ANALYZER.with_borrow_mut(|analyzer| analyzer.analyze(&text, &Options { checked: true, ..Options::default() }));
        let analysis = serde_json::to_value(analysis.expect("nothing was asked that could be refused")).expect("it is JSON");
        let pasted: Vec<u16> = text.encode_utf16().collect();
        prop_assert!(spans(&analysis, &pasted) > 0 || text.trim().is_empty());
    }
}
