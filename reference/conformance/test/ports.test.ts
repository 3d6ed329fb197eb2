import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { checkPort } from "../src/check-port.ts";
import { CONTRACT } from "../src/contract/contract.ts";
import { watchLag } from "../src/drive/lag.ts";
import { readManifest } from "../src/drive/manifest.ts";
import type { Port } from "../src/drive/port.ts";
import { isOnPath, prepare, runCommand, whatIsMissing } from "../src/drive/prepare.ts";
import { whyLeftOut } from "../src/judge/left-out.ts";
import { isAsked, type PortReport } from "../src/report/port-report.ts";
import { rowsOf, tellWrong } from "../src/report/rows.ts";
import { toReportFile } from "../src/report/write-reports.ts";
import { findPackages, findPorts, reportOf } from "./find-ports.ts";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const MINUTES = 60_000;

watchLag();

// A machine without a toolchain leaves its port out and says so; CI has them all.
for (const folder of [...findPorts(), ...findPackages()]) {
	const port = readManifest(folder);
	const missing = process.env["CI"] ? undefined : whatIsMissing(port);
	if (missing) test.skip(`${port.name} was left out: ${missing}`);
	else describe(port.name, () => tryPort(folder, port));
}

function tryPort(folder: string, port: Port): void {
	let report: PortReport;

	beforeAll(async () => {
		const missing = whatIsMissing(port);
		if (missing) throw new Error(missing);
		const refused = prepare(port);
		if (refused) throw new Error(refused);
		report = await checkPort(port, {
			argument: `--port ${relative(ROOT, folder)}`,
			isWanted: () => true,
			jobs: availableParallelism() * 3,
			timeoutScale: 2,
		});
		mkdirSync(dirname(reportOf(folder)), { recursive: true });
		writeFileSync(reportOf(folder), JSON.stringify(toReportFile([report])));
	}, 15 * MINUTES);

	test("has no known failure", () => {
		expect([...port.knownFailing.keys()]).toEqual([]);
	});

	for (const [program = "", ...args] of port.lint) {
		test(`is clean by ${[program, ...args].join(" ").slice(0, 60)}`, { timeout: 5 * MINUTES }, ({ skip }) => {
			skip(!process.env["CI"] && !isOnPath(program), `${program} is not on this machine`);
			expect(runCommand([program, ...args], folder) ?? "").toBe("");
		});
	}

	for (const { id, level, sentence } of CONTRACT.filter((requirement) => isAsked(requirement.level, port.level))) {
		test(`${id}: ${sentence}`, ({ skip }) => {
			const row = rowsOf(report).find(({ requirement }) => requirement.id === id);
			const reason = whyLeftOut(id, port);
			expect(row && `${row.verdict} ${tellWrong(row)}`.trim(), level).toBe(reason === undefined ? "PASS" : "SKIP");
			skip(reason !== undefined, reason);
		});
	}
}
