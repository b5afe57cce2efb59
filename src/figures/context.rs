//! What stands around a place: titles, slogans and names in which numerals state nothing.

use super::view::View;

/// For each character of the view, whether it lies in a title or a slogan.
pub(super) struct Context {
    title: Vec<bool>,
    slogan: Vec<bool>,
}

/// A title longer than this is a mark that was never closed.
const TITLE: usize = 80;
/// Words in quotes up to this long, without a pause, are a slogan or a name.
const SLOGAN: usize = 14;

impl Context {
    pub(super) fn new(view: &View) -> Self {
        let mut out = Context { title: vec![false; view.len()], slogan: vec![false; view.len()] };
        let (mut title, mut quote) = (None, None);
        for i in 0..view.len() {
            match view.at(i) {
                '《' | '〈' => title = title.or(Some(i)),
                '》' | '〉' => mark(&mut out.title, title.take(), i, TITLE),
                '“' | '‘' | '「' | '『' => quote = Some(i),
                '”' | '’' | '」' | '』' => mark(&mut out.slogan, quote.take(), i, SLOGAN),
                '，' | ',' | '。' | ';' | '；' | ':' | '：' | '!' | '?' | '！' | '？' | '、' => {
                    // 、 parts the items of a slogan as well
                    quote = quote.filter(|_| view.at(i) == '、');
                }
                '\n' => (title, quote) = (None, None),
                _ => {}
            }
        }
        out
    }

    /// Whether the place lies in the title of a document.
    pub(super) fn in_title(&self, at: usize) -> bool {
        self.title.get(at).copied().unwrap_or(false)
    }

    /// Whether the place lies in a slogan in quotes.
    pub(super) fn in_slogan(&self, at: usize) -> bool {
        self.slogan.get(at).copied().unwrap_or(false)
    }
}

fn mark(flags: &mut [bool], from: Option<usize>, to: usize, most: usize) {
    if let Some(from) = from.filter(|f| to - f <= most) {
        flags[from..to].fill(true);
    }
}

/// How far a name of an event may reach.
const NAME: usize = 34;

/// Heads of the names of events.
const EVENTS: [&str; 30] = [
    "集中签约暨",
    "集中开工暨",
    "集中竣工暨",
    "集中投产暨",
    "签约仪式",
    "开工仪式",
    "启动仪式",
    "仪式",
    "活动周",
    "活动",
    "大会",
    "年会",
    "推进会",
    "现场会",
    "发布会",
    "洽谈会",
    "对接会",
    "签约会",
    "推介会",
    "招聘会",
    "动员会",
    "座谈会",
    "交流会",
    "峰会",
    "论坛",
    "博览会",
    "展览会",
    "运动会",
    "大赛",
    "工作会议",
];

/// What no name of an event has inside.
const VERBS: [&str; 22] = [
    "的", "在", "将", "了", "已", "举行", "举办", "召开", "开展", "实现", "完成", "共", "累计", "以来", "起", "是",
    "为", "有", "通过", "参加", "成功", "被",
];

/// The end of an event's name that a year or a quarter before `at` begins, if it does:
/// 2021年一季度重大项目集中签约活动.
pub(super) fn event_name(view: &View, at: usize) -> Option<usize> {
    let mut end = None;
    for i in at..at + NAME {
        let c = view.at(i);
        if matches!(c, '\n' | ',' | '。' | ';' | '、' | ':' | '!' | '?' | ' ' | '《') || c.is_ascii_digit() {
            break;
        }
        if view.one_of(i, &VERBS).is_some() {
            break;
        }
        end = view.one_of(i, &EVENTS).or(end);
    }
    end
}
