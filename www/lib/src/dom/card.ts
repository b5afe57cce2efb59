import type { Analysis, Entity } from "../analysis.js";
import { formatFigure } from "../format.js";
import { type Lang, nameOf } from "../names.js";
import type { Mark } from "./marks.js";

const words = {
  zh: {
    aliases: "又称",
    posts: "职务",
    division: "区划",
    places: "提及",
    value: "数值",
    metric: "指标",
    subject: "主体",
    period: "时期",
    comparison: "相比",
    suggestion: "建议",
  },
  en: {
    aliases: "Also",
    posts: "Posts",
    division: "Division",
    places: "Mentions",
    value: "Value",
    metric: "Metric",
    subject: "Of",
    period: "Period",
    comparison: "Against",
    suggestion: "Suggestion",
  },
} as const;

const css = `
:host { all: initial; }
.card {
  position: fixed; z-index: 2147483647; inset: auto; margin: 0; max-inline-size: min(22rem, calc(100vw - 1.5rem)); padding: 0.7rem 0.85rem;
  border: 1px solid light-dark(#dcd5c8, #2b394d); border-radius: 8px;
  background: var(--shiju-card, light-dark(#fffdf8, #1c283a)); color: var(--shiju-card-ink, light-dark(#211e1a, #e8e5dd));
  box-shadow: 0 6px 24px rgb(0 0 0 / 0.16); font: 13px / 1.55 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", sans-serif;
}
section + section { margin-block-start: 0.55rem; padding-block-start: 0.55rem; border-block-start: 1px solid light-dark(#e9e3d8, #2b394d); }
small { color: light-dark(#635b50, #a9b3c1); margin-inline-end: 0.5em; }
strong { font-weight: 600; font-variant-numeric: tabular-nums; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 0.1rem 0.7rem; margin: 0.3rem 0 0; }
dt { color: light-dark(#635b50, #a9b3c1); }
dd { margin: 0; overflow-wrap: anywhere; }
p { margin: 0.2rem 0 0; }`;

/** Whether cards are popovers, above everything else; elsewhere they are boxes with a high place. */
const hasPopover = () => "popover" in HTMLElement.prototype;

/** A card beside a mark that tells what is known of it. It lives outside the marked text. */
export class Card {
  #host = document.createElement("shiju-card");
  #box = document.createElement("div");

  constructor() {
    const shadow = this.#host.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
    this.#box.className = "card";
    if (hasPopover()) this.#box.popover = "manual";
    else this.#box.hidden = true;
    this.#box.setAttribute("role", "status");
    shadow.append(this.#box);
    document.body.append(this.#host);
  }

  /** Shows what is known of these marks beside a stretch of the text, light or dark as that is. */
  show(analysis: Analysis, marks: readonly Mark[], range: Range, lang: Lang): void {
    const beside = range.getBoundingClientRect();
    const parent = range.startContainer.parentElement;
    if (parent) this.#box.style.colorScheme = getComputedStyle(parent).colorScheme;
    this.#box.replaceChildren(...marks.map((mark) => section(analysis, mark, lang)));
    this.#toggle(true);
    const { width, height } = this.#box.getBoundingClientRect();
    const below = beside.bottom + 6 + height <= innerHeight;
    this.#box.style.left = `${Math.max(8, Math.min(beside.left, innerWidth - width - 8))}px`;
    this.#box.style.top = `${below ? beside.bottom + 6 : Math.max(8, beside.top - 6 - height)}px`;
  }

  hide(): void {
    this.#toggle(false);
  }

  #toggle(shown: boolean): void {
    if (hasPopover()) this.#box.togglePopover(shown);
    else this.#box.hidden = !shown;
  }

  remove(): void {
    this.#host.remove();
  }
}

type Row = readonly [label: string, value: string | undefined];

/** Built node by node: nothing of a text is ever read as markup. */
function section(analysis: Analysis, mark: Mark, lang: Lang): HTMLElement {
  const out = document.createElement("section");
  const add = (tag: string, text: string, to: HTMLElement = out) => {
    const element = document.createElement(tag);
    element.textContent = text;
    to.append(element);
    return element;
  };
  const rows = (list: readonly Row[]) => {
    const shown = list.filter(([, value]) => value);
    if (shown.length === 0) return;
    const dl = add("dl", "");
    for (const [label, value] of shown) {
      add("dt", label, dl);
      add("dd", value as string, dl);
    }
  };
  const say = words[lang];
  if (mark.family === "finding") {
    add("small", nameOf(mark.item.severity, lang));
    add("p", lang === "en" ? mark.item.message_en : mark.item.message);
    rows([[say.suggestion, mark.item.suggestion]]);
  } else if (mark.family === "figure") {
    const { item } = mark;
    add("small", nameOf(item.kind, lang));
    add("strong", formatFigure(item, lang));
    rows([
      [say.metric, item.metric?.text],
      [say.subject, item.subject?.text],
      [say.period, item.period?.text],
      [say.comparison, item.comparison?.text],
    ]);
  } else {
    const entity = analysis.entities[mark.item.entity];
    add("small", nameOf(mark.item.type, lang));
    add("strong", entity?.name ?? mark.item.text);
    if (entity) rows(known(analysis, entity, say));
  }
  return out;
}

function known(analysis: Analysis, entity: Entity, say: (typeof words)[Lang]): Row[] {
  const name = (id: number | undefined) => (id === undefined ? "" : (analysis.entities[id]?.name ?? ""));
  return [
    [say.aliases, entity.aliases.join("、")],
    [say.posts, entity.posts?.map(({ body, role }) => name(body) + name(role)).join("、")],
    [say.division, entity.division && `${entity.division.path.join(" › ")} ${entity.division.code}`],
    [say.places, String(entity.mentions.length)],
  ];
}
