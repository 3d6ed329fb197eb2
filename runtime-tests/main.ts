// Packs every package as it would be published, installs the tarballs into a clean project, and lets each runtime send an
// alert with them: `npm run runtimes`. Prints a line each and, last, `N passed, N failed`.
import { type Project, prepareProject } from "./project.ts";
import type { Row } from "./row.ts";
import { bunRows } from "./rows/bun.ts";
import { bundlerRows } from "./rows/bundlers.ts";
import { chromiumRows } from "./rows/chromium.ts";
import { datRows } from "./rows/dat.ts";
import { denoRows } from "./rows/deno.ts";
import { nodeRows } from "./rows/node.ts";
import { sizeRows } from "./rows/size.ts";
import { typeRows } from "./rows/types.ts";
import { workerdRows } from "./rows/workerd.ts";

const wanted = process.argv[2] ?? "";
const ROWS: readonly Row[] = [
	nodeRows,
	datRows,
	denoRows,
	bunRows,
	workerdRows,
	bundlerRows,
	chromiumRows,
	typeRows,
	sizeRows,
]
	.flat()
	.filter(({ runtime, what }) => `${runtime} ${what}`.includes(wanted));

/** Tells what went wrong, `undefined` for nothing. */
async function tryRow({ run }: Row, project: Project): Promise<{ readonly note: string; readonly isFine: boolean }> {
	try {
		return { note: (await run(project)) ?? "", isFine: true };
	} catch (error) {
		return { note: error instanceof Error ? error.message : String(error), isFine: false };
	}
}

function seconds(sinceMs: number): string {
	return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`.padStart(6);
}

const project = await prepareProject();
let failed = 0;
try {
	for (const row of ROWS) {
		const startedMs = performance.now();
		const { note, isFine } = await tryRow(row, project);
		if (!isFine) failed++;
		console.log(
			`${isFine ? "ok    " : "FAILED"} ${row.runtime.padEnd(16)} ${row.what.padEnd(44)} ${seconds(startedMs)} ${note}`,
		);
	}
} finally {
	project.remove();
}
console.log(`${ROWS.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 || ROWS.length === 0 ? 1 : 0);
