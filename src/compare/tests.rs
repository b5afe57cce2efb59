//! Comparing whole texts.

use crate::model::{Difference, DifferenceKind};
use crate::{Analyzer, Options};

fn differences(a: &str, b: &str) -> Vec<Difference> {
    Analyzer::bundled().unwrap().compare(a, b, &Options::default()).unwrap().differences
}

fn of_kind(all: &[Difference], kind: DifferenceKind) -> Vec<(&str, &str)> {
    let words = |s: &Option<crate::model::Span>| s.as_ref().map_or("", |s| &s.text).to_string().leak() as &str;
    all.iter().filter(|d| d.kind == kind).map(|d| (words(&d.a), words(&d.b))).collect()
}

#[test]
fn a_text_does_not_differ_from_itself() {
    let text = "衡山县5月8日签约项目12个,总投资36.5亿元。\n其中制造业项目7个。";
    assert_eq!(differences(text, text), []);
}

#[test]
fn a_figure_that_changed_stands_above_wording() {
    let a = "衡山县今年共签约引进项目12个,总投资36.5亿元,均已落地。";
    let b = "衡山县今年共签约引进项目12个,总投资35.6亿元,都已落地。";
    let all = differences(a, b);
    assert_eq!(of_kind(&all, DifferenceKind::Figure), [("36.5亿元", "35.6亿元")]);
    assert_eq!(of_kind(&all, DifferenceKind::Wording), [("均", "都")]);
}

#[test]
fn spans_are_places_of_the_raw_text() {
    let a = "😀衡山县今年共签约引进项目12个。\n\n全部已经落地开工建设。";
    let b = "衡山县今年共签约引进项目13个。全部已经落地开工建设。";
    for d in differences(a, b) {
        for (span, raw) in [(&d.a, a), (&d.b, b)] {
            let units: Vec<u16> = raw.encode_utf16().collect();
            let Some(span) = span else { continue };
            assert_eq!(String::from_utf16_lossy(&units[span.start as usize..span.end as usize]), span.text);
        }
    }
}

#[test]
fn an_article_of_one_text_alone_is_missing() {
    let a = "衡山县今年共签约引进项目12个,总投资36.5亿元,均已落地。";
    let all = differences(a, "昨天夜里全城下了一场大雪,交警部门增派警力上路疏导。");
    assert_eq!(all.iter().filter(|d| d.kind == DifferenceKind::Missing).count(), 2, "{all:?}");
}

#[test]
fn a_sentence_of_one_text_alone_is_missing_and_a_hedge_is_of_the_figure() {
    let a = "今年以来,全县招商势头良好。全年引进项目86个,到位资金约120亿元。下一步将加强服务。";
    let b = "今年以来,全县招商势头良好。全年引进项目86个,到位资金120亿元。";
    let all = differences(a, b);
    assert_eq!(of_kind(&all, DifferenceKind::Missing), [("下一步将加强服务。", "")]);
    assert_eq!(of_kind(&all, DifferenceKind::Figure), [("约120亿元", "120亿元")]);
    assert_eq!(all.len(), 2, "{all:?}");
}

#[test]
fn days_without_a_year_differ_as_they_are_written() {
    let a = "3月5日,东港新区举行签约仪式,星海光电项目正式签约,总投资12亿元。";
    let b = "5月8日,东港新区举行签约仪式,星海光电项目正式签约,总投资12亿元。";
    let all = differences(a, b);
    assert_eq!(of_kind(&all, DifferenceKind::Figure), [("3月5日", "5月8日")]);
    let twice = all.iter().filter(|d| d.kind == DifferenceKind::Project && d.message.contains("两次签约")).count();
    assert_eq!(twice, 1, "{all:?}");
}

#[test]
fn a_paragraph_that_moved_is_one_difference_and_what_changed_in_it_another() {
    let news = "江滨高新区举行集中签约仪式,12个项目现场签约,总投资36.5亿元。";
    let project = "深圳铱创科技有限公司投资6亿元建设阳极板项目,占地58亩,计划今年9月开工。";
    let park = "园区已建成标准厂房20万平方米,入驻企业86家,去年实现产值120亿元。";
    let a = [news, project, park].join("\n");
    let b = [news, park, &project.replace("58亩", "85亩")].join("\n");
    let all = differences(&a, &b);
    assert_eq!(of_kind(&all, DifferenceKind::Figure), [("58亩", "85亩")]);
    assert_eq!(of_kind(&all, DifferenceKind::Missing), []);
    let moved: Vec<_> = all.iter().filter(|d| d.message.contains("移到了别处")).collect();
    assert_eq!(moved.len(), 1, "{all:?}");
    assert!(moved[0].a.is_some() && moved[0].b.is_some());
}

#[test]
fn what_was_written_anew_is_not_held_against_what_has_nothing_to_do_with_it() {
    let head = "江滨高新区举行集中签约仪式,12个项目现场签约。";
    let a = format!("{head}\n县教育局对全县38所学校开展安全检查,共排查隐患126处,目前均已整改到位。");
    let b = format!("{head}\n深圳铱创科技有限公司投资6亿元建设高性能阳极板项目,预计明年9月投产。");
    let all = differences(&a, &b);
    assert_eq!(of_kind(&all, DifferenceKind::Figure), []);
    assert_eq!(all.iter().filter(|d| d.kind == DifferenceKind::Missing).count(), 2, "{all:?}");
}

#[test]
fn a_hedge_behind_a_figure_is_of_the_figure() {
    let all = differences("全县外贸增速为12%左右,好于预期。", "全县外贸增速为12%以上,好于预期。");
    assert_eq!(of_kind(&all, DifferenceKind::Figure), [("12%左右", "12%以上")]);
    assert_eq!(all.len(), 1, "{all:?}");
}

#[test]
fn a_title_moves_with_its_paragraph() {
    let (market, harbour) = (
        "湖滨夜市开街\n\n昨晚,湖滨夜市正式开街,首批入驻商户120户。",
        "港口吞吐量增长\n\n前三季度,全市港口完成吞吐量5120万吨,增长9.2%。",
    );
    let all = differences(&format!("{harbour}\n\n{market}"), &format!("{market}\n\n{harbour}"));
    assert_eq!(all.len(), 1, "{all:?}");
    assert!(all[0].message.contains("移到了别处"), "{all:?}");
}
