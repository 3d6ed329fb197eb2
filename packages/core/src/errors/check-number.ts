import { DatError } from "./dat-error.ts";

/** The default, the least and the most that a numeric option may be. */
export type NumberBounds = readonly [standard: number, least: number, most: number];

/**
 * The option's value, or its default when it is not given.
 *
 * @throws DatError `DAT_INVALID_OPTION` when it is not a whole number within its bounds.
 */
export function checkNumber(option: string, given: unknown, [standard, least, most]: NumberBounds): number {
	const value = given ?? standard;
	if (typeof value === "number" && Number.isInteger(value) && value >= least && value <= most) return value;
	throw new DatError(
		"DAT_INVALID_OPTION",
		`${option} is ${typeof value === "number" ? value : `a ${typeof value}`}; write a whole number from ${least} to ${most}`,
	);
}
