import type { LastFlush } from "./last-flush.ts";

/** Who is called when the process ends. */
export interface Mourner extends LastFlush {
	/** Hears of an exception that nobody caught, before the process ends of it. */
	readonly onCrash: ((error: unknown) => void) | undefined;
}

/**
 * The ends that can still be acted upon. A natural end comes as `beforeExit`; `process.exit()`, an uncaught exception, an
 * unhandled rejection and a stack overflow come as `exit`, after which nothing asynchronous runs. The two signals would
 * end the process without a word, so they are caught, and given back when nobody else listens to them.
 */
const SIGNALS = ["SIGTERM", "SIGINT"] as const;

/** On our listeners, so that two copies of this package (ESM and CJS) do not take each other for the program. */
const OURS = Symbol.for("@dat/node signal listener");

const mourners = new Set<Mourner>();

const onBeforeExit = (): void => {
	for (const { flush } of mourners) void flush();
};
const onExit = (): void => {
	// Their threads send at the same time, so the time of one is the time of all.
	const sinceMs = performance.now();
	for (const { begin } of mourners) begin();
	for (const { flushSync } of mourners) flushSync(sinceMs);
};
const onCrash = (error: unknown): void => {
	for (const mourner of mourners) mourner.onCrash?.(error);
};
const onSignal = (signal: NodeJS.Signals): void => {
	// Whoever else listens decides what the signal means; if it ends the process, that is an exit.
	const others = process.listeners(signal).filter((listener) => !(OURS in listener));
	if (others.length > countSignalExits()) return;
	onExit();
	process.off(signal, onSignal);
	process.kill(process.pid, signal);
};

Object.assign(onSignal, { [OURS]: true });

/** Calls the mourner at the end of the process, until the returned function takes it back. */
export function mournAtEnd(mourner: Mourner): () => void {
	if (mourners.size === 0) listen("on");
	mourners.add(mourner);
	return () => {
		if (mourners.delete(mourner) && mourners.size === 0) listen("off");
	};
}

function listen(way: "on" | "off"): void {
	process[way]("beforeExit", onBeforeExit);
	process[way]("exit", onExit);
	process[way]("uncaughtExceptionMonitor", onCrash);
	// First of all: a `once` of the program would be gone from the list before a later listener could see it.
	for (const signal of SIGNALS) process[way === "on" ? "prependListener" : "off"](signal, onSignal);
}

/**
 * How many listeners are of `signal-exit`, which half of npm brings along: it gives a signal back once nobody else listens,
 * as we do, so each would wait for the other. Its copies count themselves where other copies find it (signal-exit 3 and 4).
 */
function countSignalExits(): number {
	const places = [
		(globalThis as Record<symbol, unknown>)[Symbol.for("signal-exit emitter")],
		(process as unknown as Record<string, unknown>)["__signal_exit_emitter__"],
	] as readonly ({ readonly count?: unknown } | undefined)[]; // checked below: the count is a number
	return places.reduce((sum, place) => sum + (typeof place?.count === "number" ? place.count : 0), 0);
}
