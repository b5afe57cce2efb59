//! Plain sentences, each figure with what it measures and of whom, through the whole house.

use crate::{Analyzer, Options};

/// `metric/subject` of each quantity of a text, `-` for none.
fn links(text: &str) -> Vec<String> {
    let options = Options { published: Some("2024-07-05".into()), ..Options::default() };
    let a = Analyzer::bundled().unwrap().analyze(text, &options).unwrap();
    let phrase = |link: &Option<crate::model::Link>| link.as_ref().map_or("-".into(), |l| l.span.text.clone());
    let told = a.figures.iter().filter(|f| f.metric.is_some() || f.subject.is_some());
    told.map(|f| format!("{}/{}", phrase(&f.metric), phrase(&f.subject))).collect()
}

fn metrics(text: &str) -> Vec<String> {
    links(text).into_iter().map(|l| l.split('/').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_metric_is_cut_out_as_a_reader_would() {
    assert_eq!(
        metrics("全县办结率达96%，合同履约率为91%，项目开工率上升到88%。"),
        ["办结率", "合同履约率", "项目开工率"]
    );
    assert_eq!(
        metrics("青岚县一般公共预算收入达12亿元，社会消费品零售总额86亿元。"),
        ["一般公共预算收入", "社会消费品零售总额"]
    );
    assert_eq!(metrics("在谈项目36个，意向投资128亿元。"), ["在谈项目", "意向投资"]);
}

#[test]
fn a_hedge_joined_to_a_word_hides_no_metric() {
    assert_eq!(
        links("项目总投资12亿元，占地约300亩，建筑面积20万平方米。"),
        ["总投资/项目", "占地/项目", "建筑面积/项目"]
    );
}

#[test]
fn neither_a_measure_nor_an_adverb_is_a_subject() {
    assert_eq!(links("园区规划面积12.6平方公里，建成标准厂房45万平方米。"), ["规划面积/园区", "标准厂房/园区"]);
    assert!(links("项目达产后，预计年产值超过40亿元，年上缴税收约2.5亿元。").iter().all(|l| !l.ends_with("预计")));
}

#[test]
fn what_happened_to_a_measure_is_none() {
    let found = metrics("2023年，全县外贸进出口总额56.4亿元，比上年增长13%；今年一季度完成16.2亿元，同比增长9.7%。");
    assert_eq!(found, ["外贸进出口总额"; 4]);
}

#[test]
fn names_before_the_word_pair_off_with_figures_after_it() {
    assert_eq!(metrics("开工率、投产率分别达93.4%、67.2%。"), ["开工率", "投产率"]);
    assert_eq!(
        metrics("全县规模工业增加值、固定资产投资和社会消费品零售总额分别增长8.6%、10.1%、5.2%。"),
        ["规模工业增加值", "固定资产投资", "社会消费品零售总额"]
    );
}

#[test]
fn quantities_before_the_word_pair_off_with_shares_after_it() {
    let found = metrics("完成货物吞吐量3256万吨，集装箱吞吐量42万标箱，分别增长8.6%和15.3%。");
    assert_eq!(found[2..], found[..2]);
    assert_ne!(found[0], found[1]);
}

#[test]
fn one_measure_of_several_is_left_to_the_ranker() {
    let found = metrics("甲县、乙县实现产值12亿元、15亿元，同比分别增长8%、9%。");
    assert_eq!(found[2], found[3]);
}

#[test]
fn what_shall_be_by_a_day_is_of_that_day() {
    let options = Options { published: Some("2024-07-05".into()), ..Options::default() };
    let text = "新能源产业链去年实现产值340亿元，力争到2025年底突破500亿元。";
    let a = Analyzer::bundled().unwrap().analyze(text, &options).unwrap();
    let periods = a.figures.iter().filter_map(|f| Some(f.period.as_ref()?.span.text.as_str()));
    assert_eq!(periods.collect::<Vec<_>>(), ["去年", "2025年底"]);
}
