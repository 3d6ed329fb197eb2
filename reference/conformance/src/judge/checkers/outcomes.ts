import type { Run } from "../../drive/run.ts";
import { type Exchange, isAccepted } from "../../stage/exchange.ts";
import type { Checker, Failure } from "../check.ts";
import { at, outcomeOf, posts, replyOf, show, titlesOf } from "../look.ts";

export const delivered: Checker<"delivered"> = ({ as }, run) => {
	const outcome = outcomeOf(run, as);
	return outcome?.status === "delivered" ? undefined : { expected: "delivered", seen: tell(run, outcome) };
};

export const notDelivered: Checker<"not-delivered"> = ({ as }, run) => {
	const outcome = outcomeOf(run, as);
	return outcome && outcome.status !== "delivered"
		? undefined
		: { expected: "a failure that shows", seen: tell(run, outcome) };
};

function tell(run: Run, outcome: unknown): string {
	return run.level === "L0" ? `exit code ${run.exit?.code ?? run.exit?.signal ?? "none"}` : show(outcome);
}

export const told: Checker<"told"> = ({ as, members }, run) => {
	if (run.level === "L0") return undefined;
	const reply = as === undefined ? undefined : replyOf(run, as);
	const value = as === undefined ? run.outcome : typeof reply?.result === "object" ? reply.result : reply;
	const wrong = Object.entries(members).find(([path, wanted]) => !fits(at(value, path), wanted));
	return wrong && { expected: `${wrong[0]}: ${expectation(wrong[1])}`, seen: show(value) };
};

function fits(value: unknown, wanted: unknown): boolean {
	if (wanted === null) return value === undefined;
	if (wanted === "*") return value !== undefined && !(Array.isArray(value) && value.length === 0);
	return Array.isArray(wanted) ? wanted.some((one) => fits(value, one)) : value === wanted;
}

function expectation(wanted: unknown): string {
	if (wanted === null) return "absent";
	if (wanted === "*") return "something";
	return Array.isArray(wanted) ? wanted.map(expectation).join(" or ") : show(wanted);
}

export const refusedOrDead: Checker<"refused-or-dead"> = ({ configured, probed, channel }, run) => {
	const status = at(replyOf(run, probed)?.result, `channels.${channel}.status`);
	const isTold = replyOf(run, configured)?.error !== undefined || status === "dead";
	return isTold ? undefined : { expected: "an error of configure, or dead", seen: show(status) };
};

export const ends: Checker<"ends"> = (_, run) =>
	run.level === "L0" || run.outcome ? undefined : { expected: "an outcome", seen: "none" };

export const exitSeen: Checker<"exit-seen"> = (_, run) =>
	run.exit ? undefined : { expected: "the port ends by itself", seen: "it did not" };

export const receipts: Checker<"receipts"> = ({ as, queued, suppressed }, run) => {
	const states = run.asked.filter((one) => one.as === as).map(({ result }) => String(at(result, "state")));
	const count = {
		queued: states.filter((state) => state === "queued").length,
		suppressed: states.filter((state) => state === "suppressed").length,
	};
	const wrong = (queued ?? count.queued) !== count.queued || (suppressed ?? count.suppressed) !== count.suppressed;
	return wrong
		? { expected: `${show({ queued, suppressed })} of ${states.length} receipts`, seen: show(count) }
		: undefined;
};

/** `raised = delivered + suppressed + dropped + pending`, and what the case knows besides. */
export const sums: Checker<"sums"> = ({ as, members = {}, atMost = {} }, run) => {
	const stats = replyOf(run, as)?.result as Record<string, number> | undefined;
	if (!stats) return { expected: `stats "${as}"`, seen: "none" };
	const count = (name: string): number => stats[name] ?? 0;
	const whole = count("delivered") + count("suppressed") + count("dropped") + count("pending");
	if (count("raised") !== whole)
		return { expected: "raised = delivered + suppressed + dropped + pending", seen: show(stats) };
	const wrong = Object.entries(members).find(([name, wanted]) => count(name) !== wanted);
	if (wrong) return { expected: `${wrong[0]}: ${wrong[1]}`, seen: show(stats) };
	const over = Object.entries(atMost).find(([name, most]) => count(name) > most);
	return over && { expected: `${over[0]} at most ${over[1]}`, seen: show(stats) };
};

/** What the port tells of each `send` is what the ledger shows. */
export const trueOutcomes: Checker<"true-outcomes"> = (_, run) => {
	if (run.level === "L0") return undefined;
	if (run.outcome) return compare(run, run.outcome, posts(run));
	const sends = run.asked.filter(({ cmd, result }) => cmd === "send" && result !== undefined);
	for (const { alert, result } of sends) {
		const title = String(alert?.["title"]);
		const isShared = sends.some((other) => other.alert !== alert && String(other.alert?.["title"]).includes(title));
		const own = posts(run).filter((exchange) => titlesOf(exchange).some((text) => text.includes(title)));
		const failure = isShared ? undefined : compare(run, result, own);
		if (failure) return failure;
	}
	return undefined;
};

/** An answer that broke off may be read either way. */
const UNCLEAR = new Set(["truncate", "drip", "not-gzip", "huge", "hold"]);

function compare({ isCountable }: Run, outcome: unknown, own: readonly Exchange[]): Failure | undefined {
	const status = at(outcome, "status");
	const attempts = at(outcome, "attempts");
	if (own.some(({ wire, isScripted }) => isScripted && UNCLEAR.has(wire ?? ""))) return undefined;
	const isTaken = own.some(isAccepted);
	if (status !== "pending" && (status === "delivered") !== isTaken)
		return {
			expected: isTaken ? "delivered, for Discord took it" : "not delivered, for Discord never took it",
			seen: show(outcome),
		};
	if (isCountable && typeof attempts === "number" && attempts !== own.length)
		return { expected: `attempts: ${own.length}, as many as requests came`, seen: show(outcome) };
	return undefined;
}
