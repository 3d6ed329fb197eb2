import type { Case } from "./case.ts";
import { CASES } from "./cases.ts";
import { findRequirement } from "./contract/contract.ts";
import { tail } from "./drive/conversation.ts";
import { play } from "./drive/play.ts";
import type { Port } from "./drive/port.ts";
import type { Run } from "./drive/run.ts";
import { startService } from "./drive/service.ts";
import { type Finding, judge } from "./judge/judge.ts";
import { type CaseResult, isAsked, type PortReport, toPortReport } from "./report/port-report.ts";
import { toTrace } from "./report/trace.ts";

/** How a port is checked. */
export interface CheckOptions {
	readonly argument: string;
	/** Which of the cases that fit the port's level. */
	readonly isWanted: (it: Case) => boolean;
	/** Cases that run side by side. */
	readonly jobs: number;
	/** Stretches all patience; a debugger wants it high. */
	readonly timeoutScale: number;
	readonly onResult?: (result: CaseResult) => void;
}

const FIRST_PATIENCE_MS = 60_000;
const PATIENCE_MS = 30_000;

/**
 * Plays all cases of a port's level, side by side, and sums up.
 *
 * @throws Broken when the port's service does not come up.
 */
export async function checkPort(port: Port, options: CheckOptions): Promise<PortReport> {
	const service = await startService(port, FIRST_PATIENCE_MS * options.timeoutScale);
	try {
		return await checkCases({ ...port, env: { ...port.env, ...service.env } }, options);
	} finally {
		service.stop();
	}
}

async function checkCases(port: Port, options: CheckOptions): Promise<PortReport> {
	const cases = CASES.filter((it) => isAsked(it.level, port.level) && options.isWanted(it) && !isSkipped(it, port));
	const { argument, timeoutScale } = options;
	const calibration = await calibrate(port, timeoutScale);
	if (calibration.broken) {
		options.onResult?.(calibration.result);
		return toPortReport(port, { argument, calibratedMs: calibration.ms, cases: [calibration.result] });
	}
	const patienceMs = (PATIENCE_MS + 10 * calibration.ms) * timeoutScale;
	const results = await mapSideBySide(cases, options.jobs, async (it) => {
		const result = await checkCase(port, it, patienceMs);
		options.onResult?.(result);
		return result;
	});
	// What failed on a machine that was too busy is tried once more, alone.
	for (const [index, it] of cases.entries()) {
		if (!results[index]?.findings.some(({ verdict }) => verdict === "INCONCLUSIVE")) continue;
		results[index] = await checkCase(port, it, patienceMs);
	}
	return toPortReport(port, { argument, calibratedMs: calibration.ms, cases: results });
}

function isSkipped({ id, requirement }: Case, { skip }: Port): boolean {
	return Object.hasOwn(skip, requirement) || Object.hasOwn(skip, id);
}

/** The first run warms up what is warmed up once, and shows whether the port can be driven at all; the second is measured. */
async function calibrate(
	port: Port,
	timeoutScale: number,
): Promise<{ readonly ms: number; readonly broken: boolean; readonly result: CaseResult }> {
	const [simplest] = CASES as readonly [Case];
	const patience = { patienceMs: FIRST_PATIENCE_MS * timeoutScale };
	const warmUp = await play(port, simplest, patience);
	// A port that cannot even send one alert would fail everything for one reason.
	const broken = warmUp.broken ?? warmUp.fallen?.message ?? whySilent(warmUp);
	const run = broken === undefined ? await play(port, simplest, patience) : { ...warmUp, broken };
	return {
		ms: Math.round(run.endedMs - run.startedMs),
		broken: broken !== undefined,
		result: toResult(port, simplest, run),
	};
}

/** Without a single request nothing can be told of the port but that. */
function whySilent({ exchanges, level, exit, outcome, stderr }: Run): string | undefined {
	if (exchanges.length > 0) return undefined;
	if (level >= "L2") return `it made no request to the webhook that "configure" gave it; ${JSON.stringify(outcome)}`;
	return `it made no request to $DISCORD_WEBHOOK, and ended with exit code ${exit?.code}${tail(stderr)}`;
}

async function checkCase(port: Port, it: Case, patienceMs: number): Promise<CaseResult> {
	return toResult(port, it, await play(port, it, { patienceMs }));
}

function toResult(port: Port, it: Case, run: Run): CaseResult {
	const findings: readonly Finding[] = judge(it, run).filter(({ requirement }) => {
		const level = findRequirement(requirement)?.level;
		return level !== undefined && isAsked(level, port.level);
	});
	return { id: it.id, title: it.title, ms: Math.round(run.endedMs - run.startedMs), findings, trace: toTrace(run) };
}

async function mapSideBySide<In, Out>(
	items: readonly In[],
	jobs: number,
	map: (item: In) => Promise<Out>,
): Promise<Out[]> {
	const results: Out[] = [];
	const left = [...items.entries()];
	const work = async (): Promise<void> => {
		for (let next = left.shift(); next; next = left.shift()) results[next[0]] = await map(next[1]);
	};
	await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
	return results;
}
