//! A text that was edited is read as if it had never been another: what an analyzer keeps of earlier texts changes nothing.

use shiju::Analyzer;
use shiju::analyzer::{LISTS, Options};
use shiju::entities::UserName;
use shiju::model::EntityType;
use shiju::page::{Choice, Decision};

/// Numbers that look drawn (xorshift).
struct Draw(u64);

impl Draw {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n.max(1) as u64) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

const ARTICLES: [&str; 5] = [
    "云溪县签约九个产业项目\n本报讯(记者 沈知远)3月12日，云溪县举行项目签约仪式，青禾科技有限公司等9个项目签约，总投资36亿元，同比增长12.5%。\n\
     青禾科技智能装备项目总投资5亿元，用地120亩，计划今年9月投产。\n县委书记陆晚说，全县将在5个工作日内办结审批。\n",
    "临江区一季度开工项目二十八个\n临江2024年3月15日讯 今年1—3月，临江区开工项目28个，其中亿元以上项目11个，完成投资9.6亿元。\n\
     ■要素跟着项目走\n临江区政府(以下简称“区政府”)为远帆产业园一期腾出标准厂房2万平方米。\n区政府表示，该项目6月竣工。\n",
    "松涛镇收集企业问题35个\n松涛镇走访企业40家，收集问题35个，解决30个，办结率85.7%。\n图为走访现场。 记者 明闻 摄\n",
    "责任编辑:陆某 美术编辑:明某\n相关阅读\n",
    "２０２４年１月，青\u{200B}禾集团 总投資 3 億元。\nGDP 增长 5%，株洲高新区引进项目12个。\n",
];

const BITS: [&str; 14] = [
    "投资3亿元",
    "\n",
    "。",
    "，",
    "青禾科技",
    "2023年5月6日讯 ",
    "7",
    "县长沈知远",
    "\n\n",
    "“远帆计划”",
    " ",
    "😀",
    "\u{200B}",
    "高新区",
];

fn whole(draw: &mut Draw) -> String {
    (0..1 + draw.below(4)).map(|_| draw.one(&ARTICLES)).collect()
}

/// One edit: something more, something less, paragraphs parted, joined, moved or doubled.
fn edit(text: &str, draw: &mut Draw) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = draw.below(chars.len() + 1);
    let mut lines: Vec<&str> = text.split('\n').collect();
    let (a, b) = (draw.below(lines.len()), draw.below(lines.len()));
    match draw.below(7) {
        0 | 1 => {
            chars[..at].iter().copied().chain(draw.one(&BITS).chars()).chain(chars[at..].iter().copied()).collect()
        }
        2 => {
            let end = (at + 1 + draw.below(12)).min(chars.len());
            chars[..at].iter().chain(&chars[end.max(at)..]).collect()
        }
        3 => {
            lines.swap(a, b);
            lines.join("\n")
        }
        4 => {
            let line = lines[a];
            lines.insert(b, line);
            lines.join("\n")
        }
        5 => match text.match_indices('\n').nth(a) {
            Some((at, _)) => [&text[..at], &text[at + 1..]].concat(),
            None => text.to_string(),
        },
        _ => [text, draw.one(&ARTICLES)].concat(),
    }
}

fn options(text: &str, draw: &mut Draw) -> Options {
    let name = |text: &str, kind, canonical: Option<&str>| UserName {
        text: text.into(),
        kind,
        canonical: canonical.map(Into::into),
    };
    let length = text.encode_utf16().count();
    let mut options = Options::default();
    match draw.below(8) {
        0 => options.published = Some("2024-03-20".into()),
        1 => {
            options.lexicon = vec![
                name("青禾", EntityType::Company, Some("青禾科技有限公司")),
                name("要素", EntityType::Policy, None),
            ]
        }
        2 => options.rules_off = vec!["repetition".into(), "rate-recalculated".into()],
        3 => options.article = Some(draw.below(length) as u32),
        4 => {
            options.page = vec![Choice {
                at: draw.below(length) as u32,
                choose: draw.one(&[Decision::Article, Decision::GoesOn, Decision::Furniture]),
            }]
        }
        5 => (options.checked, options.ocr) = (true, true),
        _ => {}
    }
    options
}

fn json(analyzer: &mut Analyzer, text: &str, options: &Options) -> String {
    serde_json::to_string(&analyzer.analyze(text, options).expect("the options are sound"))
        .expect("a result is plain data")
}

/// The same in pieces, as the package asks for it; with what was told early.
fn in_pieces(analyzer: &mut Analyzer, text: &str, options: &Options) -> (String, usize) {
    let mut run = analyzer.begin(text, options).expect("the options are sound");
    let mut early = 0;
    while analyzer.step(&mut run) {
        let told = analyzer.early(&mut run).expect("a result is plain data");
        early += told.map_or(0, |json| json.matches("\"start\"").count());
    }
    early +=
        analyzer.early(&mut run).expect("a result is plain data").map_or(0, |json| json.matches("\"start\"").count());
    let mut pieces: Vec<Vec<String>> = vec![Vec::new(); LISTS.len() + 1];
    while analyzer.write(&mut run).expect("a result is plain data") {
        let written = run.written().expect("a result is plain data").into_iter().zip(&mut pieces);
        written.filter(|(piece, _)| !piece.is_empty()).for_each(|(piece, list)| list.push(piece));
    }
    let rows = |(name, list): (&&str, &Vec<String>)| match list.is_empty() && *name == "checked" {
        true => String::new(),
        false => format!(",\"{name}\":[{}]", list.join(",")),
    };
    let lists: String = LISTS.iter().zip(&pieces[1..]).map(rows).collect();
    (format!("{}{lists}}}", pieces[0].concat()), early)
}

#[test]
fn an_edited_text_is_read_as_a_new_one() {
    let mut draw = Draw(0x9E37_79B9_7F4A_7C15);
    let mut kept = Analyzer::bundled().expect("the bundled files are sound");
    for turn in 0..12 {
        let mut text = whole(&mut draw);
        for step in 0..6 {
            let options = options(&text, &mut draw);
            let fresh = json(&mut Analyzer::bundled().expect("the bundled files are sound"), &text, &options);
            assert!(json(&mut kept, &text, &options) == fresh, "turn {turn}, edit {step}, {options:?}: {text}");
            let analysis = kept.analyze(&text, &options).expect("the options are sound");
            let marks = analysis.mentions.len() + analysis.figures.len();
            assert_eq!(in_pieces(&mut kept, &text, &options), (fresh, marks), "in pieces");
            for _ in 0..=draw.below(2) {
                text = edit(&text, &mut draw);
            }
            if text.chars().count() > 2000 {
                break;
            }
        }
    }
}

#[test]
fn an_analysis_that_is_broken_off_leaves_nothing_half_done() {
    let mut kept = Analyzer::bundled().expect("the bundled files are sound");
    let text = ARTICLES.concat();
    let fresh = json(&mut Analyzer::bundled().expect("the bundled files are sound"), &text, &Options::default());
    for steps in [0, 1, 3, 7, 20, 40] {
        let other = text.replace("9个", &format!("{steps}个"));
        let mut run = kept.begin(&other, &Options::default()).expect("the options are sound");
        (0..steps).for_each(|_| {
            kept.step(&mut run);
        });
        assert_eq!(json(&mut kept, &text, &Options::default()), fresh, "after {steps} steps");
        assert!(!kept.step(&mut run) && kept.finish(run).is_none(), "another began since");
    }
}
