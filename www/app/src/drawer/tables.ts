import { html } from "lit";
import type { Analysis, EntityType, FigureKind } from "shiju";
import { t } from "../i18n/index.js";
import { entityTable, figureTable } from "../tables/build.js";
import "../tables/view.js";
import { correctionsView } from "./corrections.js";
import "./ledger.js";

const chips = <K extends string>(names: Record<K, string>) =>
  (Object.entries(names) as [K, string][]).map(([key, label]) => ({ key, label }));

export const figuresPanel = (analysis: Analysis) =>
  html`<fact-table .table=${figureTable(analysis)} .chips=${chips<FigureKind>(t().figure)}></fact-table>
    ${correctionsView()}`;

export const entitiesPanel = (analysis: Analysis) =>
  html`<fact-table .table=${entityTable(analysis)} .chips=${chips<EntityType>(t().entity)}></fact-table>
    ${correctionsView()}`;

export const projectsPanel = (analysis: Analysis) => html`<project-ledger .analysis=${analysis}></project-ledger>`;
