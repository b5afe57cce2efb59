/** How marks look: four families of colour; within a family the line differs, so that colour is never alone. */
const families = {
  who: ["#3d4bb3", "#a3b0ff"],
  where: ["#1c6b4a", "#7ed3a8"],
  what: ["#9a4a12", "#f0ad73"],
  much: ["#c08a00", "#e2b13c"],
  when: ["#5d6b79", "#a9bccf"],
  error: ["#b4231a", "#ff8f85"],
  warning: ["#8f5a00", "#ffc35c"],
  info: ["#1f63a8", "#83bdf5"],
} as const;

type Family = keyof typeof families;

const looks: Readonly<Record<string, readonly [family: Family, line: string, tint: boolean]>> = {
  person: ["who", "solid 2px", true],
  role: ["who", "dotted 2px", false],
  company: ["who", "solid 1px", true],
  government: ["who", "double 1px", true],
  organization: ["who", "dashed 1.5px", true],
  place: ["where", "solid 1px", true],
  zone: ["where", "double 1px", true],
  project: ["what", "solid 2px", true],
  industry: ["what", "dotted 2px", true],
  product: ["what", "dashed 1.5px", true],
  policy: ["what", "double 1px", true],
  event: ["what", "solid 1px", true],
  money: ["much", "solid 3px", true],
  number: ["much", "solid 2px", false],
  time: ["when", "dashed 1px", false],
  error: ["error", "wavy 1.5px", false],
  warning: ["warning", "wavy 1.5px", false],
  info: ["info", "wavy 1px", false],
};

/** The names of the highlights, `shiju-person` and so on, each with its rank among overlapping ones. */
export const layers = Object.keys(looks).map((layer, rank) => ({ layer, rank }));

/** A colour that a host may set (`--shiju-who: …`), else ours for its colour scheme. */
const colour = (family: Family): string => `var(--shiju-${family}, light-dark(${families[family].join(", ")}))`;

/** Lines are set by their longhands: Safari knows no other way. */
const rule = (layer: string): string => {
  const [family, line, tint] = looks[layer] as (typeof looks)[string];
  const [style, width] = line.split(" ");
  const ground = tint ? `background-color: color-mix(in srgb, ${colour(family)} 13%, transparent);` : "";
  const underline = `text-decoration-line: underline; text-decoration-style: ${style}; text-decoration-thickness: ${width};`;
  return `{ ${underline} text-decoration-color: ${colour(family)}; ${ground} }`;
};

/** The style sheet for browsers with highlights. */
export const highlightCss = layers.map(({ layer }) => `::highlight(shiju-${layer}) ${rule(layer)}`).join("\n");

/** The same for the boxes that stand in where there are none. */
export const boxCss = `
:host { position: absolute; inset: 0 auto auto 0; pointer-events: none; }
i { position: absolute; inset: 0 auto auto 0; }
${layers.map(({ layer }) => boxRule(layer)).join("\n")}`;

function boxRule(layer: string): string {
  const [family, line, tint] = looks[layer] as (typeof looks)[string];
  const [style, width] = line.split(" ");
  const border = `border-block-end: ${width} ${style === "wavy" ? "dashed" : style} ${colour(family)};`;
  const ground = tint ? `background: color-mix(in srgb, ${colour(family)} 13%, transparent);` : "";
  return `i.${layer} { ${border} ${ground} }`;
}
