// Loaded before a program (`node --import`): tells the parent once a second how the process and its alerts are.
import { subscribe } from "node:diagnostics_channel";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { isMainThread } from "node:worker_threads";
import type { DatEvent } from "@dat/node";

const EVERY_MS = 1000;

/** Queued and not ended. What is held back or dropped at once is never in it. */
const open = new Set<string>();
const books = { delivered: 0, suppressed: 0, dropped: 0, maybe: 0 };

if (isMainThread && process.send) report();

function report(): void {
	// Checked: this channel carries nothing else.
	subscribe("dat:event", (event) => hear(event as DatEvent));
	// Without its parent it would go on for ever.
	process.once("disconnect", () => process.exit());
	// That listener alone would keep it alive, too.
	process.channel?.unref();
	const delay = monitorEventLoopDelay({ resolution: 10 });
	delay.enable();
	setInterval(() => {
		const { rss, heapUsed } = process.memoryUsage();
		process.send?.({
			sample: {
				rssMb: rss / 2 ** 20,
				heapMb: heapUsed / 2 ** 20,
				handles: countHandles(),
				loopDelayMs: delay.max / 1e6,
				books: { ...books, pending: open.size },
			},
		});
		delay.reset();
	}, EVERY_MS).unref();
}

function hear(event: DatEvent): void {
	if (event.type === "raised") open.add(event.id);
	if (event.type !== "settled") return;
	const { outcome } = event;
	open.delete(outcome.id);
	books[outcome.status]++;
	if ("maybeDelivered" in outcome) books.maybe++;
}

function countHandles(): Record<string, number> {
	const handles: Record<string, number> = {};
	for (const kind of process.getActiveResourcesInfo()) handles[kind] = (handles[kind] ?? 0) + 1;
	return handles;
}
