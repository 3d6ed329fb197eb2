import type { Severity } from "../alert/severity.ts";
import type { Entry } from "../delivery/entry.ts";
import type { Delivered, Dropped, Outcome, Receipt, Suppressed } from "../outcome/outcome.ts";
import { createAlertId } from "./alert-id.ts";
import { auditMessage } from "./audit-message.ts";
import type { House } from "./house.ts";
import { type Admission, type Admitted, createIntake } from "./intake.ts";
import type { StormReport } from "./storm-report.ts";
import { toOutcome } from "./to-outcome.ts";

/** An alert just raised: its receipt, and its entry when it was admitted. */
export interface Raised {
	readonly receipt: Receipt;
	readonly entry?: Entry;
}

/** Who wants to know how an alert ended. */
export type Listener = (outcome: Outcome) => void;

/** Where alerts come in. */
export interface Door {
	raise(input: unknown, tell?: Listener): Raised;
	/** From now on every alert is dropped as `closed`. */
	close(): void;
}

/** What the door needs besides the house. */
export interface DoorWorld extends House {
	readonly storms: StormReport;
	readonly place: (entry: Entry) => void;
}

const CLOSED = { status: "dropped", reason: "closed", detail: "the notifier was closed before it was raised" } as const;

/** Admits alerts, enters each in the books once, and tells each outcome once. */
export function createDoor({ given, options, host, books, news, drain, storms, post, place }: DoorWorld): Door {
	let isClosed = false;
	const { testRunner, clock } = host;
	const intake = createIntake(
		options,
		(channel) =>
			testRunner !== undefined &&
			given.allowInTests !== true &&
			options.targets.get(channel)?.webhook.isDiscord === true,
	);

	const finish = (outcome: Delivered | Suppressed | Dropped, severity: Severity | undefined, tell?: Listener): void => {
		books.settle(outcome);
		news.emit({ type: "settled", severity, outcome });
		news.outcome(outcome);
		tell?.(outcome);
	};

	const turnAway = (
		id: string,
		refusal: NonNullable<Admission["refusal"]>,
		{ address, channel = "" }: Admission,
	): Suppressed | Dropped => {
		const { reason } = refusal;
		if (reason === "throttled" && address) storms.add(address, channel);
		if (reason === "unrouted") news.warn(reason, refusal.detail, channel);
		if (reason === "test-guard")
			news.warn(
				reason,
				`${testRunner} is running, so nothing is sent to Discord; set allowInTests, or DISCORD_API_BASE to a sandbox`,
			);
		return refusal.status === "dropped"
			? { ...refusal, id, ...(channel && { channel }) }
			: { ...refusal, id, ...(address && { key: address.key }) };
	};

	const enter = (
		input: unknown,
		admitted: Admitted,
		{ id, tell }: { readonly id: string; readonly tell: Listener | undefined },
	): Entry => {
		const { address, channel } = admitted;
		drain.opened();
		const entry = intake.toEntry(input, admitted, {
			id,
			elapsedMs: clock.elapsed(),
			nowMs: clock.now(),
			isAwaited: tell !== undefined,
			onSettled: (ended, settlement) => {
				const outcome = toOutcome(ended, settlement);
				finish(outcome, address.severity, tell);
				if (options.audit !== undefined && channel !== options.audit)
					post(auditMessage(options.audit, { ...address, ...outcome, channel }));
				drain.closed();
			},
		});
		news.emit({ type: "raised", id, severity: address.severity, channel });
		place(entry);
		return entry;
	};

	return {
		raise: (input, tell) => {
			const id = createAlertId(host.random);
			books.raise();
			const admission: Admission = isClosed ? { refusal: CLOSED } : intake.admit(input, clock.elapsed());
			const { address, channel, refusal } = admission;
			if (refusal || !address || channel === undefined) {
				const outcome = turnAway(id, refusal ?? CLOSED, admission);
				finish(outcome, address?.severity, tell);
				return { receipt: { id, state: outcome.status, reason: outcome.reason } };
			}
			return { receipt: { id, state: "queued" }, entry: enter(input, { address, channel }, { id, tell }) };
		},
		close: () => {
			isClosed = true;
		},
	};
}
