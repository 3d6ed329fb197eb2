import type { ProbeReport } from "../notifier/probe.ts";
import type { Cancel, Clock } from "../platform/clock.ts";
import type { Asked, Question } from "./questions.ts";

/** Questions to the worker that have no answer yet. */
export interface Asks {
	/** Resolves with the answer, or with nothing when there is none within `timeoutMs`. */
	ask(question: Question, timeoutMs: number): Promise<ProbeReport | undefined>;
	answer(ask: number, report: ProbeReport | undefined): void;
	/** The questions again, for a worker that took the place of one that died. */
	again(): Asked[];
	readonly size: number;
}

/** No questions. `send` hands a question to the worker; `onChange` hears when there are more or fewer of them. */
export function createAsks(clock: Clock, send: (message: Asked) => void, onChange: () => void): Asks {
	const open = new Map<number, { message: Asked; resolve: (report?: ProbeReport) => void; cancel: Cancel }>();
	let last = 0;
	const answer = (ask: number, report?: ProbeReport): void => {
		const waiting = open.get(ask);
		open.delete(ask);
		onChange();
		waiting?.cancel();
		waiting?.resolve(report);
	};
	return {
		ask: (question, timeoutMs) =>
			new Promise((resolve) => {
				const ask = ++last;
				const message = { ...question, ask };
				open.set(ask, { message, resolve, cancel: clock.schedule(timeoutMs, () => answer(ask)) });
				onChange();
				send(message);
			}),
		answer,
		again: () => [...open.values()].map(({ message }) => message),
		get size() {
			return open.size;
		},
	};
}
