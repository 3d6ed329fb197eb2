import type { Fault } from "../fault.ts";
import { FAULTS, faultByName, ODD_FAULTS, STANDING_FAULTS } from "../faults.ts";
import { CallError } from "./call.ts";

const WIRE = [
	"reset-before",
	"reset-after",
	"stall",
	"stall-body",
	"truncate",
	"short-length",
	"drip",
	"reset-next",
	"goaway",
];

const KINDS: Readonly<Record<keyof Fault, (value: unknown) => boolean>> = {
	name: (value) => typeof value === "string",
	status: (value) => Number.isInteger(value) && Number(value) >= 200 && Number(value) <= 599,
	headers: (value) => typeof value === "object" && value !== null,
	body: () => true,
	isEdge: (value) => typeof value === "boolean",
	wire: (value) => WIRE.includes(String(value)),
	stores: (value) => typeof value === "boolean",
	delayMs: (value) => typeof value === "number" && value >= 0,
	dripMs: (value) => typeof value === "number" && value >= 0,
};

/** The names of ready-made faults. */
export const FAULT_NAMES: readonly string[] = Object.keys({ ...STANDING_FAULTS, ...ODD_FAULTS, ...FAULTS });

/** A fault from JSON: the name of a ready-made one, or an object. */
export function readFault(value: unknown): Fault {
	const fault = typeof value === "string" ? faultByName(value) : value;
	if (typeof fault !== "object" || fault === null || Array.isArray(fault))
		throw new CallError(400, `no fault ${JSON.stringify(value)}: give an object, or one of ${FAULT_NAMES.join(" | ")}`);
	for (const [key, part] of Object.entries(fault)) {
		const isRight = Object.hasOwn(KINDS, key) ? KINDS[key as keyof Fault] : undefined; // checked: one of the keys
		if (!isRight) throw new CallError(400, `a fault has no "${key}": take ${Object.keys(KINDS).join(", ")}`);
		if (!isRight(part)) throw new CallError(400, `a fault's "${key}" cannot be ${JSON.stringify(part)}`);
	}
	return fault as Fault; // checked key by key
}

/** A list of faults from JSON. */
export function readFaults(value: unknown): readonly Fault[] {
	if (!Array.isArray(value)) throw new CallError(400, `"faults" must be a list: write {"faults": ["limited", …]}`);
	return value.map(readFault);
}
