//! The ledger of whole texts, written for these tests.

use crate::model::{Analysis, Stage, Status};
use crate::{Analyzer, Options};

fn analyze(text: &str) -> Analysis {
    let options = Options { published: Some("2024-03-20".into()), ..Options::default() };
    Analyzer::bundled().unwrap().analyze(text, &options).unwrap()
}

fn words(a: &Analysis, figure: usize) -> &str {
    &a.figures[figure].span.text
}

#[test]
fn a_project_has_its_sum_its_stage_and_its_land() {
    let a = analyze(
        "3月18日,青禾种业良种繁育基地项目在桐山高新区开工。项目总投资6.5亿元,占地120亩,其中一期投资2亿元,预计2025年6月投产,达产后年产值可达9亿元。",
    );
    let p = a.projects.first().expect("one record");
    assert_eq!(p.name.as_deref(), Some("青禾种业良种繁育基地项目"));
    assert_eq!(p.stage, Some(Stage::Started));
    assert_eq!(words(&a, p.investment.as_ref().unwrap().figure), "6.5亿元");
    let fact = |name: &str| p.facts.iter().find(|f| f.name == name).map(|f| (words(&a, f.figure), f.status));
    assert_eq!(fact("用地").map(|f| f.0), Some("120亩"));
    assert_eq!(fact("年产值"), Some(("9亿元", Some(Status::Forecast))));
    assert!(p.stages.iter().any(|s| s.stage == Stage::Operating && s.status == Status::Forecast));
    assert!(p.phases.iter().any(|f| words(&a, f.figure) == "2亿元"));
}

#[test]
fn the_next_paragraph_may_go_on_about_a_project() {
    let a = analyze(
        "3月18日,青禾种业良种繁育基地项目在桐山高新区开工。\n\n该项目由青禾种业投资建设,总投资6.5亿元,占地120亩。",
    );
    let p = a.projects.first().expect("one record");
    assert_eq!(words(&a, p.investment.as_ref().unwrap().figure), "6.5亿元");
}

#[test]
fn a_firm_tells_the_sum_before_its_project_has_a_name() {
    let a = analyze(
        "1月6日,青禾种业有限公司与桐山高新区签约,投资3亿元建设良种加工基地。两个月后,3月12日,青禾良种智能工厂项目举行开工仪式。",
    );
    let p = a.projects.iter().find(|p| p.name.as_deref() == Some("青禾良种智能工厂项目")).expect("the project");
    assert_eq!(words(&a, p.investment.as_ref().unwrap().figure), "3亿元");
}

#[test]
fn a_project_is_where_it_builds_and_not_where_its_firm_comes_from() {
    let places = |text: &str| analyze(text).projects.into_iter().map(|p| p.place).collect::<Vec<_>>();
    let rented = "青禾种业良种加工项目总投资1.2亿元,租赁芸台科创园8号栋厂房建设两条生产线,今年5月投产。";
    assert_eq!(places(rented), [Some("芸台科创园".to_string())]);
    let abroad = "桐山县签下外资大单\n\n3月18日,来自德国的青禾种业有限公司与桐山县签约,投资3亿元建设良种加工基地。";
    assert_eq!(places(abroad), [Some("桐山县".to_string())]);
}

#[test]
fn a_workshop_is_a_project_where_it_is_built() {
    let names = |text: &str| analyze(text).projects.into_iter().filter_map(|p| p.name).collect::<Vec<_>>();
    let built = "3月18日,青禾种业有限公司与桐山高新区签约,投资8500万元新建玉米种子加工厂。";
    assert!(names(built).iter().any(|n| n.ends_with("加工厂")), "{:?}", names(built));
    assert_eq!(names("青禾种业的玉米加工车间里,工人正在分拣种子。"), [""; 0]);
}

#[test]
fn a_batch_is_no_project() {
    let a = analyze("3月6日,桐山县12个项目集中开工,总投资86亿元,其中亿元以上项目5个。");
    assert_eq!(a.projects, []);
    let b = a.batches.first().expect("one batch");
    assert_eq!((b.stage, words(&a, b.count), b.sum.map(|s| words(&a, s))), (Stage::Started, "12个", Some("86亿元")));
    assert_eq!(b.parts.iter().map(|p| words(&a, p.count)).collect::<Vec<_>>(), ["5个"]);
}

#[test]
fn promises_and_results_are_told_apart() {
    let a = analyze(
        "桐山县行政审批局承诺施工许可2个工作日内办结。青禾种业的执照仅用45分钟就办好了。审批时限由20个工作日缩短到8个工作日。",
    );
    let rows: Vec<_> =
        a.commitments.iter().map(|c| (c.status, words(&a, c.figure), c.before.map(|b| words(&a, b)))).collect();
    assert_eq!(
        rows,
        [
            (Status::Commitment, "2个工作日", None),
            (Status::Actual, "45分钟", None),
            (Status::Commitment, "8个工作日", Some("20个工作日")),
        ]
    );
}

#[test]
fn each_length_of_a_list_has_its_own_words_and_what_a_firm_got_is_a_result() {
    let a = analyze("桐山县政务服务中心承诺诉求1小时内反馈、5个工作日办结。3月,青禾种业有限公司82分钟办结营业执照。");
    let rows: Vec<_> = a.commitments.iter().map(|c| (c.status, words(&a, c.figure), c.what.text.as_str())).collect();
    assert_eq!(rows[1..], [(Status::Commitment, "5个工作日", "办结"), (Status::Actual, "82分钟", "办结营业执照")]);
    assert!(rows[0].2.ends_with("诉求"));
}

#[test]
fn problems_incentives_and_mechanisms_have_rows() {
    let a = analyze(
        "桐山县搭建项目服务管理平台,今年走访企业320家,收集问题150个,解决问题121个,问题化解率80.7%。桐山高新区为企业免租金3年,并给予设备补贴。",
    );
    let p = a.problems.first().expect("a row of problems");
    assert_eq!((p.collected.map(|f| words(&a, f)), p.solved.map(|f| words(&a, f))), (Some("150个"), Some("121个")));
    assert_eq!(p.rate.map(|f| words(&a, f)), Some("80.7%"));
    let kinds: Vec<&str> = a.incentives.iter().map(|i| i.kind.as_str()).collect();
    assert_eq!(kinds, ["rent", "subsidy"]);
    let given = analyze("桐山高新区为青禾种业有限公司补贴设备款200万元。");
    let to = given.incentives[0].taker.as_ref().map(|s| s.text.as_str());
    assert_eq!(to, Some("青禾种业有限公司"));
    assert!(a.mechanisms.iter().any(|m| m.kind == "platform" && m.name.text == "项目服务管理平台"));
}

#[test]
fn nothing_comes_of_nothing() {
    for text in ["", "\n\n", "项目项目项目", "、、、等项目", "投资投资,签约。开工!"] {
        let a = analyze(text);
        assert!(a.projects.is_empty() && a.batches.is_empty() && a.indicators.is_empty(), "{text:?}");
    }
}

#[test]
fn how_long_it_took_from_stage_to_stage_is_told() {
    let took = |text: &str| {
        let a = analyze(text);
        let p = a.projects.first().expect("one record").clone();
        let told = p.durations.iter().map(|d| (d.from, d.to, words(&a, d.figure).to_string(), d.status));
        (p.stage, told.collect::<Vec<_>>())
    };
    let days = |from, to, words: &str, status| vec![(from, to, words.to_string(), status)];
    assert_eq!(
        took("本次开工的青禾种业良种繁育基地项目总投资6.5亿元,从签约到开工只用了97天。"),
        (Some(Stage::Started), days(Some(Stage::Signed), Stage::Started, "97天", Status::Actual))
    );
    assert_eq!(
        took("青禾种业良种繁育基地项目总投资6.5亿元,从签约到投产,仅用时8个月。"),
        (Some(Stage::Operating), days(Some(Stage::Signed), Stage::Operating, "8个月", Status::Actual))
    );
    let (stage, told) = took("青禾种业良种繁育基地项目总投资6.5亿元,已于3月签约。项目将在18个月内投产。");
    assert_eq!(stage, Some(Stage::Signed));
    assert_eq!(told, days(None, Stage::Operating, "18个月", Status::Forecast));
}

#[test]
fn a_date_without_a_year_keeps_its_words() {
    let text = "3月12日,青禾种业良种繁育基地项目在桐山高新区签约,总投资6.5亿元。";
    let a = Analyzer::bundled().unwrap().analyze(text, &Options::default()).unwrap();
    let signed = a.projects[0].stages.iter().find(|s| s.stage == Stage::Signed).expect("signed");
    assert_eq!((signed.date.as_deref(), signed.when.as_ref().map(|w| w.text.as_str())), (None, Some("3月12日")));
}

#[test]
fn what_is_finished_in_part_or_lies_ahead_is_not_finished() {
    let stage = |text: &str| analyze(text).projects.first().and_then(|p| p.stage);
    let project = "青禾种业良种繁育基地项目总投资6.5亿元";
    assert_eq!(stage(&format!("{project},目前办公楼已建成。")), Some(Stage::Started));
    assert_eq!(stage(&format!("{project},原定去年5月开工,至今未动。")), Some(Stage::Planned));
    assert_eq!(stage(&format!("{project},完成年度计划的31%。")), Some(Stage::Started));
}

#[test]
fn projects_that_are_counted_are_no_project() {
    let a = analyze("桐山县今年引进汽车零部件项目37个,286个市列重点项目完成投资86亿元。");
    assert_eq!(a.projects, []);
}

#[test]
fn a_zone_may_be_told_by_another_word() {
    let a = analyze(
        "桐山县柳河产业园有企业53家。3月18日,园区又开工2个项目:青禾良种加工项目投资5.2亿元,云溪茶饮基地项目投资1.3亿元。",
    );
    let places: Vec<_> = a.projects.iter().map(|p| p.place.as_deref().unwrap_or("")).collect();
    assert!(places.len() == 2 && places.iter().all(|p| p.ends_with("柳河产业园")), "{places:?}");
}

#[test]
fn a_day_belongs_to_the_stage_that_it_stands_with_and_a_batch_has_one_for_all() {
    let a = analyze(
        "3月18日,桐山高新区6个项目集中开工,总投资26亿元,其中10亿元以上项目1个、亿元以上项目3个。青禾良种加工项目总投资12亿元,当天开工,预计2025年6月投产。云溪茶饮基地项目总投资3亿元,2023年11月签约,只用了97天就开工。",
    );
    let dated = |name: &str, stage: Stage| {
        let p = a.projects.iter().find(|p| p.name.as_deref() == Some(name)).expect("a record");
        p.stages.iter().find(|s| s.stage == stage).and_then(|s| s.date.as_deref())
    };
    assert_eq!(dated("青禾良种加工项目", Stage::Started), Some("2024-03-18"));
    assert_eq!(dated("青禾良种加工项目", Stage::Operating), Some("2025-06"));
    assert_eq!(dated("云溪茶饮基地项目", Stage::Signed), Some("2023-11"));
    assert_ne!(dated("云溪茶饮基地项目", Stage::Started), Some("2023-11"));
    let parts: Vec<_> = a.batches[0].parts.iter().map(|p| (p.label.text.as_str(), words(&a, p.count), p.sum)).collect();
    assert_eq!(parts, [("其中10亿元以上项目", "1个", None), ("亿元以上项目", "3个", None)]);
}

#[test]
fn another_project_is_no_content() {
    let a = analyze("恒远精密减速器项目投资8.6亿元,已经开工。云溪新材与桐山高新区签约,投资5.2亿元建设高纯氧化铝项目。");
    assert!(a.projects.len() > 1);
    for p in &a.projects {
        assert!(p.content.as_deref().is_none_or(|c| !c.ends_with("氧化铝项目")), "{:?}", p.content);
    }
}

#[test]
fn the_sort_of_a_firm_is_no_part_of_its_cell() {
    let a = analyze("3月5日,云溪县举行签约仪式。德资企业麦仑传动投资3亿元建设减速机项目。");
    let firms: Vec<_> = a.projects.iter().filter_map(|p| p.company.as_deref()).collect();
    assert_eq!(firms, ["麦仑传动"]);
}

#[test]
fn a_heading_and_its_text_tell_of_one_batch() {
    let a = analyze(
        "青禾区集中开工18个项目\n\n3月5日,青禾区举行重大项目集中开工仪式,18个项目集中开工,总投资102.7亿元,年度计划投资36.9亿元。\n\n仪式后,大家参观了展厅。",
    );
    assert_eq!(a.batches.len(), 1);
    let sum = a.batches[0].sum.expect("the text tells the sum");
    assert_eq!(words(&a, sum), "102.7亿元");
}

#[test]
fn what_was_counted_over_a_year_or_did_not_happen_is_no_batch() {
    assert!(analyze("今年以来,全县新开工亿元以上项目21个。").batches.is_empty());
    assert!(analyze("有6个项目因用地指标未能开工。").batches.is_empty());
}

#[test]
fn two_batches_may_share_a_sentence() {
    let a = analyze("本次活动集中开工项目32个,总投资187亿元;集中竣工项目15个,总投资74亿元。");
    let told: Vec<_> = a.batches.iter().map(|b| (words(&a, b.count), b.sum.map(|s| words(&a, s)))).collect();
    assert_eq!(told, [("32个", Some("187亿元")), ("15个", Some("74亿元"))]);
}

#[test]
fn a_firm_s_name_is_no_part_of_what_it_invests() {
    let a = analyze("云溪县里,青禾重工股份有限公司投资6.5亿元建设盾构机项目。");
    let metrics: Vec<_> = a.indicators.iter().map(|i| i.metric.text.as_str()).collect();
    assert_eq!(metrics, ["投资"]);
}

#[test]
fn what_is_dealt_out_falls_to_each() {
    let a = analyze(
        "青岚县招商项目集中签约。恒川铜箔项目、华岳锂电隔膜项目、云岭数控机床项目现场签约，总投资分别为30亿元、12亿元和8.6亿元。\n\
         恒川铜箔项目、华岳锂电隔膜项目用地分别为300亩、120亩，计划分别于9月、10月开工。",
    );
    let sums = a.projects.iter().map(|p| p.investment.as_ref().map(|i| words(&a, i.figure)));
    assert_eq!(sums.collect::<Vec<_>>(), [Some("30亿元"), Some("12亿元"), Some("8.6亿元")]);
    let land = |p: usize| a.projects[p].facts.iter().map(|f| words(&a, f.figure)).collect::<Vec<_>>();
    assert_eq!([land(0), land(1), land(2)], [vec!["300亩"], vec!["120亩"], vec![]]);
    let started =
        |p: usize| a.projects[p].stages.iter().filter_map(|s| s.when.as_ref().map(|w| w.text.as_str())).next_back();
    assert_eq!([started(0), started(1), started(2)], [Some("9月"), Some("10月"), None]);
}

#[test]
fn a_sum_that_builds_a_project_is_that_project_s() {
    let a = analyze(
        "2019年，恩瑞制药投资4.3亿元建成合成药物基地项目，2020年投产。随后，母公司恩泽控股追加投资11亿元，建设恩泽生物创新药产业园项目。",
    );
    let sums = a.projects.iter().map(|p| p.investment.as_ref().map(|i| words(&a, i.figure)));
    assert_eq!(sums.collect::<Vec<_>>(), [Some("4.3亿元"), Some("11亿元")]);
    let a = analyze(
        "由省交投集团承建的湖滨大道改造工程项目、由石湖城发投资建设的湖滨人才公寓项目同时开工，总投资分别为8.6亿元、3.9亿元。",
    );
    let sums = a.projects.iter().map(|p| p.investment.as_ref().map(|i| words(&a, i.figure)));
    assert_eq!(sums.collect::<Vec<_>>(), [Some("8.6亿元"), Some("3.9亿元")]);
}

#[test]
fn a_place_that_the_text_says_outright_goes_before_a_likelier_one() {
    let a = analyze(
        "浙江嘉兴：湖钠钠离子电池项目。业主是浙江湖钠能源有限责任公司，2023年9月27日在南湖区动工，总投资110亿元。\n\
         云溪县以恒川汽车零部件制造项目为支点，打造自己的汽车零部件产业园。",
    );
    let places: Vec<_> = a.projects.iter().map(|p| p.place.as_deref()).collect();
    assert_eq!(places.first(), Some(&Some("南湖区")));
    assert!(places.iter().all(|p| *p != Some("汽车零部件产业园")));
}

#[test]
fn a_place_is_no_wider_than_the_name_or_the_headline_says() {
    let a = analyze("岳阳市重大项目集中开工。华容储能项目总投资18亿元，岳阳正在加快建设。");
    assert_eq!(a.projects[0].place.as_deref(), Some("华容"));
    let a =
        analyze("30亿元靶材项目落户衢州智造新城\n\n本报讯 3月18日，恒川靶材项目签约仪式在衢州举行。项目总投资30亿元。");
    assert_eq!(a.projects[0].place.as_deref(), Some("衢州智造新城"));
}

#[test]
fn what_is_made_is_no_firm() {
    let company = |text: &str| analyze(text).projects[0].company.clone();
    assert_eq!(company("银翼无人机的工业级无人机项目总投资5.5亿元，今年10月投产。").as_deref(), Some("银翼无人机"));
    assert_eq!(company("工业级无人机项目总投资5.5亿元，今年10月投产。"), None);
    assert_eq!(company("新锐表业投资1.6亿元建设机械表机芯项目，当年8月投产。").as_deref(), Some("新锐表业"));
}

#[test]
fn a_firm_is_given_by_its_whole_name() {
    let a = analyze(
        "柳鑫高速覆铜板项目加快推进，项目总投资10亿元，已经开工。\n深圳市柳鑫实业股份有限公司董事长说，柳鑫项目建设很快。",
    );
    assert_eq!(a.projects[0].company.as_deref(), Some("深圳市柳鑫实业股份有限公司"));
}

#[test]
fn a_zone_in_the_project_s_name_goes_before_the_place_that_it_begins_with() {
    let a = analyze(
        "嘉定区召开推进会。嘉定工业区南门社区地块项目总投资18亿元，今年3月开工，嘉定各部门上门服务。\n嘉定工业区党工委书记说，要快。",
    );
    assert_eq!(a.projects[0].place.as_deref(), Some("嘉定工业区"));
}

#[test]
fn the_town_or_zone_right_before_a_name_is_where_it_is() {
    let place = |text: &str| analyze(text).projects[0].place.clone();
    assert_eq!(
        place("桐山县各乡镇同步开工。其中，朱河镇的玉禾集团菜籽油精炼项目投资3.2亿元，年内投产。").as_deref(),
        Some("朱河镇")
    );
    assert_eq!(
        place("桐山县各乡镇同步开工。白螺镇引进湘禾茶业投资7000万元建设红茶精制加工项目，厂房开始打桩。").as_deref(),
        Some("白螺镇")
    );
    let a = analyze(
        "桐山县现场签约5个项目。其中，深圳大禾机器人有限公司投资6亿元的丝杠模组制造项目、东莞力禾减震器有限公司投资2.2亿元的空气弹簧项目，分别落户桐山高新区和沙溪镇。",
    );
    let place = |name| a.projects.iter().find(|p| p.name.as_deref() == Some(name)).and_then(|p| p.place.as_deref());
    assert_eq!(place("丝杠模组制造项目"), Some("桐山高新区"));
    assert_eq!(place("空气弹簧项目"), Some("沙溪镇"));
}

#[test]
fn the_firm_of_the_sentence_before_is_what_the_text_calls_the_firm() {
    let a = analyze("尝到甜头的还有三明宏禾机械有限公司。公司的高精度齿轮箱技改项目投资4800万元，已于4月复工。");
    assert_eq!(a.projects[0].company.as_deref(), Some("三明宏禾机械有限公司"));
}

#[test]
fn a_firm_builds_what_stands_behind_it_and_no_other_project() {
    let a = analyze(
        "湖州鑫禾射洪基地项目投资22亿元，4条生产线全部点亮；成都嘉禾新材料公司计划投资3.3亿元建设电解液添加剂项目，环评已获批复。",
    );
    let firm =
        |name: &str| a.projects.iter().find(|p| p.name.as_deref() == Some(name)).and_then(|p| p.company.as_deref());
    assert_eq!(firm("电解液添加剂项目"), Some("成都嘉禾新材料公司"));
    assert_ne!(firm("湖州鑫禾射洪基地项目"), Some("成都嘉禾新材料公司"));
}

#[test]
fn the_sum_of_all_phases_goes_before_that_of_one() {
    let a =
        analyze("新加坡金禾纸业集团将在桐山经开区建设高档生活用纸基地项目，项目总投资3.5亿美元，一期投资1.8亿美元。");
    assert_eq!(words(&a, a.projects[0].investment.as_ref().unwrap().figure), "3.5亿美元");
}
