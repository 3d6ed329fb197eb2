import { type Health, isBreakerOpen } from "../policy/health.ts";
import { countTogether } from "./compose.ts";
import { type Entry, RANKS } from "./entry.ts";
import type { Gate, Ready } from "./gate.ts";
import { ALL_RANKS, type Queue } from "./queue.ts";

/** A message that may be sent now or later: one that is not urgent, or the P0 that may fly beside it. */
export interface Flight {
	readonly kind: "urgent" | "usual";
	readonly entries: readonly [Entry, ...Entry[]];
	readonly ready: Ready;
}

/** What a lane looks like when it decides. */
export interface LaneView {
	readonly queue: Queue;
	readonly gate: Gate;
	readonly health: Health;
	readonly nowMs: number;
	readonly isCoalescing: boolean;
	readonly flying: readonly Flight[];
}

/** The kept slot of a short window is given to others this late in it: a drain then loses almost nothing ... */
const LATE_MS = 200;

/** ... and earlier to the last message of a drain, behind which nothing waits. */
const LATE_FOR_LAST_MS = 1250;

const MOST_TOGETHER = 10;
const MOST_LINES = 50;

/** What could be sent next, at most one of each kind that is not already under way (design rule 7). */
export function decideFlights(view: LaneView): Flight[] {
	const isFlying = (kind: Flight["kind"]): boolean => view.flying.some((flight) => flight.kind === kind);
	const p0s = findP0s(view);
	const urgent = isFlying("urgent") ? undefined : decideUrgent(view, p0s);
	// A slot that is free while a P0 is in the air belongs to the P0 behind it.
	const isP0Next = isFlying("urgent") && p0s.ready.length > 0;
	const usual = isFlying("usual") || isP0Next ? undefined : decideUsual(view);
	return [urgent, usual].filter((flight) => flight !== undefined);
}

/** The P0s that may go at all, and those of them that may go now. */
interface P0s {
	readonly waiting: readonly Entry[];
	readonly ready: readonly Entry[];
}

/** A P0 waits for its own back-off only, and with the breaker open it still gets its first attempt. */
function findP0s({ queue, health, nowMs }: LaneView): P0s {
	const isOpen = isBreakerOpen(health);
	const waiting = queue
		.peek([RANKS.P0], Number.POSITIVE_INFINITY)
		.filter(({ history }) => !isOpen || history.failures === 0);
	return { waiting, ready: waiting.filter(({ retryAtMs }) => retryAtMs <= nowMs) };
}

function decideUrgent(view: LaneView, { waiting, ready }: P0s): Flight | undefined {
	const retryAtMs = ready.length > 0 ? view.nowMs : Math.min(...waiting.map((entry) => entry.retryAtMs));
	return toFlight("urgent", ready.length > 0 ? ready.slice(0, MOST_TOGETHER) : waiting.slice(0, 1), {
		view,
		own: { atMs: retryAtMs, reason: "back-off" },
	});
}

function decideUsual(view: LaneView): Flight | undefined {
	const { queue, health } = view;
	if (isBreakerOpen(health)) {
		return toFlight("usual", canary(queue), { view, own: { atMs: health.retryAtMs, reason: "breaker" } });
	}
	const rows = [
		queue.peek([RANKS.P1], MOST_TOGETHER),
		queue.peek([RANKS.P2, RANKS.P3, RANKS.DEV], MOST_TOGETHER),
		queue.peek([RANKS.audit], MOST_LINES),
	];
	return toFlight("usual", rows.find((row) => row.length > 0) ?? [], {
		view,
		own: { atMs: health.retryAtMs, reason: "back-off" },
	});
}

/** The least severe goes first into the unknown, alone, so that the attempts of the others are spared. */
function canary(queue: Queue): Entry[] {
	const rank = ALL_RANKS.findLast((candidate) => queue.count(candidate));
	const [entry] = rank === undefined ? [] : queue.peek([rank], 1);
	return entry === undefined || (rank === RANKS.P0 && entry.history.failures === 0) ? [] : [entry];
}

function toFlight(
	kind: Flight["kind"],
	waiting: readonly Entry[],
	{ view, own }: { readonly view: LaneView; readonly own: Ready },
): Flight | undefined {
	const { queue, gate, nowMs, isCoalescing } = view;
	const [first, ...others] = waiting;
	if (first === undefined) return undefined;
	const entries: Flight["entries"] = [first, ...others.slice(0, countTogether(waiting, isCoalescing) - 1)];
	const urgency = first.rank === RANKS.P0 ? "p0" : first.rank === RANKS.P1 ? "p1" : "rest";
	const isLast = queue.size() === entries.length;
	const told = gate.readyAt(nowMs, { urgency, lateMs: isLast ? LATE_FOR_LAST_MS : LATE_MS });
	return { kind, entries, ready: told.atMs >= own.atMs ? told : own };
}
