import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A package that is published to npm. */
export interface Published {
	readonly name: string;
	readonly version: string;
	readonly folder: string;
	/** Whether it goes to JSR too. */
	readonly isOnJsr: boolean;
}

/** What a checkout publishes, core first: whoever installs in the middle of a release finds what he depends on. */
export function listPublished(checkout: string): readonly Published[] {
	return globSync("{packages,reference}/*/package.json", { cwd: checkout })
		.map((manifest) => ({ folder: dirname(manifest), ...JSON.parse(readFileSync(join(checkout, manifest), "utf8")) }))
		.filter((manifest) => manifest.private !== true)
		.map(({ name, version, folder }) => ({
			name,
			version,
			folder,
			isOnJsr: globSync(join(folder, "deno.json"), { cwd: checkout }).length > 0,
		}))
		.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function rank({ name }: { readonly name: string }): number {
	return name === "@dat/core" ? 0 : 1;
}
