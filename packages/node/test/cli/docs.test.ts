import { spawn } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { setup } from "../setup.ts";
import { CLI, tempFolder } from "./dat.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const PAGES = ["docs/cli.md", "packages/node/README.md"];

/** What differs from run to run. */
const VARIABLE: readonly (readonly [RegExp, string])[] = [
	[/Node \d+\.\d+\.\d+/g, "Node <version>"],
	[/\b[0-9a-f]{32}\b|\b[0-9a-f]{12}\b/g, "<id>"],
	[/\b\d{17,20}\b/g, "<snowflake>"],
	[/ +\d+ s {2}/g, " <age>  "],
	[/(settings\.env:1:)\d+/g, "$1<column>"],
];

function settle(output: string): string {
	return VARIABLE.reduce((text, [pattern, name]) => text.replace(pattern, name), output);
}

/** The commands of a page's `console` blocks, each with what it is said to print. */
function readCommands(page: string): { command: string; printed: string }[] {
	const text = readFileSync(join(ROOT, page), "utf8");
	const blocks = [...text.matchAll(/^```console\n(.*?)^```$/gms)].map(([, block = ""]) => block);
	return blocks.flatMap((block) =>
		block
			.split(/^\$ /m)
			.slice(1)
			.map((part) => {
				const end = part.indexOf("\n");
				return { command: part.slice(0, end), printed: part.slice(end + 1) };
			}),
	);
}

/** Not by execFileSync: the sandbox lives in this process. */
async function runShell(script: string, cwd: string, env: Record<string, string | undefined>): Promise<string> {
	const { VITEST: _, NODE_ENV: __, ...inherited } = process.env;
	const child = spawn("bash", ["-c", script], {
		cwd,
		env: { ...inherited, ...env, NO_COLOR: "1" },
		stdio: ["ignore", "pipe", "inherit"],
	});
	return Buffer.concat(await child.stdout.toArray()).toString();
}

describe("what the pages show of the dat command", () => {
	it.each(PAGES)("is what it prints: %s", { timeout: 300_000 }, async (page) => {
		const { urls } = await setup();
		const cwd = tempFolder();
		const bin = tempFolder();
		writeFileSync(join(bin, "dat"), `#!/bin/sh\nexec "${process.execPath}" --conditions=@dat/source "${CLI}" "$@"\n`);
		chmodSync(join(bin, "dat"), 0o755);
		const commands = readCommands(page);
		expect(commands.length).toBeGreaterThan(0);
		// One shell for all, and $? passed on from each to the next.
		const script = commands.map(({ command }) => `(exit $status)\n{ ${command}\n} 2>&1; status=$?; echo "=== end"`);
		const out = await runShell(`status=0\n${script.join("\n")}\n`, cwd, {
			PATH: `${bin}:${process.env["PATH"]}`,
			DISCORD_WEBHOOK: urls["alerts"],
			UNREACHABLE: `http://127.0.0.1:9/api/webhooks/${"1".repeat(18)}/${"x".repeat(68)}`,
		});
		const printed = out.split("=== end\n").slice(0, -1);
		expect(commands.map(({ command }, index) => [command, settle(printed[index] ?? "")])).toEqual(
			commands.map((each) => [each.command, settle(each.printed)]),
		);
	});
});
