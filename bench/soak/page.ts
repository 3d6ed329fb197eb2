import { randomUUID } from "node:crypto";
import { Pool } from "undici";

export const ORIGIN = "https://shop.example";
const EVERY_MS = 500;

/** Pages that raise alerts through a relay. */
export interface Pages {
	/** Alerts that the relay answered for. */
	readonly taken: number;
	stop(): Promise<void>;
}

/** Some two alerts a second from pages, a repetition now and then, and as many requests that are to be refused. */
export function openPages(relay: string): Pages {
	const pool = new Pool(relay, { connections: 8, headersTimeout: 30_000 });
	const underWay = new Set<Promise<void>>();
	let [tick, taken, isStopped] = [0, 0, false];

	const post = async (origin: string, body: string): Promise<void> => {
		const headers = { origin, "content-type": "text/plain", "x-forwarded-for": `10.0.${tick % 200}.1` };
		const answer = await pool.request({ method: "POST", path: "/alerts", headers, body });
		const text = await answer.body.text();
		if (answer.statusCode !== 200) return;
		// Checked: a 200 has results.
		const { results } = JSON.parse(text) as { results: readonly { status: string }[] };
		taken += results.filter(({ status }) => status !== "deferred" && status !== "refused").length;
	};
	const follow = (request: Promise<void>): void => {
		const done = request.finally(() => underWay.delete(done));
		underWay.add(done);
	};
	const raise = (): void => {
		tick++;
		const title = `soak-relay-${tick}-0`;
		const entry = {
			id: randomUUID().replaceAll("-", ""),
			raisedAtMs: Date.now(),
			alert: { severity: "P2", title, key: title },
		};
		const batch = { v: 1, sentAtMs: Date.now(), wait: tick % 4 === 0, alerts: [entry] };
		follow(post(ORIGIN, JSON.stringify(batch)));
		follow(post("https://evil.example", JSON.stringify(batch)));
		follow(post(ORIGIN, "[".repeat(tick % 5000)));
	};
	const timer = setInterval(() => isStopped || raise(), EVERY_MS);
	return {
		get taken() {
			return taken;
		},
		stop: async () => {
			isStopped = true;
			clearInterval(timer);
			await Promise.all(underWay);
			await pool.close();
		},
	};
}
