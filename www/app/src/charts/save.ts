import { save } from "../tables/export.js";

const head = '<?xml version="1.0" encoding="UTF-8"?>\n';

function source(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  return head + new XMLSerializer().serializeToString(copy);
}

/** Saves a chart as a picture of lines and letters. */
export const saveSvg = (name: string, svg: SVGSVGElement): void => save(`${name}.svg`, "image/svg+xml", source(svg));

/** Saves a chart as a picture of points, twice as fine as on the screen. */
export async function savePng(name: string, svg: SVGSVGElement): Promise<void> {
  const { width, height } = svg.viewBox.baseVal;
  const image = new Image(width * 2, height * 2);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * 2, height * 2];
  const context = canvas.getContext("2d");
  if (!context) return;
  context.fillStyle = svg.style.background || "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob) save(`${name}.png`, "image/png", blob);
}
