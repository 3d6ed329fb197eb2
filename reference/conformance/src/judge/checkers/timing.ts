import type { Checker, Failure } from "../check.ts";
import { posts } from "../look.ts";

/** Clocks of two processes and timers of whole milliseconds. */
const TOLERANCE_MS = 2;

/** Measured from just before the answer was written, so that a slow machine only makes it longer. */
export const gap: Checker<"gap"> = ({ at, request, atLeastMs, means = {}, orStop }, run) => {
	const [before, after] = posts(run, at).slice(request, request + 2);
	if (before?.answeredMs === undefined) return { expected: `request #${request + 1}`, seen: "none" };
	if (!after) return orStop ? undefined : { expected: `another request after ${atLeastMs} ms`, seen: "none" };
	const gapMs = after.seenMs - before.answeredMs;
	if (gapMs >= atLeastMs - TOLERANCE_MS) return undefined;
	return {
		expected: `the next request not before ${atLeastMs} ms`,
		seen: `after ${Math.round(gapMs)} ms${diagnose(gapMs, means)}`,
	};
};

/** Which of the sources gives such a gap: the nearest one that is not longer, within what starting and sending take. */
function diagnose(gapMs: number, means: Readonly<Record<string, number>>): string {
	const [nearest] = Object.entries(means)
		.filter(([, ms]) => gapMs >= ms - TOLERANCE_MS && gapMs < ms + Math.max(400, ms * 0.3))
		.sort(([, a], [, b]) => b - a);
	return nearest ? `: ${nearest[0]} (${nearest[1]} ms) was used` : "";
}

/** From when the alert was handed over, for the deadline began at some unseen moment after that. */
export const lasted: Checker<"lasted"> = ({ atLeastMs }, run) => {
	const asked = run.asked.find(({ as }) => as === "outcome");
	const lastedMs = (asked?.repliedMs ?? run.exit?.atMs ?? run.endedMs) - (asked?.askedMs ?? run.startedMs);
	return lastedMs >= atLeastMs
		? undefined
		: { expected: `an outcome not before ${atLeastMs} ms`, seen: `after ${Math.round(lastedMs)} ms` };
};

export const silence: Checker<"silence"> = ({ at, after, ms }, run) => {
	const startMs = posts(run, after)[0]?.answeredMs;
	if (startMs === undefined) return { expected: `a request to "${after}"`, seen: "none" };
	const early = posts(run, at).find(
		({ seenMs }) => seenMs > startMs + TOLERANCE_MS && seenMs < startMs + ms - TOLERANCE_MS,
	);
	return (
		early && {
			expected: `nothing to "${at}" for ${ms} ms after the answer to "${after}"`,
			seen: `#${early.index + 1} after ${Math.round(early.seenMs - startMs)} ms`,
		}
	);
};

export const replyWhileOpen: Checker<"reply-while-open"> = ({ as, at, request }, run) => {
	const exchange = posts(run, at)[request];
	const late = run.asked.find(
		(one) => one.as === as && !(Number(one.repliedMs) < (exchange?.closedMs ?? Number.POSITIVE_INFINITY)),
	);
	if (!exchange) return { expected: `request #${request + 1} to "${at}"`, seen: "none" };
	return (
		late && { expected: `the reply to "${as}" while "${at}" was not answered yet`, seen: "it came only afterwards" }
	);
};

export const servedBefore: Checker<"served-before"> = ({ at, before, request, byMs }, run): Failure | undefined => {
	const [first] = posts(run, at);
	const other = posts(run, before)[request];
	if (!first || !other)
		return {
			expected: `requests to "${at}" and "${before}"`,
			seen: `${posts(run, at).length} and ${posts(run, before).length}`,
		};
	const aheadMs = Math.round(other.seenMs - first.seenMs);
	return aheadMs >= byMs
		? undefined
		: { expected: `"${at}" served well before #${request + 1} of "${before}"`, seen: `${aheadMs} ms before it` };
};

export const window: Checker<"window"> = ({ as, max, ms }, run) => {
	const passed = run.asked.filter(
		(one) => one.as === as && (one.result as { state?: string } | undefined)?.state === "queued",
	);
	// From before the first was asked until after the last was answered: only then it is certain that one window held both.
	const crowded = passed.find((first, index) => {
		const last = passed[index + max];
		return last?.repliedMs !== undefined && last.repliedMs - first.askedMs < ms;
	});
	return crowded && { expected: `at most ${max} in any ${ms} ms`, seen: `${max + 1} within less` };
};
