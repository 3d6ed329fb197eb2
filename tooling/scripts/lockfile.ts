// The lockfile must install from whatever registry its reader has: integrity only, no address of anybody's mirror.
import { readFileSync } from "node:fs";

const told = readFileSync("pnpm-lock.yaml", "utf8")
	.split("\n")
	.map((line, index) => `pnpm-lock.yaml:${index + 1}: ${line.trim()}`)
	.filter((line) => /https?:\/\/|tarball:/.test(line));
for (const line of told) console.log(line);
console.log(told.length === 0 ? "pnpm-lock.yaml names no host" : "remove these addresses, then run `pnpm install`");
process.exit(told.length === 0 ? 0 : 1);
