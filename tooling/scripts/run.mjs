// The way in on any machine: runs on Node 18 and later, puts the pinned Node and pnpm on PATH when they are missing,
// installs, and runs a task. It imports nothing but what Node 18 has.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(import.meta.url);
const root = join(dirname(here), "..", "..");
const read = (file) => readFileSync(join(root, file), "utf8");
const PNPM = JSON.parse(read("package.json")).packageManager.split("@")[1];
const NODE = read(".node-version").trim();
const [task = "test", ...args] = process.argv.slice(2);

const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1", DO_NOT_TRACK: "1", TURBO_NO_UPDATE_NOTIFIER: "1" };

function run(command, parameters) {
	const { status, error } = spawnSync(command, parameters, { cwd: root, stdio: "inherit", env });
	if (error) throw error;
	return status ?? 1;
}

/** What tsup, vitest and undici accept: 22.19, 24.11 or 26 and later; odd lines are no LTS. */
function isNodeFit() {
	const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
	return (major === 22 && minor >= 19) || (major === 24 && minor >= 11) || (major >= 26 && major % 2 === 0);
}

function isPnpmFit() {
	const { status, stdout } = spawnSync("pnpm", ["--version"], { cwd: root, env, encoding: "utf8" });
	return status === 0 && stdout.trim().split(".")[0] === PNPM.split(".")[0];
}

if (!(isNodeFit() && isPnpmFit())) {
	if (env.DAT_BOOTSTRAPPED)
		throw new Error(`node ${NODE} and pnpm ${PNPM} could not be put on PATH; is ignore-scripts set for npm?`);
	env.DAT_BOOTSTRAPPED = "1";
	const wanted = [...(isNodeFit() ? [] : ["-p", `node@${NODE}`]), "-p", `pnpm@${PNPM}`];
	const again = ["node", here, task, ...args].map((word) => JSON.stringify(word)).join(" ");
	process.exit(run("npx", ["-y", ...wanted, "-c", again]));
}

/** An old report must not stand in for a suite that did not run. */
function forgetReports() {
	for (const parent of ["packages", "reference"]) {
		if (!existsSync(join(root, parent))) continue;
		for (const name of readdirSync(join(root, parent)))
			rmSync(join(root, parent, name, ".reports"), { recursive: true, force: true });
	}
	for (const name of ["bench", "docs"]) rmSync(join(root, name, ".reports"), { recursive: true, force: true });
}

const turbo = (...words) => run("pnpm", ["exec", "turbo", "run", ...words]);

function test() {
	forgetReports();
	// Always from scratch: a cached pass is not a pass on this machine.
	const status = turbo("build", "test", "--concurrency=1", "--continue", "--force", "--output-logs=new-only");
	return run("node", ["tooling/scripts/count.ts"]) || status;
}

const build = () => turbo("build", "--output-logs=errors-only");

const TASKS = {
	test,
	start: () => build() || run("node", ["tooling/demo/main.ts", ...args]),
	verify: () => run("node", ["tooling/scripts/verify.ts"]),
	runtimes: () => build() || run("node", ["runtime-tests/main.ts", ...args]),
	release: () => run("node", ["tooling/release/main.ts", ...args]),
};

const installed = run("pnpm", ["install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn"]);
// Whoever reads the closing line must not find none.
if (installed !== 0 && task !== "start") console.log("the install failed\n0 passed, 1 failed");
process.exit(installed || (TASKS[task] ?? (() => run("pnpm", ["run", task, ...args])))());
