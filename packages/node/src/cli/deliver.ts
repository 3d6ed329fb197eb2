import type { ParseArgsOptionsConfig } from "node:util";
import type { Alert, Outcome } from "@dat/core";
import { createNotifier } from "../notifier.ts";
import { TEXT, UsageError, type Words } from "./command.ts";

/** How one alert is to be delivered. */
export interface DeliveryWishes {
	/** How long its outcome is waited for. */
	readonly timeoutMs: number;
	/** Path of the file that keeps it until then, and over that. */
	readonly spool: string | undefined;
}

export const DELIVERY_OPTIONS: ParseArgsOptionsConfig = { timeout: TEXT, spool: TEXT };

export const DELIVERY_HELP = `  --timeout SECONDS    wait so long for the outcome (default 60)
  --spool PATH         keep it in this file until it is delivered; also sends what is left there`;

/** @throws UsageError for a time that is none. */
export function readDeliveryWishes({ values }: Words): DeliveryWishes {
	const seconds = Number(values["timeout"] ?? 60);
	if (!(seconds > 0 && seconds <= 86_400))
		throw new UsageError("--timeout is not usable; write seconds, more than 0 and at most 86400");
	if (values["spool"] === "") throw new UsageError("--spool is not usable; write the path of a file");
	return { timeoutMs: seconds * 1000, spool: values["spool"] === undefined ? undefined : String(values["spool"]) };
}

/**
 * Sends one alert and tells how it ended, `pending` when the time is up or the signal fires.
 *
 * @throws DatError for an environment that cannot be used.
 */
export async function deliver(
	alert: Alert,
	{ timeoutMs, spool }: DeliveryWishes,
	signal?: AbortSignal,
): Promise<Outcome> {
	// One alert needs no thread of its own, and it is waited for here.
	const notifier = createNotifier({ queue: { thread: false }, flushOnExit: false, ...(spool && { spool }) });
	const outcome = await notifier.send(alert, { timeoutMs, ...(signal && { signal }) });
	await notifier.close(outcome.status === "pending" ? 1 : undefined);
	return outcome;
}

/** An outcome in a sentence, with what it means now that `dat` ends. */
export function explain(outcome: Exclude<Outcome, { status: "delivered" }>, spool: string | undefined): string {
	if (outcome.status === "suppressed") return `the alert was not sent: ${WHY_SUPPRESSED[outcome.reason]}`;
	if (outcome.status === "dropped")
		return `the alert was not delivered (${outcome.reason}): ${[outcome.detail, ...(outcome.errors ?? [])].join("; ")}`;
	const late = "the alert is pending: it was not delivered in time";
	if (spool) return `${late}, and waits in ${spool} for the next dat with this spool, or dat spool retry`;
	return `${late}, and nobody tries again${outcome.maybeDelivered ? "; it may have arrived" : ""}; --spool PATH keeps such alerts`;
}

const WHY_SUPPRESSED = {
	throttled: "too many like it",
	disabled: "NOTIFY_DISCORD_ENABLED switches alerts off",
	"test-guard":
		"under a test runner (VITEST, JEST_WORKER_ID, NODE_TEST_CONTEXT, NODE_ENV=test) nothing goes to Discord",
} as const;
