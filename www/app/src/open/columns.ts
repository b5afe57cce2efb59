/** A stretch of text on a page; `y` is its base line, counted from the top. */
export interface Piece {
  text: string;
  x: number;
  y: number;
  width: number;
  size: number;
}

/** A gap wider than this, in characters, parts what stands in one row. */
const GUTTER = 0.9;
/** Columns of prose are wider than the cells of a table: so many characters. */
const PROSE = 7;

const right = (p: Piece): number => p.x + p.width;
const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const isWord = (c: string | undefined): boolean => c !== undefined && /[0-9A-Za-z]/.test(c);

/** The text of a page in reading order: columns one after the other, one line a paragraph. */
export function textOfPage(pieces: readonly Piece[]): string {
  const segments = segmentsOf(pieces).filter((p) => p.text.trim());
  return blocksOf(segments).map(paragraphs).join("\n");
}

/** The rows of a page, top to bottom: what stands on one base line. */
function rowsOf(pieces: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  for (const piece of [...pieces].sort((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    const level = row?.[0];
    if (row && level && Math.abs(level.y - piece.y) < 0.4 * Math.min(level.size, piece.size)) row.push(piece);
    else rows.push([piece]);
  }
  for (const row of rows) row.sort((a, b) => a.x - b.x);
  return rows;
}

/** Joins what stands close together in a row. */
function segmentsOf(pieces: readonly Piece[]): Piece[] {
  return rowsOf(pieces).flatMap((row) => {
    const out: Piece[] = [];
    for (const piece of row) {
      const last = out.at(-1);
      const blank = !piece.text.trim();
      // A space is part of its row; the strip between two columns is none, whatever is drawn there.
      if (blank && (!last || piece.width > 1.2 * piece.size || piece.x - right(last) > GUTTER * last.size)) continue;
      const gap = last ? piece.x - right(last) : Number.POSITIVE_INFINITY;
      if (last && gap < GUTTER * last.size) {
        last.text += glue(last.text, piece.text, gap > 0.2 * last.size) + piece.text;
        last.width = Math.max(last.width, right(piece) - last.x);
      } else {
        out.push({ ...piece });
      }
    }
    return out;
  });
}

/** Chinese is set without spaces; between letters and digits a gap is one. */
function glue(before: string, after: string, gap: boolean): string {
  return gap && isWord(before.at(-1)) && isWord(after[0]) ? " " : "";
}

/** Cuts a region until nothing in it stands side by side, or until it is a table. */
function blocksOf(segments: Piece[]): Piece[][] {
  const rows = rowsOf(segments);
  if (rows.every((row) => row.length === 1)) return segments.length ? [segments] : [];
  const sides = gutter(segments);
  if (sides) return sides.flatMap(blocksOf);
  const bands = bandsOf(rows);
  return bands.length > 1 ? bands.flatMap(blocksOf) : [segments];
}

/** The two sides of the widest empty strip from top to bottom, where both are columns of prose. */
function gutter(segments: Piece[]): [Piece[], Piece[]] | null {
  const size = median(segments.map((s) => s.size));
  const byLeft = [...segments].sort((a, b) => a.x - b.x);
  let [edge, widest, at] = [Number.NEGATIVE_INFINITY, 0, 0];
  for (const [i, segment] of byLeft.entries()) {
    if (i && segment.x - edge > widest) [widest, at] = [segment.x - edge, i];
    edge = Math.max(edge, right(segment));
  }
  const [left, rest] = [byLeft.slice(0, at), byLeft.slice(at)];
  const isProse = (side: Piece[]) => side.length > 1 && median(side.map((s) => s.text.length)) >= PROSE;
  return widest >= 0.7 * size && isProse(left) && isProse(rest) ? [left, rest] : null;
}

/** Rows from top to bottom, parted where a line across the page begins or ends, or else at the widest gap. */
function bandsOf(rows: Piece[][]): Piece[][] {
  const all = rows.flat();
  const width = Math.max(...all.map(right)) - Math.min(...all.map((p) => p.x));
  const crosses = (row: Piece[]) => row.length === 1 && (row[0] as Piece).width > 0.55 * width;
  const bands: Piece[][][] = [];
  for (const row of rows) {
    const band = bands.at(-1);
    if (band && crosses(band[0] as Piece[]) === crosses(row)) band.push(row);
    else bands.push([row]);
  }
  if (bands.length > 1) return bands.map((band) => band.flat());
  const gaps = rows.slice(1).map((row, i) => top(row) - bottom(rows[i] as Piece[]));
  const widest = Math.max(...gaps);
  const at = gaps.indexOf(widest) + 1;
  const clear = widest > 0.8 * median(all.map((p) => p.size));
  return clear ? [rows.slice(0, at).flat(), rows.slice(at).flat()] : [all];
}

const bottom = (row: Piece[]): number => Math.max(...row.map((p) => p.y));
const top = (row: Piece[]): number => Math.min(...row.map((p) => p.y - p.size));

/** The lines of a column, joined to paragraphs: a new one is indented, set in another size or apart, or follows a short line. */
function paragraphs(column: Piece[]): string {
  const rows = rowsOf(column);
  const margin = Math.min(...column.map((p) => p.x));
  const edge = Math.max(...column.map(right));
  const leading = median(rows.slice(1).map((row, i) => bottom(row) - bottom(rows[i] as Piece[])));
  const out: string[] = [];
  for (const [i, row] of rows.entries()) {
    const text = row.map((p) => p.text.trim()).join("\t");
    const [first, before] = [row[0] as Piece, rows[i - 1]];
    const last = before?.at(-1);
    const begins =
      !last ||
      row.length > 1 ||
      (before?.length ?? 0) > 1 ||
      Math.abs(last.size - first.size) > 0.12 * last.size ||
      bottom(row) - bottom(before as Piece[]) > 1.5 * leading ||
      first.x - margin > 0.8 * first.size ||
      edge - right(last) > 1.3 * last.size;
    if (begins) out.push(text);
    else out.push((out.pop() ?? "") + glue(last.text, text, true) + text);
  }
  return out.join("\n");
}
