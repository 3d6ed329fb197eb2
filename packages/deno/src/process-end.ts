import type { Notifier } from "@dat/core";
import { keepAlive } from "./keep-alive.ts";

/** Who is called when the process ends. */
export interface Mourner extends Pick<Notifier, "flush" | "stats"> {
	/** Blocks until all is settled; where nothing can block, there is none. */
	readonly flushSync: ((timeoutMs: number) => boolean) | undefined;
	/** 0 flushes nothing. */
	readonly timeoutMs: number;
	/** Hears of an exception that nobody caught, before the process ends of it. */
	readonly onCrash: ((error: unknown) => void) | undefined;
	readonly warn: (text: string) => void;
}

/**
 * The ends that can be acted upon: the natural one (`beforeunload`, which Deno lets us put off), exceptions and rejections
 * that nobody caught, SIGTERM and SIGINT. At `Deno.exit()` (`unload`) nothing asynchronous runs any more, so only a notifier
 * with a worker can be waited for; after an exception while a module is loaded nothing runs, and `await using` delivers.
 */
const SIGNALS = { SIGTERM: 15, SIGINT: 2 } as const;

const mourners = new Set<Mourner>();

/** Sends what is left. */
async function flushAll(): Promise<void> {
	flushedAt = raised();
	await Promise.all([...mourners].map(flushOne));
}

async function flushOne({ flush, stats, timeoutMs, warn }: Mourner): Promise<void> {
	if (timeoutMs === 0) return;
	if (!(await keepAlive(flush(timeoutMs)))) warn(tooLate(stats().pending, timeoutMs));
}

function tooLate(pending: number, timeoutMs: number): string {
	return `the process ended with ${pending} alerts unsent after ${timeoutMs} ms (see flushOnExit and spool)`;
}

let flushedAt = 0;
const raised = (): number => [...mourners].reduce((sum, { stats }) => sum + stats().raised, 0);

const onBeforeUnload = (event: Event): void => {
	if (raised() === flushedAt) return;
	event.preventDefault();
	void flushAll();
};

const onUnload = (): void => {
	if (raised() === flushedAt) return;
	for (const { flushSync, stats, timeoutMs, warn } of mourners)
		if (flushSync && timeoutMs > 0 && !flushSync(timeoutMs)) warn(tooLate(stats().pending, timeoutMs));
};

/** Ends as Deno would have ended, once the crash is told. */
const onCrash = (event: ErrorEvent | PromiseRejectionEvent): void => {
	if (event.defaultPrevented) return; // the program has dealt with it, and goes on
	const error = "reason" in event ? event.reason : event.error;
	event.preventDefault();
	console.error("error: Uncaught", "reason" in event ? "(in promise)" : "", error);
	for (const mourner of mourners) mourner.onCrash?.(error);
	void flushAll().then(() => Deno.exit(1));
};

const onSignal = Object.fromEntries(
	Object.entries(SIGNALS).map(([signal, number]) => [
		signal,
		() => void flushAll().then(() => Deno.exit(128 + number)),
	]),
);

/**
 * Calls the mourner at the end of the process, until the returned function takes it back. Signals are left alone while nobody
 * wants to flush: Deno tells nobody who else listens, and a program that shuts down by itself must not be ended meanwhile.
 */
export function mournAtEnd(mourner: Mourner): () => void {
	if (mourners.size === 0) listen("addEventListener");
	if (mourner.timeoutMs > 0 && !hasFlusher()) listenToSignals("addSignalListener");
	mourners.add(mourner);
	return () => {
		if (!mourners.delete(mourner)) return;
		if (mourner.timeoutMs > 0 && !hasFlusher()) listenToSignals("removeSignalListener");
		if (mourners.size === 0) listen("removeEventListener");
	};
}

function hasFlusher(): boolean {
	return [...mourners].some(({ timeoutMs }) => timeoutMs > 0);
}

function listen(way: "addEventListener" | "removeEventListener"): void {
	globalThis[way]("beforeunload", onBeforeUnload);
	globalThis[way]("unload", onUnload);
	globalThis[way]("error", onCrash as EventListener);
	globalThis[way]("unhandledrejection", onCrash as EventListener);
}

function listenToSignals(way: "addSignalListener" | "removeSignalListener"): void {
	for (const signal of ["SIGTERM", "SIGINT"] as const) {
		const listener = onSignal[signal];
		// On Windows there is no SIGTERM to listen to.
		if (listener && (Deno.build.os !== "windows" || signal === "SIGINT")) Deno[way](signal, listener);
	}
}
