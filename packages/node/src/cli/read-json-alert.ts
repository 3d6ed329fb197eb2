import type { Alert } from "@dat/core";
import { complain, UsageError } from "./command.ts";
import { findNearest } from "./nearest.ts";

/** The names of `Alert`, which are its JSON form everywhere. */
const NAMES = {
	severity: true,
	title: true,
	description: true,
	fields: true,
	trade: true,
	channel: true,
	key: true,
	mention: true,
	error: true,
	url: true,
	footer: true,
	timestamp: true,
	image: true,
	thumbnail: true,
	author: true,
	thread: true,
	files: true,
	silent: true,
} as const satisfies Record<keyof Alert, true>;

/**
 * Reads an alert in its JSON form. A name that no alert has is said and left out: better an alert with less than none.
 *
 * @throws UsageError for what is no JSON object.
 */
export function readJsonAlert(text: string): Alert {
	const value = parse(text);
	if (typeof value !== "object" || value === null || Array.isArray(value))
		throw new UsageError('--alert is no JSON object; write {"severity":"P1","title":"Backup failed"}');
	for (const name of Object.keys(value)) {
		if (Object.hasOwn(NAMES, name)) continue;
		const near = findNearest(name, Object.keys(NAMES));
		complain(`an alert has no ${JSON.stringify(name)}${near ? `; did you mean ${near}?` : ""}`);
	}
	// Checked: an object; core reads whatever is in it as well as can be, and never throws.
	return value as Alert;
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new UsageError(`--alert is no JSON: ${(error as Error).message}`);
	}
}
