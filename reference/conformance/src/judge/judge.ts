import type { Case } from "../case.ts";
import type { Run } from "../drive/run.ts";
import type { Check, Failure } from "./check.ts";
import { examine } from "./checkers.ts";

/** What a case says of one requirement, before what is known of the port is taken into account. */
export type Raw = "PASS" | "FAIL" | "VACUOUS" | "INCONCLUSIVE" | "ERROR";

/** What one run of a case says of one requirement. */
export interface Finding {
	readonly requirement: string;
	readonly verdict: Raw;
	readonly failures: readonly Failure[];
}

const PROTOCOL = "https://github.com/dat-alerts/dat/blob/main/reference/PROTOCOL.md";

/** What holds in every case, whatever it is about. */
const INVARIANTS: readonly Check[] = [
	{ kind: "format", for: "DAT-REQ-02" },
	{ kind: "valid", for: "DAT-PAY-01" },
	{ kind: "allowed-mentions", for: "DAT-MEN-01" },
	{ kind: "no-leak", for: "DAT-SEC-01" },
	{ kind: "clean-files", for: "DAT-SEC-08" },
	{ kind: "true-outcomes", for: "DAT-OBS-01" },
];

/** Longer than this, the kit was held up so much that a failure proves nothing. */
const MOST_LAG_MS = 250;

/** Decides a run. The case's own requirement comes first; invariants are there only where they fail. */
export function judge(it: Case, run: Run): readonly Finding[] {
	if (run.broken !== undefined) {
		const failures = [{ expected: `a port that can be driven (${PROTOCOL})`, seen: run.broken }];
		return [{ requirement: it.requirement, verdict: "ERROR", failures }];
	}
	if (run.fallen !== undefined) {
		const failures = [{ expected: "an outcome", seen: run.fallen.message }];
		const verdict = run.fallen.isSilence && isLate(run) ? "INCONCLUSIVE" : "FAIL";
		return [{ requirement: it.requirement, verdict, failures }, ...breaches(run)];
	}
	const own = Map.groupBy(it.checks, (check) => check.for ?? it.requirement);
	const findings = [...own].map(([requirement, checks]): Finding => {
		const failed = checks.filter((check) => examine(check, run) !== undefined);
		const failures = failed.flatMap((check) => examine(check, run) ?? []);
		if (failed.length === 0) return { requirement, failures, verdict: isVacuous(it, run) ? "VACUOUS" : "PASS" };
		const isDoubtful = isLate(run) && failed.every(({ kind }) => RACES.has(kind));
		return { requirement, failures, verdict: isDoubtful ? "INCONCLUSIVE" : "FAIL" };
	});
	return [...findings, ...breaches(run)];
}

/** What a port may miss because the machine was busy. All else is decided by what was sent, or by gaps that only grow. */
const RACES: ReadonlySet<Check["kind"]> = new Set(["silence", "served-before", "soon", "reply-while-open"]);

function isLate({ lagMs }: Run): boolean {
	return lagMs > MOST_LAG_MS;
}

function breaches(run: Run): readonly Finding[] {
	return INVARIANTS.flatMap((check) => {
		const failure = examine(check, run);
		return failure && check.for ? [{ requirement: check.for, verdict: "FAIL" as const, failures: [failure] }] : [];
	});
}

/** An arm that no request ever met proves nothing, unless the case says that fewer may come. */
function isVacuous({ arms = {}, checks }: Case, { exchanges }: Run): boolean {
	const mayStop = checks.some(
		(check) =>
			check.kind === "requests" ||
			check.kind === "unrepeated" ||
			check.kind === "bounded" ||
			("orStop" in check && check.orStop),
	);
	if (mayStop) return false;
	return Object.entries(arms).some(
		([name, list]) => exchanges.filter(({ to, isScripted }) => to === name && isScripted).length < list.length,
	);
}
