//! What a reader decides of a page is done, and what is found of dates and characters is said with its source.

use shiju::model::{ArticleDate, Script};
use shiju::page::{Choice, Decision};
use shiju::{Analyzer, Options};

const PAGE: &str = "江州日报 2026年1月17日 星期六\n\
江州高新区签下19个项目\n\
江州日报讯(记者 甲乙)1月15日,江州高新区签约19个项目,总投资35亿元,负责人介绍说项目从拿地到开\n\
开工压进45天以内。\n\
产能蕞大的基地今年落户。\n\
临港片区新厂投产\n\
江州日报1月16日讯(记者 丙丁)临港片区一座新厂投产,年产值可达8亿元。\n\
责任编辑:向某\n";

fn at(words: &str) -> u32 {
    PAGE[..PAGE.find(words).expect("in the page")].encode_utf16().count() as u32
}

fn read(page: &[(&str, Decision)], article: Option<&str>) -> shiju::model::Analysis {
    let page = page.iter().map(|&(words, choose)| Choice { at: at(words), choose }).collect();
    let options = Options { page, article: article.map(at), ..Options::default() };
    Analyzer::bundled().expect("bundled").analyze(PAGE, &options).expect("analysed")
}

fn titles(a: &shiju::model::Analysis) -> Vec<&str> {
    a.articles.iter().map(|a| a.title.as_ref().map_or("", |t| &*t.text)).collect()
}

#[test]
fn by_itself_it_finds_two_articles_a_join_and_two_changes() {
    let a = read(&[], None);
    assert_eq!(titles(&a), ["江州高新区签下19个项目", "临港片区新厂投产"]);
    assert_eq!(a.articles[0].paragraphs[0].pieces.len(), 2);
    assert_eq!(a.edits.iter().map(|e| &*e.span.text).collect::<Vec<_>>(), ["开", "蕞"]);
}

#[test]
fn a_join_and_changes_are_taken_back() {
    let a = read(&[("开工压进", Decision::Apart)], None);
    assert_eq!(a.articles[0].paragraphs.len(), 3);
    let a = read(&[("开工压进", Decision::AsPasted), ("蕞大", Decision::AsPasted)], None);
    assert_eq!(a.articles[0].paragraphs[0].pieces.len(), 2);
    assert!(a.edits.is_empty() && a.articles[0].paragraphs[0].text.contains("到开开工"));
    assert!(a.articles[0].paragraphs[1].text.starts_with("产能蕞大"));
}

#[test]
fn articles_are_merged_and_split() {
    let a = read(&[("临港片区新厂", Decision::GoesOn)], None);
    assert_eq!(titles(&a), ["江州高新区签下19个项目"]);
    assert!(a.articles[0].paragraphs.iter().any(|p| p.text.contains("8亿元")));
    let a = read(&[("产能蕞大", Decision::Article)], None);
    assert_eq!(a.articles.len(), 3);
    assert!(a.articles[1].paragraphs[0].text.starts_with("产能"));
}

#[test]
fn lines_are_moved_in_and_out_of_the_furniture() {
    let a = read(&[("责任编辑", Decision::Text), ("产能蕞大", Decision::Furniture)], None);
    let furniture: Vec<&str> = a.furniture.iter().map(|f| &*f.span.text).collect();
    assert_eq!(furniture, ["江州日报 2026年1月17日 星期六", "产能蕞大的基地今年落户。"]);
}

#[test]
fn one_article_is_analysed_alone_and_all_are_shown() {
    let a = read(&[], Some("临港片区一座"));
    assert_eq!(a.articles.len(), 2);
    let figures: Vec<&str> = a.figures.iter().map(|f| &*f.span.text).collect();
    assert!(figures.contains(&"8亿元") && !figures.contains(&"35亿元"), "{figures:?}");
    assert_eq!(a.published.as_deref(), Some("2026-01-17"));
    assert_eq!(read(&[], Some("星期六")).figures.len(), read(&[], None).figures.len());
}

#[test]
fn every_article_has_its_date_and_where_that_is_from() {
    let a = read(&[], None);
    let dates: Vec<_> = a.articles.iter().map(|a| (a.published.as_deref(), a.published_from)).collect();
    assert_eq!(
        dates,
        [(Some("2026-01-17"), Some(ArticleDate::Head)), (Some("2026-01-16"), Some(ArticleDate::Dateline))]
    );
}

#[test]
fn traditional_characters_are_read_and_shown_as_pasted() {
    let raw = "江州園區簽約19個項目\n江州日報訊(記者 甲乙)1月15日,江州園區簽約19個項目,總投資35億元。\n責任編輯:向某";
    let a = Analyzer::bundled().expect("bundled").analyze(raw, &Options::default()).expect("analysed");
    assert_eq!((a.script, a.furniture.len()), (Script::Traditional, 1));
    let money = a.figures.iter().find(|f| f.span.text == "35億元").expect("a sum");
    assert_eq!(money.value, shiju::model::Value::Number(3.5e9));
    assert!(a.articles[0].paragraphs[0].text.contains("簽約19個項目"));
    let units: Vec<u16> = raw.encode_utf16().collect();
    for m in &a.mentions {
        let slice = &units[m.span.start as usize..m.span.end as usize];
        assert_eq!(String::from_utf16_lossy(slice), m.span.text);
    }
}
