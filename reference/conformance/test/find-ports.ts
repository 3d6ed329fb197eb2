import { globSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const REFERENCE = fileURLToPath(new URL("../..", import.meta.url));

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
