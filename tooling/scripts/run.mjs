// Runs on any Node >= 20. Puts the pinned Node and pnpm on PATH when they are missing, installs, and runs the task.
import { spawnSync } from "node:child_process";
import { globSync as nodeGlobSync, readFileSync, rmSync } from "node:fs";
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

if (!(isNodeFit() && isPnpmFit()) && !env.DAT_BOOTSTRAPPED) {
	env.DAT_BOOTSTRAPPED = "1";
	const wanted = [...(isNodeFit() ? [] : ["-p", `node@${NODE}`]), "-p", `pnpm@${PNPM}`];
	const again = ["node", here, task, ...args].map((word) => JSON.stringify(word)).join(" ");
	process.exit(run("npx", ["-y", ...wanted, "-c", again]));
}

function test() {
	for (const report of nodeGlobSync("{packages,reference}/*/.reports", { cwd: root }))
		rmSync(join(root, report), { recursive: true });
	// Always from scratch: a cached pass is not a pass on this machine.
	const status = run("pnpm", [
		"exec",
		"turbo",
		"run",
		"build",
		"test",
		"--concurrency=1",
		"--continue",
		"--force",
		"--output-logs=new-only",
	]);
	return run("node", ["tooling/scripts/count.mjs"]) || status;
}

const TASKS = {
	test,
	start: () =>
		run("pnpm", ["exec", "turbo", "run", "build", "--output-logs=errors-only"]) ||
		run("node", ["tooling/demo/main.ts", ...args]),
	verify: () => run("node", ["tooling/scripts/verify.ts", ...args]),
};

const chosen = TASKS[task];
if (!chosen) throw new Error(`unknown task ${task}; there are ${Object.keys(TASKS).join(", ")}`);
process.exit(run("pnpm", ["install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn"]) || chosen());
