import { fork } from "node:child_process";
import { once } from "node:events";
import type { Place } from "../peers/peer.ts";

/** What a server has seen. */
export interface Arrived {
	readonly alerts: number;
	readonly requests: number;
	/** Answered 429. */
	readonly refused: number;
	/** When the last alert came, ms since the epoch. */
	readonly atMs: number;
}

/** One of our two servers, in a process of its own. */
export interface Discord {
	readonly place: Place;
	readonly arrived: Arrived;
	/** Until so many alerts have come, or nothing has come for so long. */
	until(alerts: number, quietMs?: number): Promise<Arrived>;
	close(): void;
}

/** On a busy machine a library may do nothing visible for seconds. */
const QUIET_MS = 15_000;

export async function openDiscord(kind: "unlimited" | "limited"): Promise<Discord> {
	const child = fork(new URL(`./${kind}.ts`, import.meta.url), { stdio: ["ignore", "ignore", "inherit", "ipc"] });
	const [place] = (await once(child, "message")) as [Place];
	let arrived: Arrived = { alerts: 0, requests: 0, refused: 0, atMs: 0 };
	child.on("message", (message) => {
		// Checked: the server sends nothing else after its place.
		arrived = message as Arrived;
	});
	const until = async (alerts: number, quietMs = QUIET_MS): Promise<Arrived> => {
		while (arrived.alerts < alerts) {
			const quiet = AbortSignal.timeout(quietMs);
			const isQuiet = await once(child, "message", { signal: quiet }).then(
				() => false,
				() => true,
			);
			if (isQuiet) break;
		}
		return arrived;
	};
	return {
		place,
		until,
		get arrived() {
			return arrived;
		},
		close: () => void child.kill(),
	};
}
