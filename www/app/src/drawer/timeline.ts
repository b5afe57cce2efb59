import { html, type TemplateResult } from "lit";
import type { Analysis, Span } from "shiju";
import { t } from "../i18n/index.js";
import "../parts/list.js";
import type { Listing } from "../parts/list.js";
import { jumpToSpan } from "../state/actions.js";

/** Something that has a date: a stage of a project, or the figures that hold for a day or month. */
interface Dated {
  date: string;
  what: TemplateResult;
  span: Span;
  forecast: boolean;
}

/** What happened when: the dated stages of projects and batches, and every day that the text names. */
export function timelinePanel(analysis: Analysis): TemplateResult {
  const words = t();
  const stages: Dated[] = analysis.projects.flatMap((project) =>
    project.stages
      .filter(({ date }) => date)
      .map(({ date, stage, status, evidence }) => ({
        date: date as string,
        what: html`<b>${project.name ?? project.company ?? project.content}</b> ${words.stage[stage]}`,
        span: evidence,
        forecast: status === "forecast",
      })),
  );
  const batches: Dated[] = analysis.batches
    .filter(({ date }) => date)
    .map(({ date, stage, count, evidence }) => ({
      date: date as string,
      what: html`<b>${analysis.figures[count]?.text} ${words.columns.project}</b> ${words.stage[stage]}`,
      span: evidence,
      forecast: false,
    }));
  const told = new Set([...stages, ...batches].map(({ date }) => date));
  const days: Dated[] = analysis.figures
    .filter(
      (figure) =>
        figure.kind === "date" && typeof figure.value === "string" && figure.value.length >= 7 && !told.has(figure.value),
    )
    .map((figure) => ({
      date: String(figure.value),
      what: html`${around(analysis, figure)}`,
      span: figure,
      forecast: figure.status === "forecast",
    }));
  const all = [...stages, ...batches, ...days].sort((a, b) => lastOf(a.date).localeCompare(lastOf(b.date)));
  const undated = analysis.figures.filter(({ kind, value }) => kind === "date" && value === null).length;
  const hint = undated
    ? html`<p class="empty">${words.timeline.undated(undated)} <button type="button" class="link" @click=${askForDate}>${words.timeline.give}</button></p>`
    : "";
  if (!all.length) return hint || html`<p class="empty">${words.table.none}</p>`;
  const listing: Listing<Dated> = {
    items: all,
    name: ({ forecast }) => (forecast ? "forecast" : ""),
    item: ({ date, what, span, forecast }) => html`<time datetime=${date}>${date}</time>
      <button type="button" @click=${() => jumpToSpan(span)}>${what} ${forecast ? html`<small>${words.status.forecast}</small>` : ""}</button>`,
  };
  return html`${hint}<long-list name="timeline" .listing=${listing}></long-list>`;
}

/** A year or month that is not told closer stands behind the days in it. */
const lastOf = (date: string): string => date + "-99-99".slice(date.length - 4);

function askForDate(): void {
  document.querySelector<HTMLInputElement>("mast-head input[type=date]")?.focus();
}

/** The words after a date, as far as its sentence goes. */
function around(analysis: Analysis, date: Span): string {
  const paragraphs = analysis.articles.flatMap(({ paragraphs }) => paragraphs);
  const piece = paragraphs.flatMap(({ pieces }) => pieces).find(({ start, end }) => start <= date.start && date.end <= end);
  const rest = piece?.text.slice(date.end - piece.start) ?? "";
  const sentence = (/^[^。！？；\n]*/.exec(rest)?.[0] ?? "").replace(/^[，,、\s]+/, "");
  return sentence.length > 42 ? `${sentence.slice(0, 41)}…` : sentence || date.text;
}
