/** ISO 8601 with a date and, optionally, a time and a zone. */
const ISO = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/i;

/** A Date or ISO 8601 text as ms since the epoch, `undefined` when it is neither. The one place that parses dates. */
export function parseTime(given: unknown): number | undefined {
	const ms =
		given instanceof Date
			? given.getTime()
			: typeof given === "string" && ISO.test(given.trim())
				? Date.parse(given.trim())
				: Number.NaN;
	// Discord shows four-digit years only.
	return ms >= -62_135_596_800_000 && ms <= 253_402_300_799_999 ? ms : undefined;
}
