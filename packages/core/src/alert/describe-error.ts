import { isObject, readList, readMember, readText, showValue } from "./show-value.ts";
import type { ErrorSnapshot } from "./snapshot.ts";

const MOST_CHARS = 16_384;
const DEEPEST = 8;
const MOST_OF_AGGREGATE = 5;

/** Any thrown value as text: an Error with its cause chain, an AggregateError with its first errors, or whatever was thrown. */
export function describeError(value: unknown): ErrorSnapshot {
	return { headline: headline(value), trace: trace(value, []).slice(0, MOST_CHARS) };
}

/** A thrown value as plain data. */
export interface PlainError {
	readonly name: string;
	readonly message: string;
	/** Stack and cause chain, bounded. */
	readonly stack: string;
}

/** Whatever was thrown, as an error in plain data that describes itself as the same; nothing when nothing was. */
export function toPlainError(thrown: unknown): PlainError | undefined {
	if (thrown === undefined) return undefined;
	const { headline: head, trace: stack } = describeError(thrown);
	const [name = "", ...message] = head.split(": ");
	return { name, message: message.join(": "), stack };
}

function headline(value: unknown): string {
	if (!isErrorLike(value)) return `Thrown: ${showValue(value, 256)}`;
	return [readText(readMember(value, "name"), 100) ?? "Error", readText(readMember(value, "message"))]
		.filter(Boolean)
		.join(": ");
}

/** Errors of other realms and libraries too: anything with a message or a stack. */
function isErrorLike(value: unknown): boolean {
	return (
		isObject(value) &&
		[readMember(value, "message"), readMember(value, "stack")].some((text) => typeof text === "string")
	);
}

function trace(value: unknown, seen: readonly unknown[]): string {
	if (seen.includes(value) || seen.length >= DEEPEST) return "…";
	const head = headline(value);
	if (!isErrorLike(value)) return head;
	const inner = [...seen, value];
	const stack = readText(readMember(value, "stack"), MOST_CHARS) ?? head;
	// V8 begins a stack with the headline, other engines with the first frame.
	const lines = [stack.startsWith(head) ? stack : `${head}\n${stack.slice(Math.max(0, stack.search(/^\s+at /m)))}`];
	const errors = readMember(value, "errors");
	if (errors !== undefined)
		for (const error of readList(errors, MOST_OF_AGGREGATE)) lines.push(`Among: ${trace(error, inner)}`);
	const cause = readMember(value, "cause");
	if (cause !== undefined) lines.push(`Caused by: ${trace(cause, inner)}`);
	return lines.join("\n");
}
