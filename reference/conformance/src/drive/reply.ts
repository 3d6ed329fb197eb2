import type { Reply } from "./conversation.ts";
import { whatIsWrongWithOutcome } from "./outcome.ts";

/** What is wrong with a reply to a command; `undefined` when nothing is. `error` and `unsupported` always fit. */
export function whatIsWrong(cmd: string, { result, error, unsupported }: Reply): string | undefined {
	if (typeof error === "string" || unsupported === true) return undefined;
	if (result === undefined) return 'it needs "result", "error" or "unsupported"';
	return RESULTS[cmd]?.(result);
}

const isBoolean = (result: unknown): string | undefined =>
	typeof result === "boolean" ? undefined : "the result is true or false";

const RESULTS: Readonly<Record<string, (result: unknown) => string | undefined>> = {
	start: (result) => {
		const { protocol, name, level } = toRecord(result);
		if (protocol !== 1) return `"protocol" is 1, not ${JSON.stringify(protocol)}`;
		return typeof name === "string" && /^L[23]$/.test(String(level))
			? undefined
			: 'it needs "name" and "level" (L2 or L3)';
	},
	configure: (result) => (result === true ? undefined : "the result is true, or there is an error"),
	send: whatIsWrongWithOutcome,
	notify: (result) => {
		const { id, state, reason } = toRecord(result);
		if (!/^[\da-f]{32}$/.test(String(id))) return '"id" is 32 hex digits';
		if (state === "queued") return undefined;
		return /^(?:suppressed|dropped)$/.test(String(state)) && typeof reason === "string"
			? undefined
			: '"state" is queued, or suppressed or dropped with a "reason"';
	},
	stats: (result) => {
		const counts = toRecord(result);
		const missing = ["raised", "delivered", "suppressed", "dropped", "pending"].find(
			(name) => !Number.isInteger(counts[name]),
		);
		return missing && `"${missing}" is a number`;
	},
	probe: (result) => {
		const { channels } = toRecord(result);
		const bad = Object.entries(toRecord(channels)).find(
			([, channel]) => !/^(?:alive|dead|unreachable)$/.test(String(toRecord(channel)["status"])),
		);
		if (typeof channels !== "object") return 'it needs "channels"';
		return bad && `the status of "${bad[0]}" is alive, dead or unreachable`;
	},
	inspect: (result) => (typeof result === "string" ? undefined : "the result is a text"),
	flush: isBoolean,
	close: isBoolean,
	stop: isBoolean,
};

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
