import type { Alert, Notifier, Outcome, Receipt } from "@dat/core";
import { channelFor } from "@dat/core";
import { createAddressReader, type PlainAlert, readHead, toPlainAlert } from "@dat/core/adapter";

/** An alert that was raised, as plain data, and what became of it. */
export interface RecordedAlert extends Omit<PlainAlert, "fields"> {
	/** Where it was to go: its own channel, or that of its severity. */
	readonly channel: string;
	/** Values as they are shown, by name. */
	readonly fields: Readonly<Record<string, string>>;
	/** What `notify` said at once; for `send`, `pending` and then how it ended. `invalid` input is not recorded. */
	state: Receipt["state"] | Outcome["status"];
	/** Why it was suppressed or dropped. */
	reason?: string;
}

/** What records the alerts of this realm: one of a process, or of a test file where the runner keeps these apart. */
interface Recorder {
	/** A test has asked for it, so nothing goes to Discord, whatever runs the test. */
	isAsked: boolean;
	readonly alerts: RecordedAlert[];
}

/** The oldest go first. */
const MOST = 10_000;

/** Where copies of this package (ESM and CJS) find the same one. */
const PLACE = Symbol.for("@dat/node/testing");

/** The recorder of this realm. */
export function recorder(): Recorder {
	const realm = globalThis as { [PLACE]?: Recorder };
	realm[PLACE] ??= { isAsked: false, alerts: [] };
	return realm[PLACE];
}

/** The ways by which alerts are raised. */
type Ways = Pick<Notifier, "notify" | "send">;

/** The same ways; what goes by them is noted in `alerts`. */
export function recordInto(alerts: RecordedAlert[], { notify, send }: Ways): Ways {
	const note = (alert: Alert, state: RecordedAlert["state"]): RecordedAlert | undefined => {
		const recorded = read(alert, state);
		if (recorded) alerts.push(recorded);
		if (alerts.length > MOST) alerts.shift();
		return recorded;
	};
	return {
		notify: (alert) => {
			const receipt = notify(alert);
			const recorded = note(alert, receipt.state);
			if (recorded && receipt.reason) recorded.reason = receipt.reason;
			return receipt;
		},
		send: async (alert, options) => {
			const recorded = note(alert, "pending");
			const outcome = await send(alert, options);
			if (recorded) recorded.state = outcome.status;
			if (recorded && "reason" in outcome) recorded.reason = outcome.reason;
			return outcome;
		},
	};
}

const readAddress = createAddressReader((text) => text);

function read(alert: Alert, state: RecordedAlert["state"]): RecordedAlert | undefined {
	const head = readHead(alert);
	if ("invalid" in head) return undefined;
	const address = readAddress(head);
	const { fields = [], ...plain } = toPlainAlert(alert, address, Date.now());
	return {
		...plain,
		channel: address.channel ?? channelFor(head.severity, head.trade),
		fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
		state,
	};
}
