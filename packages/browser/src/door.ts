import { type Clock, createThrottle, type Dropped, type Suppressed } from "@dat/core";
import { deriveKey, readHead } from "@dat/core/adapter";
import { createEntry, type Entry } from "./delivery/entry.ts";
import type { HeldBack } from "./held-back.ts";
import type { BrowserSettings } from "./options.ts";
import { readAlert } from "./read-alert.ts";

/** Why an alert may not enter. */
export type Refusal = Pick<Suppressed, "status" | "reason" | "key"> | Pick<Dropped, "status" | "reason" | "detail">;

/** Who raises it. */
export interface Raising {
	readonly id: string;
	readonly isAwaited: boolean;
}

/** Where alerts come in: reads them, and turns away what is switched off, held back or no alert. */
export interface Door {
	admit(input: unknown, raising: Raising): Entry | Refusal;
	/** From now on every alert is dropped as `closed`. */
	close(): void;
}

const CLOSED: Refusal = {
	status: "dropped",
	reason: "closed",
	detail: "the notifier was closed before",
};
const DISABLED: Refusal = { status: "suppressed", reason: "disabled" };

/** A door with a throttle of its own, which tells `onHeldBack` what it holds back. */
export function createDoor(
	{ enabled = true, throttle: limits = {} }: BrowserSettings,
	clock: Clock,
	onHeldBack: HeldBack["add"],
): Door {
	const throttle = limits && createThrottle(limits);
	let isClosed = false;
	return {
		admit: (input, { id, isAwaited }) => {
			if (isClosed) return CLOSED;
			if (!enabled) return DISABLED;
			const head = readHead(input);
			if ("invalid" in head) return { status: "dropped", reason: "invalid", detail: head.invalid };
			const address = { ...head, key: head.key ?? deriveKey(head.severity, head.title) };
			const { key } = address;
			if (throttle && !throttle.check(key, clock.elapsed())) {
				onHeldBack(address);
				return { status: "suppressed", reason: "throttled", key };
			}
			return createEntry({ id, raisedAtMs: clock.now(), alert: readAlert(input, address) }, { isAwaited });
		},
		close: () => {
			isClosed = true;
		},
	};
}
