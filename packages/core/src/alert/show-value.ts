/**
 * Any value as short text; never throws, and looks at no more than a bounded part of it. Strings come as they are,
 * objects like JSON.
 */
export function showValue(value: unknown, max = 1024): string {
	if (typeof value === "string") return value.slice(0, max);
	try {
		return show(value, { left: max, seen: [] }).slice(0, max);
	} catch {
		return "(unreadable)";
	}
}

/** Reads a member of anything; what throws is `undefined`. */
export function readMember(value: unknown, name: string): unknown {
	try {
		// Checked: objects and functions may be asked for any member.
		return isObject(value) ? (value as Record<string, unknown>)[name] : undefined;
	} catch {
		return undefined;
	}
}

/** Whether it can have members. */
export function isObject(value: unknown): value is object {
	return (typeof value === "object" && value !== null) || typeof value === "function";
}

interface Walk {
	left: number;
	readonly seen: readonly object[];
}

const MOST_MEMBERS = 20;
const DEEPEST = 4;

function show(value: unknown, walk: Walk): string {
	const text = isObject(value)
		? showObject(value, walk)
		: typeof value === "string"
			? JSON.stringify(value.slice(0, walk.left))
			: String(value);
	walk.left -= text.length;
	return text;
}

function showObject(value: object, walk: Walk): string {
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? "(invalid date)" : value.toISOString();
	if (typeof value === "function") return `(function ${value.name})`;
	if (value instanceof Error)
		return `${showValue(readMember(value, "name"))}: ${showValue(readMember(value, "message"))}`;
	if (walk.seen.includes(value)) return "(circular)";
	if (walk.seen.length >= DEEPEST || walk.left <= 0) return "…";
	const inner: Walk = { left: walk.left, seen: [...walk.seen, value] };
	if (Array.isArray(value))
		return `[${value
			.slice(0, MOST_MEMBERS)
			.map((item) => show(item, inner))
			.join(",")}${value.length > MOST_MEMBERS ? ",…" : ""}]`;
	const names = Object.keys(value);
	const members = names
		.slice(0, MOST_MEMBERS)
		.map((name) => `${JSON.stringify(name.slice(0, 100))}:${show(readMember(value, name), inner)}`);
	return `{${members.join(",")}${names.length > MOST_MEMBERS ? ",…" : ""}}`;
}
