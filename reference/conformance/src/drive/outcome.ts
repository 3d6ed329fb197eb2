/** How an alert ended, as a port tells it (PROTOCOL.md). */
export interface Outcome {
	readonly status: "delivered" | "suppressed" | "dropped" | "pending";
	readonly id?: string;
	readonly channel?: string;
	readonly attempts?: number;
	readonly reason?: string;
	readonly detail?: string;
	readonly messageId?: string;
	readonly maybeDelivered?: boolean;
	readonly httpStatus?: number;
	readonly discordCode?: number;
	readonly errors?: readonly string[];
}

const REASONS: Readonly<Record<string, readonly string[]>> = {
	suppressed: ["throttled", "disabled", "test-guard"],
	dropped: ["invalid", "unrouted", "overflow", "rejected", "gone", "exhausted", "expired", "closed"],
};

/** What is missing or wrong in an outcome; `undefined` when nothing is. */
export function whatIsWrongWithOutcome(value: unknown): string | undefined {
	if (typeof value !== "object" || value === null) return "an outcome is an object";
	const { status, id, channel, attempts, reason, detail } = value as Record<string, unknown>;
	if (!["delivered", "suppressed", "dropped", "pending"].includes(String(status)))
		return `"status" is delivered, suppressed, dropped or pending, not ${JSON.stringify(status)}`;
	if (!/^[\da-f]{32}$/.test(String(id))) return '"id" is 32 hex digits';
	if (status === "delivered" && (typeof channel !== "string" || typeof attempts !== "number"))
		return 'delivered needs "channel" and "attempts"';
	const reasons = REASONS[String(status)];
	if (reasons && !reasons.includes(String(reason)))
		return `"reason" of ${status} is one of ${reasons.join(", ")}, not ${JSON.stringify(reason)}`;
	if (status === "dropped" && typeof detail !== "string") return 'dropped needs a "detail", one sentence';
	return undefined;
}
