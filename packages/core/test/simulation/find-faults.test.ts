import { describe, expect, it } from "vitest";
import { findFaults } from "./find-faults.ts";
import type { Call, History, Raised } from "./history.ts";
import { live } from "./live.ts";
import type { Plan } from "./plan.ts";
import { shrink } from "./shrink.ts";

const QUIET: Plan = {
	seed: 1,
	channels: ["alerts", "info"],
	options: { throttle: false, coalesce: false },
	limits: {},
	latencyMs: 20,
	hasSpool: false,
	steps: [
		{ type: "raise", severities: ["P1", "P1"], isSame: false },
		{ type: "wait", ms: 500 },
		{ type: "raise", severities: ["P0"], isSame: false },
		{ type: "wait", ms: 5000 },
	],
};

const history = await live(QUIET);
const [first, second] = history.calls as [Call, Call]; // checked: two P1s went one by one
const [alert] = history.raised as [Raised];
const withCalls = (...calls: readonly Call[]): History => ({ ...history, calls: [...history.calls, ...calls] });

describe("the checks of the simulation", () => {
	it("find nothing wrong with a quiet life", () => {
		expect(findFaults(history)).toEqual([]);
	});

	it.each<[string, History, RegExp]>([
		["a request before a wait was over", withCalls({ ...first, toldMs: 60_000 }), /but told/],
		["two requests at a time", withCalls({ ...second, sentMs: first.sentMs, titles: [] }), /in flight/],
		["too many alerts that wait", { ...history, mostWaiting: 20_000 }, /the bound is/],
		["alerts out of order", { ...history, calls: [second, first, ...history.calls.slice(2)] }, /out of order/],
		["an alert without an end", withRaised({ ...alert, outcomes: [] }), /has 0 outcomes/],
		["an alert that ended twice", withRaised({ ...alert, outcomes: [...alert.outcomes, ...alert.outcomes] }), /has 2/],
		["a delivery that Discord knows nothing of", { ...history, messages: [] }, /Discord has it not/],
		["books that do not add up", { ...history, unbalancedMs: [7] }, /did not add up at 7/],
		["a queue that does not drain", withEnd({ stats: { pending: 3 } }), /not drained: 3/],
		["a close that hangs", withEnd({ hasClosed: false }), /did not settle/],
		["a timer that is left", withEnd({ scheduled: 1 }), /1 timers/],
		["a spool that does not forget", withEnd({ leftInSpool: 2 }), /2 alerts are left in the spool/],
		["a send that never resolves", { ...history, awaited: { asked: 2, resolved: 1 } }, /1 sends never/],
		["what was confirmed, sent again", withCalls({ ...first, sentMs: 9000, answeredMs: 9001 }), /sent again/],
		["a ping by text", withMessage({ notified: { everyone: false, users: ["1"], roles: [] } }), /a ping by text/],
		["a ping for a P1", withMessage({ notified: { everyone: true, users: [], roles: [] } }), /a ping by text/],
		[
			"a token in a warning",
			{ ...history, warnings: [history.webhooks[0]?.url("https://discord.com") ?? ""] },
			/token/,
		],
		["a message that Discord refuses", withLedger({ status: 400 }), /refused with 400/],
		["a P0 that waits", withLateP0([]), /waited \d+ ms without reason/],
		["a P0 that others overtake", withLateP0([600, 650]), /2 lesser requests/],
	])("find %s", (_, broken, wanted) => {
		expect(findFaults(broken).join("\n")).toMatch(wanted);
	});

	it("are met by a plan that is as short as it can be", async () => {
		const find = ({ raised }: History) => (raised.some(({ severity }) => severity === "P0") ? ["a P0 at 500 ms"] : []);
		const { plan, faults } = await shrink({ plan: QUIET, faults: ["a P0 at 9 ms"] }, find);
		expect(plan.steps).toEqual([QUIET.steps[2]]);
		expect(faults).toEqual(["a P0 at 500 ms"]);
	});
});

function withRaised(changed: Raised): History {
	return { ...history, raised: [changed, ...history.raised.slice(1)] };
}

function withEnd(end: Partial<History["end"]>): History {
	return { ...history, end: { ...history.end, ...end } };
}

function withMessage(changed: object): History {
	return {
		...history,
		messages: history.messages.map((message, index) => (index === 0 ? { ...message, ...changed } : message)),
	};
}

function withLedger(changed: object): History {
	return { ...history, ledger: history.ledger.map((entry) => ({ ...entry, ...changed })) };
}

/** The P0 was sent two seconds late, and lesser requests at these times before it. */
function withLateP0(lesser: readonly number[]): History {
	const late = history.calls.map((call) => (call.isUrgent ? { ...call, sentMs: 2500, answeredMs: 2520 } : call));
	return {
		...history,
		calls: [...late, ...lesser.map((sentMs) => ({ ...first, titles: [], sentMs, answeredMs: sentMs + 1 }))],
	};
}
