// Writes the matrix of ports by requirement into reference/README.md from what the last `npm test` found; with --check it only
// tells whether that is current.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { readManifest } from "./src/drive/manifest.ts";
import { toMarkdown } from "./src/report/markdown.ts";
import type { ReportFile } from "./src/report/write-reports.ts";
import { findPackages, findPorts, reportOf } from "./test/find-ports.ts";

const README = fileURLToPath(new URL("../README.md", import.meta.url));
const [BEGIN, END] = ["<!-- matrix: pnpm matrix -->\n", "<!-- end of the matrix -->"];

const untried = [...findPorts(), ...findPackages()].filter((folder) => !existsSync(reportOf(folder)));
const leftOut = untried.map((folder) => readManifest(folder).name).join(", ");
const isCheck = process.argv.includes("--check");

if (untried.length > 0 && isCheck && !process.env["CI"]) {
	// Whoever checks without all toolchains sees at least whether a port is missing altogether.
	const names = findPorts().map((folder) => basename(folder));
	const absent = names.filter((name) => !readFileSync(README, "utf8").includes(`(${name}/`));
	console.log(`not compared: the last npm test left out ${leftOut}`);
	if (absent.length > 0) console.log(`reference/README.md does not name ${absent.join(", ")}`);
	process.exit(absent.length > 0 ? 1 : 0);
}
if (untried.length > 0) {
	console.log(`the matrix needs a run of every port and package; npm test left out ${leftOut}`);
	process.exit(1);
}

const toTable = (folders: readonly string[]): string =>
	toMarkdown(folders.flatMap((folder) => (JSON.parse(readFileSync(reportOf(folder), "utf8")) as ReportFile).ports));
const text = readFileSync(README, "utf8");
const [before = "", rest = ""] = text.split(BEGIN);
const [, after = ""] = rest.split(END);
const current = `${before}${BEGIN}\n${toTable(findPorts())}\n### The packages\n\n${toTable(findPackages())}\n${END}${after}`;
if (current === text) console.log("the matrix is current");
else if (isCheck) console.log("the matrix of reference/README.md is not current: pnpm matrix");
else writeFileSync(README, current);
process.exit(current !== text && isCheck ? 1 : 0);
