import { isRecord } from "../alert/show-value.ts";
import { DatError } from "../errors/dat-error.ts";

/**
 * Refuses options that are no object, before an adapter takes them apart. What was given may be a webhook URL, so it is
 * not repeated.
 *
 * @throws DatError `DAT_INVALID_OPTION`.
 */
export function checkOptions(options: unknown): void {
	if (isRecord(options)) return;
	const given = options === null ? "null" : Array.isArray(options) ? "an array" : `a ${typeof options}`;
	throw new DatError(
		"DAT_INVALID_OPTION",
		`options is ${given}; write an object such as { webhooks: { alerts: url } }`,
	);
}
