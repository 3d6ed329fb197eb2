// changesets does not know deno.json: each beside a package.json takes its version. `--check` only looks.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { listPublished } from "./packages.ts";

const isCheck = process.argv.includes("--check");
let wrong = 0;
for (const { folder, version } of listPublished(".")) {
	const file = join(folder, "deno.json");
	if (!existsSync(file)) continue;
	const text = readFileSync(file, "utf8");
	const synced = text.replace(/("version":\s*)"[^"]*"/, `$1"${version}"`);
	if (synced === text) continue;
	wrong++;
	if (isCheck) console.log(`${file} is not at ${version}; run npm run version`);
	else writeFileSync(file, synced);
}
process.exit(isCheck && wrong > 0 ? 1 : 0);
