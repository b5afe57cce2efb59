//! The words of a text, for indexes.

use shiju::{Analyzer, Options};

fn analyzer() -> Analyzer {
    Analyzer::bundled().expect("the bundled data is sound")
}

#[test]
fn words_are_the_text_as_it_is_written() {
    let mut analyzer = analyzer();
    for text in [
        "",
        "高新技术产业开发区\n签约12亿元，𠮷野家 ok。\r\n",
        "高新技術產業開發區簽約儀式，總投資三億元，項目佔地百畝。",
    ] {
        let words = analyzer.words(text, &Options::default());
        assert_eq!(words.iter().map(|word| word.text).collect::<String>(), text);
    }
}

#[test]
fn shorter_words_are_within_longer_ones() {
    let mut analyzer = analyzer();
    let words = analyzer.words("中华人民共和国成立", &Options::default());
    let texts: Vec<_> = words.iter().map(|word| word.text).collect();
    assert_eq!(texts, ["中华人民共和国", "成立"]);
    assert!(["中华", "人民", "共和国"].iter().all(|part| {
        words[0].within.iter().any(|(at, within)| within == part && words[0].text[*at..].starts_with(part))
    }));
    assert!(words[1].within.is_empty());
}

#[test]
fn traditional_characters_are_cut_as_simplified_ones() {
    let mut analyzer = analyzer();
    let simplified = analyzer.words("总投资三亿元的项目在开发区签约，占地百亩", &Options::default());
    let lengths: Vec<_> = simplified.iter().map(|word| word.text.len()).collect();
    let traditional = analyzer.words("總投資三億元的項目在開發區簽約，佔地百畝", &Options::default());
    assert_eq!(traditional.iter().map(|word| word.text.len()).collect::<Vec<_>>(), lengths);
}
