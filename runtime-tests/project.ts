import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { listPublished } from "../tooling/release/packages.ts";
import { TOOLS } from "./tools.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A project of a user: the tarballs, the runtimes and the bundlers, and nothing of this repo. */
export interface Project {
	readonly folder: string;
	/** A file in it. */
	readonly path: (...parts: readonly string[]) => string;
	readonly remove: () => void;
}

/** Packs what is built, and installs it. */
export function prepareProject(): Project {
	const folder = mkdtempSync(join(tmpdir(), "dat-runtimes-"));
	const run = (command: string, words: readonly string[], cwd: string): void =>
		void execFileSync(command, words, { cwd, stdio: ["ignore", "ignore", "inherit"] });
	for (const published of listPublished(root))
		run("pnpm", ["pack", "--pack-destination", folder, "--loglevel=error"], join(root, published.folder));
	const tarballs = Object.fromEntries(
		readdirSync(folder).map((file) => [file.replace(/^dat-(.*)-\d+\.\d+\.\d+.*\.tgz$/, "@dat/$1"), `file:./${file}`]),
	);
	cpSync(join(root, "runtime-tests/programs"), folder, { recursive: true });
	writeFileSync(
		join(folder, "package.json"),
		JSON.stringify({ private: true, dependencies: { ...tarballs, ...TOOLS }, overrides: tarballs }),
	);
	run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"], folder);
	return {
		folder,
		path: (...parts) => join(folder, ...parts),
		remove: () => rmSync(folder, { recursive: true, force: true }),
	};
}
