import { globSync } from "node:fs";
import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const REFERENCE = fileURLToPath(new URL("../..", import.meta.url));

const REPORTS = fileURLToPath(new URL("../.reports/", import.meta.url));

/** The folders of all reference ports: whoever has a manifest is one. */
export function findPorts(): readonly string[] {
	return globSync("*/dat.port.json", { cwd: REFERENCE })
		.map((file) => `${REFERENCE}${dirname(file)}`)
		.sort();
}

/** The folders of the programs that drive our packages. */
export function findPackages(): readonly string[] {
	return globSync("conformance/packages/*/dat.port.json", { cwd: REFERENCE })
		.map((file) => `${REFERENCE}${dirname(file)}`)
		.sort();
}

/** Where the last `npm test` left what it found of a folder; a port and a package may have the same name. */
export function reportOf(folder: string): string {
	return `${REPORTS}${basename(dirname(folder))}/${basename(folder)}.json`;
}
