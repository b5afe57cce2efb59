// What the scripts share: where things are, running commands, and saying what is done in one line a step.
import { spawn } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const at = (...parts) => path.join(root, ...parts);
export const bin = (name) => at("node_modules", ".bin", name);

/** A mistake that is told to the person in one sentence, without a stack. */
export class Told extends Error {}

/** Runs a command; its output is kept back and shown only where it fails, unless `show`. */
export function run(command, args, { show = false, cwd = root, env = {}, input } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = [input === undefined ? "ignore" : "pipe", show ? "inherit" : "pipe", show ? "inherit" : "pipe"];
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio });
    let stdout = "";
    let all = "";
    child.stdout?.on("data", (data) => {
      stdout += data;
      all += data;
    });
    child.stderr?.on("data", (data) => {
      all += data;
    });
    if (input !== undefined) child.stdin.end(input);
    child.on("error", (error) => reject(new Told(`${command}: ${error.code === "ENOENT" ? "not found" : error.message}`)));
    child.on("close", (code) => {
      if (code === 0) return resolve(stdout);
      const failed = new Told(`${[command, ...args].join(" ")}\nended with ${code}${all ? `:\n${all.slice(-6000)}` : ""}`);
      reject(Object.assign(failed, { stdout, output: all }));
    });
  });
}

/** Whether a command is there. */
export const has = (command, ...args) =>
  run(command, args).then(
    () => true,
    () => false,
  );

/** One line a step: what is being done, then how long it took. */
export async function step(name, work) {
  const began = performance.now();
  process.stdout.write(`· ${name} … `);
  try {
    const said = await work();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${typeof said === "string" && said ? said.trim() : "done"} (${seconds} s)\n`);
  } catch (error) {
    process.stdout.write("failed\n");
    throw error;
  }
}

/** When a file was last written; 0 where there is none. */
export const written = (file) => (existsSync(file) ? statSync(file).mtimeMs : 0);

/** Runs a script's main function; a told mistake is printed plainly. */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Told ? `\n${error.message}` : error);
    process.exitCode = 1;
  }
}
