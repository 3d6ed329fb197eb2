import { DatError, SEVERITIES, type Severity } from "@dat/core";
import type { LevelSeverities } from "./levels.ts";

/** Which log records become alerts. */
export interface LogOptions {
	/** The least severe that is sent. Default `P1`: fatal and error. */
	readonly minSeverity?: Severity;
	/** Severities by level name, before the usual ones; `false` for a level that never raises an alert. */
	readonly severities?: LevelSeverities;
}

/**
 * Takes out what is about logs.
 *
 * @throws DatError `DAT_INVALID_OPTION` for a severity that is none.
 */
export function splitLogOptions<Options extends LogOptions>(
	given: Options,
): readonly [log: Required<LogOptions>, rest: Omit<Options, keyof LogOptions>] {
	const { minSeverity = "P1", severities = {}, ...rest } = given;
	check("minSeverity", minSeverity);
	for (const [level, severity] of Object.entries(severities))
		if (severity !== false) check(`severities.${level}`, severity);
	return [{ minSeverity, severities }, rest];
}

function check(option: string, severity: Severity): void {
	if (!SEVERITIES.includes(severity))
		throw new DatError("DAT_INVALID_OPTION", `${option} is ${severity}; write one of ${SEVERITIES.join(", ")}`);
}
