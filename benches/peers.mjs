// Other tools on the same text, on the same machine, in the same run. They are installed on demand into
// target/peers and are no dependencies. Each prints milliseconds per 1,000 characters.

import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { at, run } from "../scripts/lib.mjs";
import { raw } from "./texts.mjs";

const folder = at("target", "peers");
const text = `${folder}/text.txt`;
const CHARACTERS = 6000;

/** By sentence, as their authors advise: on a whole page the time of some grows with its square. */
const NODE = `
  import { readFileSync } from "node:fs";
  import S from "@microsoft/recognizers-text-suite";
  const sentences = readFileSync(process.argv[2], "utf8").split(/[。\\n]/).filter(Boolean);
  const kinds = ["Number", "Percentage", "Ordinal", "Age", "Currency", "Dimension", "Temperature", "DateTime"];
  const all = () => sentences.forEach((s) => kinds.forEach((kind) => S["recognize" + kind](s, S.Culture.Chinese)));
  all();
  const began = performance.now();
  all();
  console.log(performance.now() - began);
`;

const python = (setup, call) => `
import sys, re, time
${setup}
sentences = [s for s in re.split('[。\\n]', open(sys.argv[1], encoding='utf8').read()) if s]
def run():
    for s in sentences:
        ${call}
run()
began = time.perf_counter()
run()
print((time.perf_counter() - began) * 1000)
`;

const PEERS = {
  "Recognizers-Text": { npm: "@microsoft/recognizers-text-suite@1.3.1", code: NODE, does: "figures" },
  JioNLP: {
    pip: ["jionlp"],
    code: python("import jionlp", "jionlp.ner.extract_time(s); jionlp.ner.extract_money(s)"),
    does: "figures",
  },
  LAC: {
    pip: ["LAC==2.1.2", "paddlepaddle"],
    code: python("from LAC import LAC\nlac = LAC(mode='lac')", "lac.run(s)"),
    does: "entities",
  },
};

async function install(name, peer) {
  const home = `${folder}/${name}`;
  mkdirSync(home, { recursive: true });
  if (peer.npm) {
    writeFileSync(`${home}/run.mjs`, peer.code);
    if (!existsSync(`${home}/node_modules`)) await run("npm", ["install", "--no-save", "--prefix", home, peer.npm], { cwd: home });
    return ["node", [`${home}/run.mjs`]];
  }
  writeFileSync(`${home}/run.py`, peer.code);
  if (!existsSync(`${home}/bin/python`)) await run("python3", ["-m", "venv", home]);
  const pip = (...what) => run(`${home}/bin/python`, ["-m", "pip", "install", "-q", ...what]);
  // What builds some of them is older than the setuptools that pip would bring.
  await pip("setuptools<81", "wheel");
  await pip("--no-build-isolation", ...peer.pip);
  return [`${home}/bin/python`, [`${home}/run.py`]];
}

/** Milliseconds per 1,000 characters by tool; a text where one could not be run. */
export async function peers(names = Object.keys(PEERS)) {
  mkdirSync(folder, { recursive: true });
  const page = raw(CHARACTERS);
  writeFileSync(text, page);
  const found = {};
  for (const name of names) {
    try {
      const [command, args] = await install(name, PEERS[name]);
      const out = await run(command, [...args, text]);
      found[name] = { does: PEERS[name].does, ms: Number(out.trim().split("\n").at(-1)) / ([...page].length / 1000) };
    } catch (error) {
      found[name] = { does: PEERS[name].does, failed: String(error.message ?? error).trim().split("\n").at(-1) };
    }
  }
  return found;
}
