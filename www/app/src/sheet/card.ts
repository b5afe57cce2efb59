import { html, nothing, type TemplateResult } from "lit";
import type { Analysis, Entity, EntityType, Figure, Finding, Link } from "shiju";
import { t } from "../i18n/index.js";
import { findingsShown, jumpTo, jumpToSpan } from "../state/actions.js";
import { nameIt, notAnEntity } from "../state/corrections.js";
import type { Mark } from "../state/marks.js";
import { formatFigure, formatTime, formatValue, noteOf } from "../tables/format.js";
import { findingBody } from "./notes.js";

/** What is known of the marks at one place, innermost last; findings first. */
export function cardBody(analysis: Analysis, marks: Mark[]): TemplateResult {
  const order = { finding: 0, figure: 1, entity: 2 };
  const sorted = [...marks].sort((a, b) => order[a.family] - order[b.family] || a.end - a.start - (b.end - b.start));
  return html`${sorted.map((mark) => html`<section class="known ${mark.family}">${one(analysis, mark)}</section>`)}`;
}

function one(analysis: Analysis, mark: Mark): TemplateResult | typeof nothing {
  if (mark.family === "entity") {
    const mention = analysis.mentions[mark.index];
    const entity = mention && analysis.entities[mention.entity];
    return entity ? entityCard(analysis, entity, mark) : nothing;
  }
  if (mark.family === "figure") {
    const figure = analysis.figures[mark.index];
    return figure ? figureCard(figure) : nothing;
  }
  const finding = analysis.findings[mark.index];
  const number = findingsShown().find(({ index }) => index === mark.index)?.number ?? 0;
  return finding ? findingCard(finding, mark.index, number) : nothing;
}

const findingCard = (finding: Finding, index: number, number: number) => html`${findingBody(finding, index, number)}`;

const row = (label: string, value: unknown) => (value ? html`<dt>${label}</dt><dd>${value}</dd>` : nothing);

/** Posts as text: 局长（新区行政审批局）. */
export function postsOf(analysis: Analysis, entity: Entity): string[] {
  return (entity.posts ?? []).map(({ role, body }) => {
    const post = analysis.entities[role]?.name ?? "";
    const at = body === undefined ? "" : (analysis.entities[body]?.name ?? "");
    return at ? `${at} ${post}` : post;
  });
}

function entityCard(analysis: Analysis, entity: Entity, mark: Mark): TemplateResult {
  const words = t();
  const places = entity.mentions;
  const now = places.indexOf(mark.index);
  const go = (by: number) => {
    const index = places[(now + by + places.length) % places.length];
    if (index !== undefined) jumpTo({ family: "entity", index });
  };
  return html`
    <header>
      <span class="tag e-${entity.type}">${words.entity[entity.type]}</span>
      <strong>${entity.name}</strong>
    </header>
    <dl>
      ${row(words.card.aliases, entity.aliases.join("、"))} ${row(words.card.posts, postsOf(analysis, entity).join("；"))}
      ${row(words.card.division, entity.division && `${entity.division.path.join(" › ")} ${entity.division.code}`)}
    </dl>
    <footer>
      <span>${words.card.places(places.length)}</span>
      ${
        places.length > 1
          ? html`<button type="button" aria-label="‹" @click=${() => go(-1)}>‹</button>
            <span class="nth">${now + 1}/${places.length}</span>
            <button type="button" aria-label="›" @click=${() => go(1)}>›</button>`
          : nothing
      }
    </footer>
    ${correctionsOf(analysis, entity, analysis.mentions[mark.index]?.text ?? entity.name)}
  `;
}

/** The corrections that people make: another type, the same as another, no entity at all. */
function correctionsOf(analysis: Analysis, entity: Entity, text: string): TemplateResult {
  const words = t();
  const others = analysis.entities.filter((e) => e.type === entity.type && e.id !== entity.id && e.mentions.length);
  const chosen = (event: Event) => (event.target as HTMLSelectElement).value;
  return html`<div class="corrections">
    <select
      aria-label=${words.correct.type}
      @change=${(event: Event) => (chosen(event) ? nameIt(text, chosen(event) as EntityType) : notAnEntity(text, entity.type))}
    >
      ${typeOptions(entity.type)}
      <option value="">${words.correct.none}</option>
    </select>
    ${
      others.length
        ? html`<select aria-label=${words.correct.same} @change=${(event: Event) => nameIt(text, entity.type, chosen(event))}>
          <option value="" selected disabled>${words.correct.same}</option>
          ${others.slice(0, 60).map(({ name }) => html`<option value=${name}>${name}</option>`)}
        </select>`
        : nothing
    }
  </div>`;
}

const typeOptions = (now?: EntityType) =>
  (Object.entries(t().entity) as [EntityType, string][]).map(
    ([type, label]) => html`<option value=${type} ?selected=${type === now}>${label}</option>`,
  );

/** What is selected can be given a name's type. */
export function namingBody(text: string): TemplateResult {
  return html`<section class="known entity">
    <header><strong>${text}</strong></header>
    <div class="corrections">
      <select
        aria-label=${t().correct.mark}
        @change=${(event: Event) => nameIt(text, (event.target as HTMLSelectElement).value as EntityType)}
      >
        <option value="" selected disabled>${t().correct.mark}</option>
        ${typeOptions()}
      </select>
    </div>
  </section>`;
}

const linked = (link: Link | undefined) =>
  link ? html`<button type="button" class="link" @click=${() => jumpToSpan(link)}>${link.text}</button>` : "";

function figureCard(figure: Figure): TemplateResult {
  const words = t();
  const { period } = figure;
  const interval = period?.interval ? ` ${formatTime(period.interval)}` : "";
  return html`
    <header>
      <span class="tag f-${figure.kind}">${words.figure[figure.kind]}</span>
      <strong class="tabular">${figure.value === null ? figure.text : formatFigure(figure)}</strong>
    </header>
    <dl>
      ${figure.value === null ? row(words.card.value, words.card.unknown) : nothing}
      ${row(words.card.base, figure.base && formatValue(figure.base.value, figure.base.unit))}
      ${row(words.card.metric, linked(figure.metric))} ${row(words.card.subject, linked(figure.subject))}
      ${row(words.card.period, period && html`${linked(period)}${interval}`)}
      ${row(words.card.counted, figure.counted?.text === figure.metric?.text ? "" : linked(figure.counted))}
      ${row(words.card.status, noteOf(figure))}
    </dl>
  `;
}
