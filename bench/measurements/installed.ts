import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figures } from "./measurement.ts";

const HERE = fileURLToPath(new URL("..", import.meta.url));

interface Manifest {
	readonly version: string;
	readonly dependencies?: Readonly<Record<string, string>>;
	readonly private?: boolean;
}

/** Bytes and number of what `npm install` of these would put on the disk, without optional packages. */
export function installed(names: readonly string[]): Figures {
	const found = new Set<string>();
	for (const name of names) collect(name, HERE, found);
	const bytes = [...found].map(sizeOf).reduce((sum, each) => sum + each, 0);
	return { installedMb: bytes / 1e6, packages: found.size };
}

export function versionOf(name: string): string {
	return manifestOf(place(name, HERE)).version;
}

function collect(name: string, from: string, found: Set<string>): void {
	const folder = place(name, from);
	if (found.has(folder)) return;
	found.add(folder);
	for (const each of Object.keys(manifestOf(folder).dependencies ?? {})) collect(each, folder, found);
}

/** The folder of a package as Node would find it from another. */
function place(name: string, from: string): string {
	for (let folder = from; ; folder = join(folder, "..")) {
		const candidate = join(folder, "node_modules", name);
		if (existsSync(candidate)) return realpathSync(candidate);
		if (folder === "/") throw new Error(`${name} is not installed`);
	}
}

function manifestOf(folder: string): Manifest {
	return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

/** Of a package of this workspace only what is published counts. */
function sizeOf(folder: string): number {
	if (!folder.includes("node_modules")) {
		const packed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
			cwd: folder,
			encoding: "utf8",
			stdio: ["ignore", "pipe", "ignore"],
		});
		return JSON.parse(packed)[0].unpackedSize;
	}
	return globSync("**", { cwd: folder, exclude: (name) => name === "node_modules" })
		.map((file) => statSync(join(folder, file)))
		.reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0);
}
