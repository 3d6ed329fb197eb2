import { type Clock, createThrottle, type Dropped, type Suppressed } from "@dat/core";
import {
	type AlertAddress,
	createAddressReader,
	defined,
	readHead,
	readMember,
	toPlainContent,
} from "@dat/core/adapter";
import { createEntry, type Entry, type WireAlert } from "./delivery/entry.ts";
import type { BrowserSettings } from "./options.ts";

/** Why an alert may not enter. */
export type Refusal = Pick<Suppressed, "status" | "reason" | "key"> | Pick<Dropped, "status" | "reason" | "detail">;

/** Who raises it. */
export interface Raising {
	readonly id: string;
	readonly isAwaited: boolean;
}

/** An alert that may enter, or why it may not. */
export type Admission =
	| { readonly entry: Entry; readonly refusal?: undefined }
	| { readonly entry?: undefined; readonly refusal: Refusal };

/** Where alerts come in: reads them, and turns away what is switched off, held back or no alert. */
export interface Door {
	admit(input: unknown, raising: Raising): Admission;
	/** From now on every alert is dropped as `closed`. */
	close(): void;
}

const CLOSED: Refusal = {
	status: "dropped",
	reason: "closed",
	detail: "the notifier was closed before it was raised",
};
const DISABLED: Refusal = { status: "suppressed", reason: "disabled" };

/** A door with a throttle of its own, which tells `onHeldBack` what it holds back. */
export function createDoor(
	{ enabled, throttle: given }: BrowserSettings,
	clock: Clock,
	onHeldBack: (address: AlertAddress) => void,
): Door {
	const readAddress = createAddressReader((text) => text);
	const throttle = given === false ? undefined : createThrottle(given);
	let isClosed = false;
	return {
		admit: (input, { id, isAwaited }) => {
			if (isClosed) return { refusal: CLOSED };
			if (!enabled) return { refusal: DISABLED };
			const head = readHead(input);
			if ("invalid" in head) return { refusal: { status: "dropped", reason: "invalid", detail: head.invalid } };
			const address = readAddress(head);
			if (throttle && !throttle.check(address.key, clock.elapsed())) {
				onHeldBack(address);
				return { refusal: { status: "suppressed", reason: "throttled", key: address.key } };
			}
			const wire = { id, raisedAtMs: clock.now(), alert: toWireAlert(input, address) };
			return { entry: createEntry(wire, { isAwaited }) };
		},
		close: () => {
			isClosed = true;
		},
	};
}

/** The alert as the relay reads it; what had to be changed to make sense of it is said in the footer. */
function toWireAlert(input: unknown, address: AlertAddress): WireAlert["alert"] {
	const { notes, footer = "", ...content } = toPlainContent(input, address);
	return defined({
		...content,
		footer: [footer, ...notes].filter(Boolean).join(" · ") || undefined,
		channel: address.channel,
		silent: readMember(input, "silent") === true || undefined,
	});
}
