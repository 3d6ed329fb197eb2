/** How bad it is, worst first. P0 pages people, DEV is for builders only. */
export type Severity = "P0" | "P1" | "P2" | "P3" | "DEV";

/** Every severity, worst first: the order of delivery, and backwards the order of eviction. */
export const SEVERITIES: readonly Severity[] = ["P0", "P1", "P2", "P3", "DEV"];

/** Whether `one` is worse than `other`. */
export function isWorse(one: Severity, other: Severity): boolean {
	return one !== other && SEVERITIES.indexOf(one) < SEVERITIES.indexOf(other);
}
