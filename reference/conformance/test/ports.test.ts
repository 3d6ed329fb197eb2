import { mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { checkPort } from "../src/check-port.ts";
import { CONTRACT } from "../src/contract/contract.ts";
import { watchLag } from "../src/drive/lag.ts";
import { readManifest } from "../src/drive/manifest.ts";
import type { Port } from "../src/drive/port.ts";
import { isOnPath, prepare, runCommand, whatIsMissing } from "../src/drive/prepare.ts";
import { isAsked, type PortReport } from "../src/report/port-report.ts";
import { rowsOf, tellWrong } from "../src/report/rows.ts";
import { toReportFile } from "../src/report/write-reports.ts";
import { findPackages, findPorts } from "./find-ports.ts";

const REPORTS = fileURLToPath(new URL("../.reports/ports/", import.meta.url));
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
			argument: `--port reference/${basename(folder)}`,
			isWanted: () => true,
			jobs: availableParallelism() * 3,
			timeoutScale: 2,
		});
		if (!findPorts().includes(folder)) return; // the matrix is of ports
		mkdirSync(REPORTS, { recursive: true });
		writeFileSync(`${REPORTS}${basename(folder)}.json`, JSON.stringify(toReportFile([report])));
	}, 15 * MINUTES);

	if (findPorts().includes(folder)) {
		test("has no known failure", () => {
			expect([...port.knownFailing.keys()]).toEqual([]);
		});
	}

	for (const [program = "", ...args] of port.lint) {
		test(`is clean by ${[program, ...args].join(" ").slice(0, 60)}`, { timeout: 5 * MINUTES }, ({ skip }) => {
			skip(!process.env["CI"] && !isOnPath(program), `${program} is not on this machine`);
			expect(runCommand([program, ...args], folder) ?? "").toBe("");
		});
	}

	for (const { id, level, sentence } of CONTRACT.filter((requirement) => isAsked(requirement.level, port.level))) {
		test(`${id}: ${sentence}`, () => {
			const row = rowsOf(report).find(({ requirement }) => requirement.id === id);
			expect(row && `${row.verdict} ${tellWrong(row)}`.trim(), level).toMatch(
				port.knownFailing.has(id) ? /^XFAIL / : /^PASS$/,
			);
		});
	}
}
