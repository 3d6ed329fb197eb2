import type { Severity } from "../alert/severity.ts";
import type { Entry } from "../delivery/entry.ts";
import type { Delivered, Dropped, Outcome, Receipt, Suppressed } from "../outcome/outcome.ts";
import { createAlertId } from "./alert-id.ts";
import { auditMessage } from "./audit-message.ts";
import type { House } from "./create-notifier.ts";
import { type Admission, createIntake } from "./intake.ts";
import type { OwnMessage } from "./own-messages.ts";
import type { StormReport } from "./storm-report.ts";
import { toOutcome } from "./to-outcome.ts";

/** An alert just raised: its receipt, and its entry when it was admitted. */
export interface Raised {
	readonly receipt: Receipt;
	readonly entry?: Entry;
}

/** Where alerts come in. */
export interface Door {
	raise(input: unknown, onOutcome?: (outcome: Outcome) => void): Raised;
	/** From now on every alert is dropped as `closed`. */
	close(): void;
}

/** What the door needs from the house. */
export interface DoorWorld extends House {
	readonly storms: StormReport;
	readonly post: (message: OwnMessage) => void;
	readonly place: (entry: Entry) => void;
}

/** Admits alerts, enters each in the books once, and tells each outcome once. */
export function createDoor({ given, options, host, books, news, drain, storms, post, place }: DoorWorld): Door {
	let isClosed = false;
	const isGuarded = (channel: string): boolean =>
		host.testRunner !== undefined &&
		given.allowInTests !== true &&
		options.targets.get(channel)?.webhook.isDiscord === true;
	const intake = createIntake({ options, isClosed: () => isClosed, isGuarded });

	const finish = (
		outcome: Delivered | Suppressed | Dropped,
		severity: Severity | undefined,
		tell?: (outcome: Outcome) => void,
	): void => {
		books.settle(outcome);
		news.emit({ type: "settled", severity, outcome });
		news.outcome(outcome);
		tell?.(outcome);
	};

	const turnAway = (id: string, admission: Exclude<Admission, { kind: "admit" }>): Suppressed | Dropped => {
		const { kind, head, channel } = admission;
		if (kind === "suppress") {
			const { reason } = admission;
			if (reason === "throttled") storms.add(head, channel);
			if (reason === "test-guard")
				news.warn(
					"test-guard",
					`${host.testRunner} is running, so nothing is sent to Discord; set allowInTests, or point DISCORD_API_BASE at a sandbox`,
				);
			return { status: "suppressed", id, reason, key: head.key };
		}
		const { reason, detail } = admission;
		if (reason === "unrouted") news.warn("unrouted", detail, channel);
		return { status: "dropped", id, reason, detail, ...(channel !== undefined && { channel }) };
	};

	const admit = (
		input: unknown,
		admission: Extract<Admission, { kind: "admit" }>,
		{
			id,
			elapsedMs,
			tell,
		}: { readonly id: string; readonly elapsedMs: number; readonly tell: ((outcome: Outcome) => void) | undefined },
	): Entry => {
		const { head, channel } = admission;
		drain.opened();
		const entry = intake.toEntry(input, admission, {
			id,
			elapsedMs,
			nowMs: host.clock.now(),
			isAwaited: tell !== undefined,
			onSettled: (ended, settlement) => {
				const outcome = toOutcome(ended, settlement);
				finish(outcome, head.severity, tell);
				if (options.audit !== undefined && channel !== options.audit) post(auditMessage(options.audit, head, outcome));
				drain.closed();
			},
		});
		place(entry);
		return entry;
	};

	const raise = (input: unknown, tell?: (outcome: Outcome) => void): Raised => {
		const id = createAlertId(host.random);
		const elapsedMs = host.clock.elapsed();
		books.raise();
		const admission = intake.admit(input, elapsedMs);
		if (admission.kind !== "admit") {
			const outcome = turnAway(id, admission);
			finish(outcome, admission.head?.severity, tell);
			return { receipt: { id, state: outcome.status, reason: outcome.reason } };
		}
		news.emit({ type: "raised", id, severity: admission.head.severity, channel: admission.channel });
		return { receipt: { id, state: "queued" }, entry: admit(input, admission, { id, elapsedMs, tell }) };
	};

	return {
		raise,
		close: () => {
			isClosed = true;
		},
	};
}
