import { defined } from "../alert/defined.ts";
import type { DroppedReason, Outcome, Receipt, SuppressedReason } from "../outcome/outcome.ts";
import type { RelayResult } from "./wire.ts";

/** What a page may know of an outcome: no channel, no ids, and no sentence, which may repeat what Discord or others said. */
export function fromOutcome(outcome: Outcome): RelayResult {
	switch (outcome.status) {
		case "delivered":
			return { status: "delivered", coalesced: outcome.coalesced, attempts: outcome.attempts };
		case "suppressed":
			return { status: "suppressed", reason: outcome.reason };
		case "dropped":
			return defined({ status: "dropped", reason: outcome.reason, maybeDelivered: outcome.maybeDelivered });
		case "pending":
			return { status: "pending" };
	}
}

/** What a page may know of an alert that nobody waits for. */
export function fromReceipt({ state, reason }: Receipt): RelayResult {
	if (state === "queued" || reason === undefined) return { status: "accepted" };
	// Checked: a receipt's reason is of the kind that its state names.
	if (state === "suppressed") return { status: "suppressed", reason: reason as SuppressedReason };
	return { status: "dropped", reason: reason as DroppedReason };
}
