import type { RelayRefused } from "@dat/core/relay";

const MINUTE_MS = 60_000;

/** Tells of what was refused: of each kind the first at once, then at most one a minute with how many there were. */
export function createRefusalLog(say: (line: string) => void): (refused: RelayRefused) => void {
	const kinds = new Map<string, { readonly toldMs: number; untold: number }>();
	return ({ error, detail, client = "an unknown address" }) => {
		const nowMs = performance.now();
		const last = kinds.get(error);
		if (last && nowMs - last.toldMs < MINUTE_MS) {
			last.untold++;
			return;
		}
		kinds.set(error, { toldMs: nowMs, untold: 0 });
		const more = last?.untold ? `, and ${last.untold} more in between` : "";
		// As JSON: the detail may repeat what a stranger sent, line breaks and escapes included.
		say(`refused ${error} from ${client}: ${JSON.stringify(detail)}${more}`);
	};
}
