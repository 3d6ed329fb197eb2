import { FAULTS, ODD_FAULTS, STANDING_FAULTS } from "@dat/sandbox";
import { ABSURD_REPLIES } from "./absurd-replies.ts";
import type { History } from "./history.ts";

/** What a run has met: a simulation in which nothing goes wrong proves nothing. */
export interface Coverage {
	readonly met: ReadonlyMap<string, number>;
	add(history: History): void;
	/** What should have been met and was not. */
	missing(): readonly string[];
}

const EXPECTED: readonly string[] = [
	...[FAULTS, ODD_FAULTS, STANDING_FAULTS, ABSURD_REPLIES]
		.flatMap((faults) => Object.keys(faults))
		// Nobody can notice it, so it is not drawn.
		.filter((name) => name !== "silent-drop")
		.map((name) => `fault ${name}`),
	...["user", "shared", "global", "write", "ban"].map((kind) => `limit ${kind}`),
	...["unrouted", "overflow", "gone", "exhausted", "expired"].map((reason) => `dropped: ${reason}`),
	...["delivered", "suppressed: throttled", "rerouted", "dead webhook", "wait: breaker", "wait: banned"],
	...["process killed", "late by a restart", "sent by two processes", "disk full", "clock jump", "storm summary"],
];

/** Nothing has been met. */
export function createCoverage(): Coverage {
	const met = new Map<string, number>();
	return {
		met,
		add: (history) => {
			for (const what of new Set(meetings(history))) met.set(what, (met.get(what) ?? 0) + 1);
		},
		missing: () => EXPECTED.filter((what) => !met.has(what)),
	};
}

function* meetings({ plan, calls, raised, events, lives, ledger }: History): Iterable<string> {
	for (const { fault, limitedBy } of ledger) {
		if (fault !== undefined) yield `fault ${fault}`;
		if (limitedBy !== undefined) yield `limit ${limitedBy}`;
	}
	for (const outcome of raised.flatMap(({ outcomes }) => outcomes))
		yield outcome.status === "delivered" || outcome.status === "pending"
			? outcome.status
			: `${outcome.status}: ${outcome.reason}`;
	for (const event of events) {
		if (event.type === "rerouted") yield "rerouted";
		if (event.type === "dead-webhook") yield "dead webhook";
		if (event.type === "wait") yield `wait: ${event.reason}`;
		if (event.type === "attempt" && event.purpose === "summary") yield "storm summary";
	}
	if (lives.length > 1) yield "process killed";
	if (calls.some(({ body }) => body.includes("it waited in the spool"))) yield "late by a restart";
	const first = new Map<string, number>();
	for (const { titles, life } of calls)
		for (const title of titles) {
			if (life > (first.get(title) ?? life)) yield "sent by two processes";
			if (!first.has(title)) first.set(title, life);
		}
	for (const step of plan.steps) {
		if (step.type === "disk" && step.isFull) yield "disk full";
		if (step.type === "jump") yield "clock jump";
	}
}
