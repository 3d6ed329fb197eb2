import { parseTime } from "../../alert/parse-time.ts";
import { readMember } from "../../alert/show-value.ts";

/** A member as text, `undefined` when it is none or empty. */
export function textOf(payload: unknown, ...path: readonly string[]): string | undefined {
	const value = path.reduce(readMember, payload);
	if (typeof value === "number") return String(value);
	return typeof value === "string" && value !== "" ? value : undefined;
}

/** A member as a list, empty when it is none. */
export function listOf(payload: unknown, name: string): readonly unknown[] {
	const value = readMember(payload, name);
	return Array.isArray(value) ? value : [];
}

/** A member whose own members are texts, as fields. */
export function fieldsOf(payload: unknown, name: string): Record<string, string> {
	const value = readMember(payload, name);
	if (typeof value !== "object" || value === null) return {};
	return Object.fromEntries(
		Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
	);
}

/** A member as a time; Go's zero time, which Alertmanager and Grafana send for "not yet", is none. */
export function timeOf(payload: unknown, name: string): string | undefined {
	const value = textOf(payload, name);
	return value === undefined || value.startsWith("0001-") || parseTime(value) === undefined ? undefined : value;
}
