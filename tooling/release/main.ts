// Publishes what is committed: `npm run release`, in the release workflow, on a tag. `--dry-run` walks the whole way in a
// copy of the last commit, without a network and without leaving anything behind, and starts before the version is made.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listPublished } from "./packages.ts";

const isDryRun = process.argv.includes("--dry-run");
const scratch = mkdtempSync(join(tmpdir(), "dat-release-"));
const tarballs = join(scratch, "tarballs");
const checkout = isDryRun ? join(scratch, "checkout") : process.cwd();

function run(command: string, ...words: readonly string[]): void {
	console.log(`\n$ ${command} ${words.join(" ")}`);
	execFileSync(command, words, { cwd: checkout, stdio: "inherit" });
}

/** The version that `changeset version` gives to the commit, in the copy. */
function makeVersion(): void {
	execFileSync("git", ["clone", "--quiet", "--local", process.cwd(), checkout]);
	run("pnpm", "install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only", "--loglevel=warn");
	run("pnpm", "run", "version");
	for (const { folder, name } of listPublished(checkout)) {
		const log = readFileSync(join(checkout, folder, "CHANGELOG.md"), "utf8");
		console.log(`\n${name}, CHANGELOG.md, as its users will read it:\n${log.split(/^## /m)[1]}`);
	}
}

/** A release is made of a tagged commit with nothing left to announce. */
function checkTag(version: string): void {
	const left = readdirSync(join(checkout, ".changeset")).filter((name) => name.endsWith(".md") && name !== "README.md");
	if (left.length > 0)
		throw new Error(`changesets are left (${left.join(", ")}); run npm run version, commit, then tag`);
	const tags = execFileSync("git", ["tag", "--points-at", "HEAD"], { cwd: checkout, encoding: "utf8" }).split("\n");
	if (!tags.includes(`v${version}`)) throw new Error(`the commit is not tagged v${version}; tag it, or run --dry-run`);
}

try {
	if (isDryRun) makeVersion();
	const published = listPublished(checkout);
	const version = published[0]?.version ?? "0.0.0";
	if (!isDryRun) checkTag(version);
	run("pnpm", "exec", "turbo", "run", "build", "--output-logs=errors-only");
	for (const { folder } of published)
		run("pnpm", "--dir", folder, "pack", "--pack-destination", tarballs, "--loglevel=warn");
	const maybe = isDryRun ? ["--dry-run"] : ["--provenance"];
	for (const { name } of published) {
		const tarball = `${name.slice(1).replace("/", "-")}-${version}.tgz`;
		run("npm", "publish", join(tarballs, tarball), "--access", "public", ...maybe);
	}
	if (published.some(({ isOnJsr }) => isOnJsr))
		run("pnpm", "exec", "deno", "publish", ...(isDryRun ? ["--dry-run", "--allow-dirty"] : []));
	console.log(
		`\n${isDryRun ? "would be published" : "published"} as v${version}: ${published.map(({ name }) => name).join(", ")}`,
	);
	if (isDryRun) console.log(`then: git tag v${version} && git push origin v${version}`);
} finally {
	rmSync(scratch, { recursive: true, force: true });
}
