import { isObject, readMember, showValue } from "./show-value.ts";
import type { ErrorSnapshot } from "./snapshot.ts";

const MOST_CHARS = 16_384;
const DEEPEST = 8;
const MOST_OF_AGGREGATE = 5;

/** Any thrown value as text: an Error with its cause chain, an AggregateError with its first errors, or whatever was thrown. */
export function describeError(value: unknown): ErrorSnapshot {
	const lines: string[] = [];
	trace(value, "", { lines, seen: [] });
	return { headline: headline(value), trace: lines.join("\n").slice(0, MOST_CHARS) };
}

function headline(value: unknown): string {
	if (!isErrorLike(value)) return `Thrown: ${showValue(value, 256)}`;
	const name = showValue(readMember(value, "name") ?? "Error", 100);
	const message = showValue(readMember(value, "message") ?? "", 1024);
	return message === "" ? name : `${name}: ${message}`;
}

/** Errors of other realms and libraries too: anything with a message or a stack. */
function isErrorLike(value: unknown): boolean {
	return isObject(value) && (readMember(value, "message") !== undefined || readMember(value, "stack") !== undefined);
}

function trace(
	value: unknown,
	prefix: string,
	walk: { readonly lines: string[]; readonly seen: readonly unknown[] },
): void {
	const { lines, seen } = walk;
	if (seen.includes(value) || seen.length >= DEEPEST) {
		lines.push(`${prefix}${seen.includes(value) ? "(circular)" : "…"}`);
		return;
	}
	const inner = { lines, seen: [...seen, value] };
	const head = headline(value);
	const stack = isErrorLike(value) ? readMember(value, "stack") : undefined;
	const frames = typeof stack === "string" ? withoutHead(stack.slice(0, MOST_CHARS), head) : "";
	lines.push(prefix + head);
	if (frames !== "") lines.push(frames);
	if (!isErrorLike(value)) return;
	const errors = readMember(value, "errors");
	if (Array.isArray(errors)) for (const error of errors.slice(0, MOST_OF_AGGREGATE)) trace(error, "Among: ", inner);
	const cause = readMember(value, "cause");
	if (cause !== undefined) trace(cause, "Caused by: ", inner);
}

/** V8 begins a stack with the headline, other engines with the first frame. */
function withoutHead(stack: string, head: string): string {
	if (stack.startsWith(head)) return stack.slice(head.length).replace(/^\n/, "");
	const first = stack.search(/^\s+at /m);
	return first > 0 ? stack.slice(first) : stack;
}
