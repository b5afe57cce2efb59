import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { Analysis, Entity, EntityType, Figure, Finding, Link } from "shiju";
import { t } from "../i18n/index.js";
import { findingsShown, jumpTo, jumpToSpan, showInList } from "../state/actions.js";
import { addressOf, panelOf } from "../state/address.js";
import { nameIt, notAnEntity, putAside, refigure, retype, splitOff } from "../state/corrections.js";
import type { Mark } from "../state/marks.js";
import { store } from "../state/store.js";
import { formatFigure, formatTime, formatValue, noteOf } from "../tables/format.js";
import { findingBody, messageOf } from "./notes.js";

/** Other entities that one can be put together with. */
const MERGEABLE = 500;

/** What is known of the marks at one place, innermost last; findings first. */
export function cardBody(analysis: Analysis, marks: Mark[]): TemplateResult {
  const order = { finding: 0, figure: 1, entity: 2 };
  const sorted = [...marks].sort((a, b) => order[a.family] - order[b.family] || a.end - a.start - (b.end - b.start));
  return html`${sorted.map((mark) => html`<section class="known ${mark.family}">${one(analysis, mark)} ${waysOf(analysis, mark)}</section>`)}`;
}

/** From the words to where they are listed, and out of the page. */
function waysOf(analysis: Analysis, mark: Mark): TemplateResult {
  const words = t().card;
  const link = () => `${location.href.replace(/#.*/, "")}${addressOf(panelOf[mark.family], mark.start)}`;
  return html`<p class="ways">
    <button type="button" class="link" @click=${() => showInList(mark)}>${words.inList}</button>
    <button type="button" class="link" @click=${() => navigator.clipboard.writeText(saidOf(analysis, mark))}>${words.copy}</button>
    <button type="button" class="link" @click=${() => navigator.clipboard.writeText(link())}>${words.copyLink}</button>
  </p>`;
}

function one(analysis: Analysis, mark: Mark): TemplateResult | typeof nothing {
  if (mark.family === "entity") {
    const mention = analysis.mentions[mark.index];
    const entity = mention && analysis.entities[mention.entity];
    return entity ? entityCard(analysis, entity, mark) : nothing;
  }
  if (mark.family === "figure") {
    const figure = analysis.figures[mark.index];
    return figure ? figureCard(analysis, figure, mark) : nothing;
  }
  const finding = analysis.findings[mark.index];
  const number = findingsShown().find(({ index }) => index === mark.index)?.number ?? 0;
  return finding ? findingCard(finding, mark.index, number) : nothing;
}

/** A mark in words, for the clipboard. */
function saidOf(analysis: Analysis, { family, index }: Mark): string {
  if (family === "finding") {
    const finding = analysis.findings[index];
    return finding ? `${finding.text}：${messageOf(finding)}` : "";
  }
  if (family === "entity") {
    const entity = analysis.entities[analysis.mentions[index]?.entity ?? -1];
    return entity ? [entity.name, t().entity[entity.type], ...entity.aliases, ...postsOf(analysis, entity)].join("；") : "";
  }
  const figure = analysis.figures[index];
  if (!figure) return "";
  const said = [figure.subject?.text, figure.period?.text, figure.metric?.text, formatFigure(figure)];
  return said.filter(Boolean).join(" ");
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
    ${correctionsOf(analysis, entity, analysis.mentions[mark.index]?.text ?? entity.name)} ${boundsOf(analysis, entity, mark)}
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
      @change=${(event: Event) => (chosen(event) ? retype([...new Set([entity.name, text, ...entity.aliases])], chosen(event) as EntityType) : notAnEntity(text, entity.type))}
    >
      ${typeOptions(entity.type)}
      <option value="">${words.correct.none}</option>
    </select>
    ${
      others.length
        ? html`<select aria-label=${words.correct.same} @change=${(event: Event) => nameIt(text, entity.type, chosen(event))}>
          <option value="" selected disabled>${words.correct.same}</option>
          ${others.slice(0, MERGEABLE).map(({ name }) => html`<option value=${name}>${name}</option>`)}
        </select>`
        : nothing
    }
  </div>`;
}

/** Moves the ends of a name by a character, and takes a mention away from others. A moved name holds for the whole text. */
function boundsOf(analysis: Analysis, entity: Entity, mark: Mark): TemplateResult {
  const words = t().correct;
  const { text } = store.state;
  const mention = analysis.mentions[mark.index];
  if (!mention) return html``;
  const move = (start: number, end: number, sign: string, label: string) => {
    const next = text.slice(mention.start + start, mention.end + end);
    const sound = next.trim() === next && next.length > 1 && !next.includes("\n");
    return html`<button
      type="button"
      class="deed"
      title="${label}: ${next}"
      aria-label="${label}: ${next}"
      ?disabled=${!sound || mention.start + start < 0}
      @click=${() => nameIt(next, entity.type)}
    >
      ${sign}
    </button>`;
  };
  return html`<div class="corrections bounds" role="group" aria-label=${words.bounds}>
    <span>${words.bounds}</span>
    <span class="end">${words.left} ${move(-1, 0, "＋", words.startOut)}${move(1, 0, "－", words.startIn)}</span>
    <span class="end">${words.right} ${move(0, -1, "－", words.endIn)}${move(0, 1, "＋", words.endOut)}</span>
    ${
      entity.mentions.length > 1
        ? html`<button type="button" class="deed" @click=${() => splitOff(mention)}>${words.split}</button>`
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

function figureCard(analysis: Analysis, figure: Figure, mark: Mark): TemplateResult {
  const words = t();
  const { period } = figure;
  const interval = period?.interval ? ` ${formatTime(period.interval)}` : "";
  return html`
    <header>
      <span class="tag f-${figure.kind}">${words.figure[figure.kind]}</span>
      <strong class="tabular">${figure.value === null ? figure.text : formatFigure(figure)}</strong>
    </header>
    <dl>
      ${figure.value === null ? row(words.card.value, (figure.kind === "date" || figure.kind === "period") && !analysis.published ? words.card.undated : words.card.unknown) : nothing}
      ${row(words.card.base, figure.base && formatValue(figure.base.value, figure.base.unit))}
      ${row(words.card.metric, linked(figure.metric))} ${row(words.card.subject, linked(figure.subject))}
      ${row(words.card.period, period && html`${linked(period)}${interval}`)}
      ${row(words.card.counted, figure.counted?.text === figure.metric?.text ? "" : linked(figure.counted))}
      ${row(words.card.status, noteOf(figure))}
    </dl>
    ${keyed(figure, figureForm(analysis, figure, mark))}
  `;
}

/** What a figure is and means can be written anew; an emptied field takes the link away. */
function figureForm(analysis: Analysis, figure: Figure, mark: Mark): TemplateResult {
  const words = t();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const said = Object.fromEntries(new FormData(form)) as Record<string, string>;
    const now = { metric: figure.metric?.text, subject: figure.subject?.text, period: figure.period?.text };
    const changed = Object.entries(now).filter(([name, text = ""]) => said[name]?.trim() !== text);
    const links = Object.fromEntries(changed.map(([name]) => [name, said[name]?.trim()]));
    const input = form.elements.namedItem("value") as HTMLInputElement;
    const understood = await refigure(figure, { ...links, ...(said.value?.trim() ? { written: said.value.trim() } : {}) });
    input.setCustomValidity(understood ? "" : words.correct.notRead);
    if (!understood) input.reportValidity();
  };
  const field = (name: string, label: string, value: string, list: string | null, placeholder = "") => html`<label>
    ${label}
    <input
      name=${name}
      .value=${value}
      placeholder=${placeholder}
      list=${list ?? nothing}
      autocomplete="off"
      @input=${(event: InputEvent) => (event.target as HTMLInputElement).setCustomValidity("")}
    />
  </label>`;
  const known = [...new Set(analysis.entities.map(({ name }) => name))].slice(0, 200);
  return html`<details class="corrections edit">
    <summary>${words.correct.edit}</summary>
    <form @submit=${submit}>
      ${field("value", words.columns.value, "", null, figure.text)}
      ${field("metric", words.columns.metric, figure.metric?.text ?? "", null)}
      ${field("subject", words.columns.subject, figure.subject?.text ?? "", "known-names")}
      ${field("period", words.columns.period, figure.period?.text ?? "", null)}
      <datalist id="known-names">${known.map((name) => html`<option value=${name}></option>`)}</datalist>
      <p class="deeds">
        <button type="submit" class="deed accept">${words.correct.apply}</button>
        <button type="button" class="deed" @click=${() => putAside(mark.key)}>${words.correct.noFigure}</button>
      </p>
    </form>
  </details>`;
}
