import type { WireFault } from "./exchange.ts";

/**
 * What happens to a request instead of, or besides, what Discord would do. With an answer of its own (`status`, `headers`
 * or `body`) nothing is carried out, unless `stores` says so; without one the request is carried out as usual, limits
 * included, and only delayed or broken on its way back.
 */
export interface Fault {
	/** As the ledger shows it; default the wire fault or the status. */
	readonly name?: string;
	/** Default 200 when `headers` or `body` are given. */
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** JSON, or text as it is. */
	readonly body?: unknown;
	/** Discord's edge answers, not its API: without a `Via` header and without CORS headers. */
	readonly isEdge?: boolean;
	/** Breaks the connection. */
	readonly wire?: WireFault;
	/** Carry the request out although the answer says otherwise: a 503 after storing. Default false. */
	readonly stores?: boolean;
	/** Hold the answer back so long, ms. Default 0. */
	readonly delayMs?: number;
	/** Between two bytes of a drip, ms. Default 20. */
	readonly dripMs?: number;
}

/** A fault that stays until it is switched off. */
export interface StandingFault {
	readonly name: string;
	/** Only this webhook; all when absent. */
	readonly webhookId?: string;
	readonly fault: Fault;
}

/** The name under which the ledger shows a fault. */
export function nameOf({ name, wire, status, delayMs }: Fault): string {
	return name ?? wire ?? (status === undefined && delayMs !== undefined ? "slow" : String(status ?? 200));
}

/** Whether the request is carried out under the fault. */
export function isCarriedOut({ stores, status, headers, body, wire }: Fault): boolean {
	if (stores !== undefined) return stores;
	const hasAnswer = status !== undefined || headers !== undefined || body !== undefined;
	return !hasAnswer && wire !== "reset-before" && wire !== "stall" && wire !== "goaway";
}

/** Standing faults of a webhook as one; of two that answer, the later one wins, a delay joins any answer. */
export function mergeStanding(standing: readonly StandingFault[], webhookId: string): Fault | undefined {
	let merged: Fault | undefined;
	for (const { name, fault, webhookId: only } of standing) {
		if (only === undefined || only === webhookId) merged = { ...merged, name, ...fault };
	}
	return merged;
}
