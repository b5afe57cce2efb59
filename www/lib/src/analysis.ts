/**
 * The result, as every caller sees it: the twin of `src/model.rs`. A test checks real results against
 * these types, so that the two cannot drift apart.
 *
 * All offsets are UTF-16 code units into the text exactly as it was passed in:
 * `text.slice(start, end) === span.text` always holds.
 */

/** A stretch of the text that was passed in. */
export interface Span {
  start: number;
  end: number;
  text: string;
}

export type EntityType =
  | "person"
  | "role"
  | "company"
  | "government"
  | "organization"
  | "place"
  | "zone"
  | "project"
  | "industry"
  | "product"
  | "policy"
  | "event";

export type FigureKind =
  | "money"
  | "count"
  | "percent"
  | "percentage_point"
  | "multiple"
  | "rank"
  | "area"
  | "length"
  | "volume"
  | "mass"
  | "power"
  | "energy"
  | "duration"
  | "date"
  | "period"
  | "time"
  | "age"
  | "other";

/** A number; a range `[low, high]`; ISO 8601 for dates, periods and times; null where nothing is certain (数万). */
export type Value = number | [number, number] | string | null;

/** One place where an entity is named. */
export interface Mention extends Span {
  type: EntityType;
  /** Index into `Analysis.entities`. */
  entity: number;
  /** From 0 to 1. */
  confidence: number;
  /** Part of another mention, which holds it: the firm in a project's name. */
  inner?: true;
}

/** One thing in the world: all its mentions under its fullest name. */
export interface Entity {
  id: number;
  type: EntityType;
  name: string;
  aliases: string[];
  /** Indexes into `Analysis.mentions`. */
  mentions: number[];
  /** Of a place: its GB/T 2260 code and the names from the province down. */
  division?: { code: string; path: string[] };
  /** Of a person: posts held (entity of the role), and the body they belong to. */
  posts?: { role: number; body?: number }[];
}

/** A phrase of the text that a figure is tied to. */
export interface Link extends Span {
  /** Index into `Analysis.entities`. */
  entity?: number;
}

/** The time a figure holds for. */
export interface PeriodLink extends Link {
  /** ISO 8601 interval, both ends included. */
  interval?: string;
}

export type Modifier = "approx" | "over" | "under";
export type Change = "up" | "down" | "flat";
export type Status = "actual" | "threshold" | "forecast" | "target" | "commitment";

/** A figure with its value and what it says. */
export interface Figure extends Span {
  kind: FigureKind;
  /** 万 and 亿 multiplied out, in `unit`. */
  value: Value;
  /** CNY, USD…; % and pp; m2, mu, km, t, kW…; for a count the measure word as written. */
  unit: string | null;
  /** The same in the base unit, where there is one (3071.22 mu is 2047480 m2). */
  base?: { value: Value; unit: string };
  modifier?: Modifier;
  change?: Change;
  status?: Status;
  /** What is measured. */
  metric?: Link;
  /** Whose it is. */
  subject?: Link;
  /** When it holds. */
  period?: PeriodLink;
  /** Of a count: what is counted. */
  counted?: Link;
  /** What it is compared with. */
  comparison?: Link;
}

/** The life of a project, in order. */
export type Stage = "planned" | "signed" | "approved" | "started" | "completed" | "operating" | "scaled";

/** A stage that the text states of a project. */
export interface StageRecord {
  stage: Stage;
  /** ISO 8601. */
  date?: string;
  /** The words of the date, also where its year is not known. */
  when?: Span;
  status: "actual" | "forecast";
  evidence: Span;
}

/** How long a project took, or is to take, from one stage to another: 从签约到投产仅用时50天. */
export interface StageDuration {
  /** Where the text names it. */
  from?: Stage;
  to: Stage;
  /** Index into `Analysis.figures`. */
  figure: number;
  status: "actual" | "forecast";
  evidence: Span;
}

/** A figure that belongs to a record; `figure` is an index into `Analysis.figures`. */
export interface Fact {
  /** What it is: land, floor area, yearly output, tax, jobs, capacity… */
  name: string;
  figure: number;
  status?: Status;
}

/** The words that the cells of a project were read from. */
export interface ProjectCells {
  name?: Span;
  company?: Span;
  place?: Span;
  stage?: Span;
  content?: Span;
}

/** One row of the project ledger. */
export interface Project {
  /** Index into `Analysis.entities`. */
  entity?: number;
  name: string | null;
  company: string | null;
  place: string | null;
  /** The furthest stage stated as reached. */
  stage: Stage | null;
  stages: StageRecord[];
  /** How long it took from stage to stage. */
  durations?: StageDuration[];
  /** `figure` is an index into `Analysis.figures`. */
  investment: { value: Value; unit: string; figure: number; phase?: string } | null;
  /** Sums of its phases and parts; the whole is in `investment`. */
  phases: Fact[];
  facts: Fact[];
  /** What is built or made. */
  content: string | null;
  /** The firm above `company`. */
  parent?: Span;
  /** The industry or chain it belongs to. */
  industry?: Span;
  /** Officials who answer for it. */
  charge?: Span[];
  /** Where its money comes from: bonds, loans, funds. */
  funds?: Span[];
  /** The pool it is kept in: 储备库, 预备库. */
  pool?: Span;
  /** Index into `Analysis.batches`. */
  batch?: number;
  cells: ProjectCells;
  /** From 0 to 1. */
  confidence: number;
  evidence: Span[];
}

/** Projects signed, started or finished together. Numbers are indexes into `Analysis.figures`. */
export interface Batch {
  stage: Stage;
  date?: string;
  place?: Span;
  count: number;
  sum?: number;
  parts: BatchPart[];
  /** Indexes into `Analysis.projects`. */
  members: number[];
  evidence: Span;
}

/** A part of a batch, by threshold or by kind. */
export interface BatchPart {
  label: Span;
  threshold?: number;
  count: number;
  sum?: number;
}

/** A cell of the table metric × subject × period. Numbers are indexes into `Analysis.figures`. */
export interface Indicator {
  metric: Span;
  subject?: Span;
  period?: Span;
  interval?: string;
  figure?: number;
  change?: number;
  rank?: number;
  /** Share of the plan that is done. */
  completion?: number;
  /** The sum from which on things are counted: 亿元以上项目11个. */
  threshold?: number;
  evidence: Span;
}

/** A promise or a result measured in time. Numbers are indexes into `Analysis.figures`. */
export interface Commitment {
  status: Status;
  what: Span;
  who?: Span;
  figure: number;
  before?: number;
  evidence: Span;
}

/** Problems collected and solved. Numbers are indexes into `Analysis.figures`. */
export interface Problems {
  body?: Span;
  period?: Span;
  collected?: number;
  solved?: number;
  rate?: number;
  satisfaction?: number;
  visits?: number;
  staff?: number;
  evidence: Span;
}

/** What is given to firms. */
export interface Incentive {
  /** rent, subsidy, building, housing, site, stake, loan, tax, voucher, award, free. */
  kind: string;
  what: Span;
  giver?: Span;
  taker?: Span;
  figures: number[];
  evidence: Span;
}

/** A named way of working: a platform, a pool, a chain with its chief, a campaign. */
export interface Mechanism {
  /** platform, pool, campaign, organisation, procedure, event, plan, team, charge, stock, funding, lead. */
  kind: string;
  name: Span;
  who?: Span;
  parts: Span[];
  facts: Fact[];
  evidence: Span;
}

export type Severity = "error" | "warning" | "info";

/** Something said to hold between parts of the text, checked. */
export interface Finding extends Span {
  /** The checking rule's name. */
  type: string;
  severity: Severity;
  /** One sentence in Chinese that shows the arithmetic. */
  message: string;
  message_en: string;
  /** What the text should say instead, where that is certain. */
  suggestion?: string;
  /** The other places it is held against. */
  related: Span[];
}

export type ArticleKind = "news" | "photo" | "sidebar" | "interview" | "teaser" | "notice";

/** A paragraph as it should be read, and the pieces of the text it was made from. */
export interface Paragraph {
  kind: "body" | "section" | "caption";
  text: string;
  pieces: Span[];
}

/** One article of a page. */
export interface Article {
  title: Span | null;
  subtitle: Span | null;
  byline: Span | null;
  published: string | null;
  /** Where that date comes from: the caller, a line of its own or the head of the page, a dateline. */
  publishedFrom: "given" | "head" | "dateline" | null;
  kind: ArticleKind;
  /** Said where columns of the page are interleaved: whether the order was changed, and how sure that is; 0 where none was found. */
  order: { changed: boolean; confidence: number } | null;
  /** In reading order, which need not be page order. */
  paragraphs: Paragraph[];
}

export type FurnitureKind =
  | "navigation"
  | "credit"
  | "meta"
  | "label"
  | "legal"
  | "share"
  | "advert"
  | "teaser"
  | "caption"
  | "repeat";

/** A stretch of the text that belongs to no article. */
export interface Furniture extends Span {
  kind: FurnitureKind;
}

/** A change made to the text before reading it. */
export interface Edit extends Span {
  /** What is read in its place. */
  replacement: string;
  /** A seam set twice; a mark of a text format; what shows nothing; a character put in the place of another. */
  reason: "seam" | "markup" | "invisible" | "lookalike";
}

/** Everything that shiju says of a text. */
export interface Analysis {
  /** Semantic version of this type. */
  schema: string;
  /** Traditional characters are read as simplified ones; every span shows them as they were passed in. */
  script: "simplified" | "traditional";
  /** The date that 今年 was resolved against. */
  published: string | null;
  /** Where that date came from. */
  publishedFrom: "given" | "text" | null;
  articles: Article[];
  /** Navigation, credits, copyright lines, page labels. */
  furniture: Furniture[];
  /** In the order of the text. */
  edits: Edit[];
  mentions: Mention[];
  entities: Entity[];
  figures: Figure[];
  projects: Project[];
  batches: Batch[];
  indicators: Indicator[];
  commitments: Commitment[];
  problems: Problems[];
  incentives: Incentive[];
  mechanisms: Mechanism[];
  findings: Finding[];
  /** What was recalculated and holds; only on request. */
  checked?: Finding[];
}

export type DifferenceKind = "wording" | "name" | "figure" | "project" | "missing";

/** One difference between two texts. */
export interface Difference {
  kind: DifferenceKind;
  a: Span | null;
  b: Span | null;
  message: string;
  message_en: string;
}

/** What `compare` gives for two texts (a, b). */
export interface Comparison {
  differences: Difference[];
}

/**
 * What a reader has decided of a place of the page, against what would be said of it otherwise: an article begins
 * with the line there; the article before goes on; what begins there is not joined to what stands before; the change
 * made there is not made; the article there is read in page order; the line there is text, or furniture.
 */
export interface PageChoice {
  /** Offset into the text. */
  at: number;
  choose: "article" | "goes-on" | "apart" | "as-pasted" | "page-order" | "text" | "furniture";
}

/** A name that the reader has added; it wins over the machine. */
export interface LexiconEntry {
  text: string;
  type: EntityType;
  /** Its full name, where it has another. */
  canonical?: string;
}
