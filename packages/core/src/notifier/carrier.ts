import type { Severity } from "../alert/severity.ts";
import type { AlertAddress } from "../alert/snapshot.ts";
import type { Delivered, Dropped, Pending } from "../outcome/outcome.ts";
import type { House } from "./house.ts";
import type { OwnMessage } from "./own-messages.ts";
import type { ProbeReport } from "./probe.ts";

/** An alert that may enter, and what the door decided about it. */
export interface Admitted {
	readonly address: AlertAddress;
	readonly channel: string;
	/** Whether its mention may ping (design rule 10). */
	readonly mayMention: boolean;
}

/** What the door gives an alert on its way: its id, and when it was raised by both clocks. */
export interface Ticket {
	readonly id: string;
	readonly nowMs: number;
	readonly elapsedMs: number;
	/** Somebody waits for its outcome. */
	readonly isAwaited: boolean;
}

/** Carries alerts from the door to Discord: on the same thread, or on another one. */
export interface Carrier {
	/** Whether one more alert for the webhook of this name may enter; asked before most of it is read. */
	hasRoom(webhook: string, severity: Severity): boolean;
	/** How many more alerts of any severity the webhook of this name has room for, without one being given up for another. */
	room(webhook: string): number;
	/** Takes an alert over, to settle it exactly once. For an awaited one, answers with what is true of it until then. */
	take(input: unknown, admitted: Admitted, ticket: Ticket): (() => Pending) | undefined;
	/** Sends one of our own messages. */
	post(message: OwnMessage): void;
	/** Resolves when nothing is under way, or after `timeoutMs`. */
	drain(timeoutMs: number): Promise<void>;
	/** Blocks this thread until nothing is under way, for at most `timeoutMs`; where only this thread sends, it does not wait. */
	drainSync(timeoutMs: number): void;
	/** Brings the books up to date with what ended elsewhere. */
	collect(): void;
	probe(): Promise<ProbeReport>;
	/** Nothing more is sent; what is left ends as `closed`. */
	close(): Promise<void>;
}

/** What a carrier needs from the house. */
export interface CarrierWorld extends House {
	/** Hears how each alert that was taken ended, once. */
	readonly settled: (outcome: Delivered | Dropped, severity: Severity) => void;
	/** Hears when nothing is under way any more. */
	readonly onIdle?: () => void;
}

/** Opens a carrier for a house. */
export type OpenCarrier = (world: CarrierWorld) => Carrier;
