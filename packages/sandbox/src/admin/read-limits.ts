import { DEFAULT_LIMITS, type SandboxLimits } from "../limits.ts";

/** Limits from outside: each a number, `false`, or `{ max, windowMs }`, as its default is; the error says what to write. */
export function readLimits(given: unknown): Partial<SandboxLimits> {
	if (typeof given !== "object" || given === null) throw new Error('limits must be an object: {"bucket": false}');
	for (const [name, value] of Object.entries(given)) checkLimit(name, value);
	return given as Partial<SandboxLimits>; // checked name by name
}

function checkLimit(name: string, value: unknown): void {
	const usual = Object.hasOwn(DEFAULT_LIMITS, name) ? DEFAULT_LIMITS[name as keyof SandboxLimits] : undefined; // checked: a name
	if (usual === undefined) throw new Error(`no limit "${name}": take one of ${Object.keys(DEFAULT_LIMITS).join(", ")}`);
	if (typeof usual === "number" ? typeof value === "number" : isWindow(value)) return;
	const example = typeof usual === "number" ? usual : '{"max": 5, "windowMs": 2000} or false';
	throw new Error(`${name} cannot be ${JSON.stringify(value)}: write ${example}`);
}

function isWindow(value: unknown): boolean {
	if (value === false) return true;
	if (typeof value !== "object" || value === null || !("max" in value) || !("windowMs" in value)) return false;
	return typeof value.max === "number" && typeof value.windowMs === "number";
}
