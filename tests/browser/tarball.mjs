// The package as `npm install` leaves it: packed, then installed from the tarball, without a network.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";

const lib = path.join(import.meta.dirname, "..", "..", "www", "lib");

/** Makes a project of a folder, with the tarball as its one dependency; gives the package's place in it. */
export function install(project) {
  const npm = (args, cwd) => execFileSync("npm", [...args, "--silent", "--offline", "--no-audit", "--no-fund"], { cwd });
  const tarball = npm(["pack", "--pack-destination", project], lib).toString().trim();
  writeFileSync(path.join(project, "package.json"), JSON.stringify({ name: "app", private: true, type: "module" }));
  npm(["install", "--no-package-lock", `./${tarball}`], project);
  return path.join(project, "node_modules", "shiju");
}
