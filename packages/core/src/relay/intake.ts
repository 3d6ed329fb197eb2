import type { Clock } from "../platform/clock.ts";
import { createThrottle } from "../policy/throttle.ts";
import type { IntakeSettings } from "./intake-options.ts";
import { readBody } from "./read-body.ts";
import type { Refusal } from "./refusal.ts";
import type { RelayRequest } from "./request.ts";
import { createSlots } from "./slots.ts";

/** Takes requests in, cheapest question first. */
export interface Intake {
	/** Why this request is not worth reading, as far as that can be told without its body. */
	refuse(request: RelayRequest, client: string | undefined): Refusal | undefined;
	/** The body, within the bounds of size, time and number. */
	read(request: RelayRequest, client: string | undefined): Promise<Uint8Array<ArrayBuffer> | Refusal>;
}

const MINUTE_MS = 60_000;
const READING_PER_CLIENT = 8;
/** What `sendBeacon` sends for a string or for bytes, and what servers send; all but the last need no preflight. */
const CONTENT_TYPES: readonly string[] = ["", "text/plain", "application/json"];

/** An intake with limits and slots of its own. */
export function createIntake(settings: IntakeSettings): Intake {
	const { clock, maxBodyBytes } = settings;
	const requests = createMinuteLimit(settings.requestsPerMinute, clock);
	const slots = createSlots(settings.maxReading, READING_PER_CLIENT);
	return {
		refuse: ({ method, headers }, client) => {
			if (method !== "POST") return { error: "method", detail: "alerts come by POST" };
			if (!requests(client))
				return { error: "rate_limited", detail: "more requests per minute than one address may send" };
			const type = headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
			if (!CONTENT_TYPES.includes(type))
				return { error: "content_type", detail: "send JSON as text/plain or application/json" };
			if (Number(headers.get("content-length")) > maxBodyBytes)
				return { error: "too_large", detail: `the body has more than ${maxBodyBytes} bytes` };
			return undefined;
		},
		read: async (request, client) => {
			const giveBack = slots.take(client);
			if (!giveBack) return { error: "busy", detail: "more requests at the same time than may be read" };
			try {
				return await readBody(request.body, settings, clock);
			} finally {
				giveBack();
			}
		},
	};
}

/** Whether one more of a sender is within its limit of any minute. Who is unknown has none of its own. */
export function createMinuteLimit(max: number, clock: Clock): (sender: string | undefined) => boolean {
	const throttle = createThrottle({ max, windowMs: MINUTE_MS });
	return (sender) => sender === undefined || throttle.check(sender, clock.elapsed());
}
