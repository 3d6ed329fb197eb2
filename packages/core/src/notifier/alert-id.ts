import type { Random } from "../platform/random.ts";

/** A random 128-bit id, 32 hex digits (design rule 16). */
export function createAlertId(random: Random): string {
	let id = "";
	for (let part = 0; part < 4; part++)
		id += Math.floor(random() * 2 ** 32)
			.toString(16)
			.padStart(8, "0");
	return id;
}
