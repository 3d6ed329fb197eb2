import { toPlainAlert } from "../alert/plain-alert.ts";
import { scrubAll } from "../alert/scrub.ts";
import type { Severity } from "../alert/severity.ts";
import type { Delivered, Dropped, Outcome, Pending, Receipt, Suppressed } from "../outcome/outcome.ts";
import { type AdmissionWorld, createAdmission, type Entrance, type Rejection } from "./admission.ts";
import { createAlertId } from "./alert-id.ts";
import type { Carrier } from "./carrier.ts";
import type { House } from "./house.ts";
import type { OverflowReport } from "./overflow-report.ts";
import type { StormReport } from "./storm-report.ts";

/** An alert just raised: its receipt, and, while somebody waits for it, what is true of it until it ends. */
export interface Raised {
	readonly receipt: Receipt;
	readonly pending?: (() => Pending) | undefined;
}

/** Who wants to know how an alert ended. */
export type Listener = (outcome: Outcome) => void;

/** Where alerts come in, and where it is told how they ended. */
export interface Door {
	raise(input: unknown, tell?: Listener): Raised;
	/** The carrier settled an alert that it had taken. */
	settled(outcome: Delivered | Dropped, severity: Severity): void;
	/** From now on every alert is dropped as `closed`. */
	close(): void;
}

/** What the door needs besides the house. */
export interface DoorWorld extends House, Pick<AdmissionWorld, "isGuarded"> {
	readonly storms: StormReport;
	readonly overflows: OverflowReport;
	readonly carrier: Carrier;
}

const CLOSED: Rejection = {
	refusal: { status: "dropped", reason: "closed", detail: "the notifier was closed before" },
};

/** Admits alerts, enters each in the books once, and tells each outcome once. */
export function createDoor({ options, host, books, news, storms, overflows, carrier, isGuarded }: DoorWorld): Door {
	let isClosed = false;
	const { testRunner, clock, spool, random, createId = () => createAlertId(random) } = host;
	const listeners = new Map<string, Listener>();
	// Reading the clock costs as much as all of the throttle, so it is read once for each alert, and only when needed.
	let momentMs: number | undefined;
	const moment = (): number => (momentMs ??= clock.elapsed());
	const admission = createAdmission({
		options,
		hasRoom: carrier.hasRoom,
		spool,
		moment,
		isGuarded,
	});

	const tellAll = (outcome: Delivered | Suppressed | Dropped, severity?: Severity, tell?: Listener): void => {
		news.emit({ type: "settled", severity, outcome });
		news.outcome(outcome);
		tell?.(outcome);
	};

	const note = ({ refusal, address, channel = "" }: Rejection): void => {
		if (refusal.reason === "throttled" && address) storms.add(address, channel, moment());
		if (refusal.reason === "overflow" && address) overflows.add(address.severity, channel);
		if (refusal.reason === "unrouted") news.warn("unrouted", refusal.detail, channel);
		if (refusal.reason === "test-guard")
			news.warn(
				"test-guard",
				`${testRunner} is running, so Discord gets nothing; set allowInTests, or DISCORD_API_BASE to a sandbox`,
			);
	};

	const turnAway = (id: string, rejection: Rejection, tell?: Listener): Raised => {
		const { refusal, address, channel } = rejection;
		books.settle(refusal);
		note(rejection);
		if (tell || news.isHeard) {
			const outcome =
				refusal.status === "dropped"
					? { ...refusal, id, ...(channel && { channel }) }
					: { ...refusal, id, ...(address && { key: options.scrub(address.key) }) };
			tellAll(outcome, address?.severity, tell);
		}
		return { receipt: { id, state: refusal.status, reason: refusal.reason } };
	};

	const enter = (
		input: unknown,
		{ address, channel }: Entrance,
		{ id, tell }: { readonly id: string; readonly tell: Listener | undefined },
	): Raised => {
		const ticket = { id, elapsedMs: moment(), nowMs: clock.now(), isAwaited: tell !== undefined };
		const mayMention = admission.mayMention(input, address, ticket);
		if (tell) listeners.set(id, tell);
		if (spool) {
			const alert = scrubAll(toPlainAlert(input, address, ticket.nowMs), options.scrub);
			spool.add({ id, channel, alert, raisedAtMs: ticket.nowMs, mayMention });
		}
		const pending = carrier.take(input, { address, channel, mayMention }, ticket);
		return { receipt: { id, state: "queued" }, pending: tell && listeners.has(id) ? pending : undefined };
	};

	return {
		raise: (input, tell) => {
			const id = createId();
			momentMs = undefined;
			books.raise();
			const decision = isClosed ? CLOSED : admission.decide(input);
			return decision.refusal ? turnAway(id, decision, tell) : enter(input, decision, { id, tell });
		},
		settled: (outcome, severity) => {
			const tell = listeners.get(outcome.id);
			listeners.delete(outcome.id);
			books.settle(outcome);
			tellAll(outcome, severity, tell);
		},
		close: () => {
			isClosed = true;
		},
	};
}
