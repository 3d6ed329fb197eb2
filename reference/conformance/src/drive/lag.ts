import { now } from "../stage/stage.ts";

const EVERY_MS = 50;
const REMEMBERED = 4_000;

const samples: { readonly atMs: number; readonly lagMs: number }[] = [];
let lastMs = now();

/** Measures how late the kit's own timers are: on a machine that is too busy, silence proves nothing. */
export function watchLag(): void {
	lastMs = now();
	setInterval(() => {
		const atMs = now();
		samples.push({ atMs, lagMs: Math.max(0, atMs - lastMs - EVERY_MS) });
		if (samples.length > REMEMBERED) samples.shift();
		lastMs = atMs;
	}, EVERY_MS).unref();
}

/** The longest delay since a moment. */
export function lagSince(sinceMs: number): number {
	return Math.max(0, ...samples.filter(({ atMs }) => atMs >= sinceMs).map(({ lagMs }) => lagMs));
}
