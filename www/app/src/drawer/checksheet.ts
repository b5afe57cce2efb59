import type { Analysis, Finding } from "shiju";
import { t } from "../i18n/index.js";
import { messageOf } from "../sheet/notes.js";
import { findingsShown } from "../state/actions.js";

/** The findings that are not dismissed, as the sheet has them. */
export const sheetFindings = (analysis: Analysis): Finding[] =>
  findingsShown().flatMap(({ index }) => analysis.findings[index] ?? []);

/** What the sheet is headed with: the first article's title and the date. */
export const sheetTitle = (analysis: Analysis): string =>
  [analysis.articles[0]?.title?.text, analysis.published].filter(Boolean).join(" · ");

/** The check sheet as plain text, for whoever has the original: each finding with its sum, its places, what should stand there. */
export function checkSheet(analysis: Analysis): string {
  const words = t();
  const lines = sheetFindings(analysis).map((finding, at) => {
    const { suggestion, severity, text, related } = finding;
    return [
      `${at + 1}. [${words.severity[severity]}] ${oneLine(text)}`,
      `   ${messageOf(finding)}`,
      ...(related.length ? [`   ${words.findings.related}: ${related.map((span) => oneLine(span.text)).join(" / ")}`] : []),
      ...(suggestion === undefined ? [] : [`   ${words.findings.suggestion}: ${suggestion || "∅"}`]),
      "   □",
    ].join("\n");
  });
  return `${[words.findings.sheet, sheetTitle(analysis)].filter(Boolean).join("\n")}\n\n${lines.join("\n")}\n`;
}

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, "");
