const MOST_MEMBERS = 20;
const MOST_OBJECTS = 100;

/**
 * Any value as short text; never throws, and looks at no more than a bounded part of it. Strings come as they are,
 * objects as JSON.
 */
export function showValue(value: unknown, max = 4096): string {
	if (typeof value === "string") return value.slice(0, max);
	try {
		return (isObject(value) ? `${JSON.stringify(value, bounded(max))}` : String(value)).slice(0, max);
	} catch {
		return "(unreadable)";
	}
}

/** A replacer that keeps JSON short, acyclic and free of what JSON does not know. */
function bounded(max: number): (key: string, value: unknown) => unknown {
	const seen = new Set<object>();
	return (_, value) => {
		if (typeof value === "bigint" || typeof value === "string") return `${value}`.slice(0, max);
		if (!isObject(value)) return value;
		if (typeof value === "function" || seen.has(value) || seen.size > MOST_OBJECTS) return "…";
		seen.add(value);
		return toPlain(value);
	};
}

function toPlain(value: object): unknown {
	if (value instanceof Error) return `${value.name}: ${value.message}`;
	return Array.isArray(value)
		? value.slice(0, MOST_MEMBERS)
		: Object.fromEntries(Object.entries(value).slice(0, MOST_MEMBERS));
}

/** Text of at most `max` units; `undefined` when there is none. */
export function readText(value: unknown, max?: number): string | undefined {
	return value === undefined || value === null || value === "" ? undefined : showValue(value, max);
}

/** Reads a member of anything; what throws is `undefined`. */
export function readMember(value: unknown, name: string | symbol): unknown {
	try {
		// Checked: objects and functions may be asked for any member.
		return isObject(value) ? (value as Record<string | symbol, unknown>)[name] : undefined;
	} catch {
		return undefined;
	}
}

/** The items of an array, or the one value; nothing when it cannot be read. */
export function readList(value: unknown, most: number): readonly unknown[] {
	try {
		return Array.isArray(value) ? value.slice(0, most) : [value];
	} catch {
		return [];
	}
}

/** Whether it is an object and no array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	try {
		return typeof value === "object" && value !== null && !Array.isArray(value);
	} catch {
		return false; // a proxy that was revoked
	}
}

/** Whether it can have members. */
export function isObject(value: unknown): value is object {
	return (typeof value === "object" && value !== null) || typeof value === "function";
}
