//! The result type, as every caller sees it. `www/lib/src/analysis.d.ts` is its twin.
//!
//! All offsets are UTF-16 code units into the text exactly as it was passed in.

use serde::{Deserialize, Serialize};

/// Semantic version of the result type.
pub const SCHEMA: &str = "0.1.0";

/// A stretch of the pasted text; `text` is exactly that stretch.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// First UTF-16 code unit.
    pub start: u32,
    /// One past the last UTF-16 code unit.
    pub end: u32,
    /// The stretch itself.
    pub text: String,
}

/// What kind of thing a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum EntityType {
    Person,
    Role,
    Company,
    Government,
    Organization,
    Place,
    Zone,
    Project,
    Industry,
    Product,
    Policy,
    Event,
}

impl EntityType {
    /// All of them, in the order in which they are numbered and shown.
    pub const ALL: [EntityType; 12] = [
        EntityType::Person,
        EntityType::Role,
        EntityType::Company,
        EntityType::Government,
        EntityType::Organization,
        EntityType::Place,
        EntityType::Zone,
        EntityType::Project,
        EntityType::Industry,
        EntityType::Product,
        EntityType::Policy,
        EntityType::Event,
    ];
}

/// What kind of figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum FigureKind {
    Money,
    Count,
    Percent,
    PercentagePoint,
    Multiple,
    Rank,
    Area,
    Length,
    Volume,
    Mass,
    Power,
    Energy,
    Duration,
    Date,
    Period,
    Time,
    Age,
    Other,
}

/// A normalised value: a number, a range `[low, high]`, an ISO 8601 text, or nothing certain.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Value {
    /// One number, 万 and 亿 multiplied out.
    Number(f64),
    /// `[low, high]`.
    Range(f64, f64),
    /// ISO 8601: a date, `start/end` for a period, `HH:MM` for a time.
    Iso(String),
    /// Known to be a figure, its value not (数万).
    Unknown,
}

/// How the words around a figure bound it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Modifier {
    /// 约, 近, 左右.
    Approx,
    /// 超, 余, 以上, 突破.
    Over,
    /// 不到, 以下, 以内.
    Under,
}

/// Which way a figure moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Change {
    Up,
    Down,
    Flat,
}

/// What kind of statement a figure makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It is so.
    Actual,
    /// 亿元以上: a bound that selects, not a sum.
    Threshold,
    /// 预计, 达产后.
    Forecast,
    /// 力争, 计划.
    Target,
    /// 5个工作日内办结.
    Commitment,
}

/// The life of a project, in the order of the news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Stage {
    Planned,
    Signed,
    Approved,
    Started,
    Completed,
    Operating,
    Scaled,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Severity {
    Info,
    Warning,
    Error,
}

/// One place where an entity is named.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Mention {
    #[serde(flatten)]
    pub span: Span,
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Index into [`Analysis::entities`].
    pub entity: usize,
    pub confidence: f32,
    /// Whether it is part of another mention, which holds it: the firm in a project's name.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub inner: bool,
}

/// An administrative division.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Division {
    /// GB/T 2260 code.
    pub code: String,
    /// Names from the province down.
    pub path: Vec<String>,
}

/// A post a person holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Post {
    /// The role's entity.
    pub role: usize,
    /// The body's entity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<usize>,
}

/// One thing in the world: all its mentions under its fullest name.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Entity {
    pub id: usize,
    #[serde(rename = "type")]
    pub kind: EntityType,
    pub name: String,
    pub aliases: Vec<String>,
    /// Indexes into [`Analysis::mentions`].
    pub mentions: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub division: Option<Division>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub posts: Vec<Post>,
}

/// A phrase that a figure is tied to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Link {
    #[serde(flatten)]
    pub span: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<usize>,
    /// Of a period: its ISO interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<String>,
}

/// A value in the base unit.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Base {
    pub value: Value,
    pub unit: String,
}

/// A figure with its value and what it says.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Figure {
    #[serde(flatten)]
    pub span: Span,
    pub kind: FigureKind,
    pub value: Value,
    pub unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<Base>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modifier: Option<Modifier>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Change>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metric: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counted: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparison: Option<Link>,
}

/// A stage that the text states of a project.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct StageRecord {
    pub stage: Stage,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The words of the date, also where its year is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<Span>,
    /// `actual` or `forecast`.
    pub status: Status,
    pub evidence: Span,
}

/// How long a project took, or is to take, from one stage to another: 从签约到投产仅用时50天.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct StageDuration {
    /// Where the text names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Stage>,
    pub to: Stage,
    /// Index into [`Analysis::figures`].
    pub figure: usize,
    /// `actual` or `forecast`.
    pub status: Status,
    pub evidence: Span,
}

/// What is invested.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Investment {
    pub value: Value,
    pub unit: String,
    /// Index into [`Analysis::figures`].
    pub figure: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phase: Option<String>,
}

/// A figure that belongs to a record.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Fact {
    /// What it is: land, floor area, yearly output, tax, jobs, capacity…
    pub name: String,
    /// Index into [`Analysis::figures`].
    pub figure: usize,
    /// `actual` or `forecast`, where the text tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
}

/// The words that the cells of a project were read from.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct ProjectCells {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<Span>,
}

/// One row of the ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Project {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<usize>,
    pub name: Option<String>,
    pub company: Option<String>,
    pub place: Option<String>,
    pub stage: Option<Stage>,
    pub stages: Vec<StageRecord>,
    /// How long it took from stage to stage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub durations: Vec<StageDuration>,
    pub investment: Option<Investment>,
    /// Sums of its phases and parts (一期, 其中设备投资); the whole is in `investment`.
    pub phases: Vec<Fact>,
    pub facts: Vec<Fact>,
    pub content: Option<String>,
    /// The firm above `company`, where the text names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Span>,
    /// The industry or chain it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub industry: Option<Span>,
    /// The officials who answer for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub charge: Vec<Span>,
    /// Where its money comes from: bonds, loans, funds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub funds: Vec<Span>,
    /// The pool it is kept in: 储备库, 省重点项目.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pool: Option<Span>,
    /// The batch it belongs to, an index into [`Analysis::batches`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<usize>,
    pub cells: ProjectCells,
    /// From 0 to 1.
    pub confidence: f32,
    pub evidence: Vec<Span>,
}

/// Projects signed, started or finished together: 162个项目集中开工,总投资426亿元.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Batch {
    pub stage: Stage,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Span>,
    /// How many projects, an index into [`Analysis::figures`].
    pub count: usize,
    /// Their sum, an index into [`Analysis::figures`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<usize>,
    /// Parts of the batch: by threshold (亿元以上11个) or by kind (产业项目8个).
    pub parts: Vec<BatchPart>,
    /// Indexes into [`Analysis::projects`].
    pub members: Vec<usize>,
    pub evidence: Span,
}

/// A part of a batch.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct BatchPart {
    pub label: Span,
    /// The bound that selects, an index into [`Analysis::figures`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<usize>,
    /// Index into [`Analysis::figures`].
    pub count: usize,
    /// Index into [`Analysis::figures`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sum: Option<usize>,
}

/// A cell of the table metric × subject × period. Figures are indexes into [`Analysis::figures`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Indicator {
    pub metric: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Span>,
    /// ISO interval of the period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interval: Option<String>,
    /// The value itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<usize>,
    /// Growth or fall against the period before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rank: Option<usize>,
    /// Share of the plan that is done: 占年度计划86.9%.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<usize>,
    /// The sum from which on things are counted: 亿元以上项目11个.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub threshold: Option<usize>,
    pub evidence: Span,
}

/// A promise (`commitment`) or a result (`actual`) measured in time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Commitment {
    pub status: Status,
    pub what: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Span>,
    /// The limit or the time taken, an index into [`Analysis::figures`].
    pub figure: usize,
    /// What it was before: 由20个工作日缩短到10个工作日.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<usize>,
    pub evidence: Span,
}

/// Problems collected and solved. Figures are indexes into [`Analysis::figures`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Problems {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub period: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collected: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub solved: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub satisfaction: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visits: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<usize>,
    pub evidence: Span,
}

/// What is given to firms: rent-free years, subsidies, buildings put up for them.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Incentive {
    /// rent, subsidy, building, housing, site, stake, loan, tax, voucher, award.
    pub kind: String,
    pub what: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub giver: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub taker: Option<Span>,
    /// Indexes into [`Analysis::figures`].
    pub figures: Vec<usize>,
    pub evidence: Span,
}

/// A named way of working: a platform, a pool, a chain with its chief, a campaign.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Mechanism {
    /// platform, pool, campaign, organisation, procedure, event, plan, team, charge, stock, funding, lead.
    pub kind: String,
    pub name: Span,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub who: Option<Span>,
    /// Its steps or members, as named.
    pub parts: Vec<Span>,
    pub facts: Vec<Fact>,
    pub evidence: Span,
}

/// Something said to hold between parts of the text, checked.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Finding {
    #[serde(flatten)]
    pub span: Span,
    /// The checking rule's name.
    #[serde(rename = "type")]
    pub rule: String,
    pub severity: Severity,
    pub message: String,
    pub message_en: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestion: Option<String>,
    pub related: Vec<Span>,
}

/// What an article is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ArticleKind {
    News,
    Photo,
    Sidebar,
    Interview,
    Teaser,
    Notice,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum ParagraphKind {
    Body,
    Section,
    Caption,
}

/// A paragraph as it should be read, and the pieces of the pasted text it was made from.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Paragraph {
    pub kind: ParagraphKind,
    pub text: String,
    pub pieces: Vec<Span>,
}

/// Why a stretch of the pasted text is read otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum EditReason {
    /// A character set twice where a line or a column was broken.
    Seam,
    /// A mark of a text format, not of the text: `##`.
    Markup,
    /// Characters that show nothing: zero-width spaces, control characters.
    Invisible,
    /// 蕞 for 最: written otherwise to get past a word filter.
    LookAlike,
}

/// A change made to the pasted text before reading it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// What was pasted.
    #[serde(flatten)]
    pub span: Span,
    /// What is read in its place.
    pub replacement: String,
    /// Why.
    pub reason: EditReason,
}

/// What a line around the articles is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum FurnitureKind {
    /// Menus, breadcrumbs, 上一篇.
    Navigation,
    /// 责任编辑, 校对.
    Credit,
    /// 发布时间, 来源, 浏览次数.
    Meta,
    /// Name, date and number of a newspaper page, names of its sections.
    Label,
    /// Copyright, registration and liability lines.
    Legal,
    /// Share buttons, QR hints.
    Share,
    /// Contact and other advertisements, hotlines.
    Advert,
    /// Links to other articles, with or without their first words.
    Teaser,
    /// The words under a picture.
    Caption,
    /// What stands there once more: a title at the foot of its page.
    Repeat,
}

/// A stretch of the pasted text that belongs to no article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Furniture {
    /// Where.
    #[serde(flatten)]
    pub span: Span,
    /// What for.
    pub kind: FurnitureKind,
}

/// How the paragraphs of an article were put in order.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Order {
    /// Whether the paragraphs stand in another order than on the page.
    pub changed: bool,
    /// How sure that order is, from 0 to 1; 0 where none was found.
    pub confidence: f32,
}

/// One article of a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Article {
    pub title: Option<Span>,
    pub subtitle: Option<Span>,
    pub byline: Option<Span>,
    pub published: Option<String>,
    /// Where that date comes from.
    #[serde(rename = "publishedFrom")]
    pub published_from: Option<ArticleDate>,
    pub kind: ArticleKind,
    /// Said where columns of the page are interleaved.
    pub order: Option<Order>,
    pub paragraphs: Vec<Paragraph>,
}

/// Where the date of publication of an article comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ArticleDate {
    /// The caller.
    Given,
    /// A line of its own, or the head of the page.
    Head,
    /// 江州1月15日讯, with the year of the page.
    Dateline,
}

/// The characters a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Script {
    Simplified,
    Traditional,
}

/// Where the date of publication came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum DateSource {
    Given,
    Text,
}

/// Everything that shiju says of a text.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs)]
pub struct Analysis {
    pub schema: String,
    /// Traditional characters are read as simplified ones, and stay as pasted.
    pub script: Script,
    pub published: Option<String>,
    pub published_from: Option<DateSource>,
    pub articles: Vec<Article>,
    pub furniture: Vec<Furniture>,
    /// In the order of the pasted text.
    pub edits: Vec<Edit>,
    pub mentions: Vec<Mention>,
    pub entities: Vec<Entity>,
    pub figures: Vec<Figure>,
    pub projects: Vec<Project>,
    pub batches: Vec<Batch>,
    pub indicators: Vec<Indicator>,
    pub commitments: Vec<Commitment>,
    pub problems: Vec<Problems>,
    pub incentives: Vec<Incentive>,
    pub mechanisms: Vec<Mechanism>,
    pub findings: Vec<Finding>,
    /// What was recalculated and holds; only on request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checked: Vec<Finding>,
}

/// What kind of difference between two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum DifferenceKind {
    Wording,
    Name,
    Figure,
    Project,
    Missing,
}

/// One difference between two texts.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Difference {
    pub kind: DifferenceKind,
    pub a: Option<Span>,
    pub b: Option<Span>,
    pub message: String,
    pub message_en: String,
}

/// What `compare` gives for two texts (a, b).
#[derive(Debug, Clone, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Comparison {
    pub differences: Vec<Difference>,
}
