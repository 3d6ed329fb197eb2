import type { NotifierOptions } from "@dat/core";

/** Keeps a notifier from hearing its own echo: what its callbacks log raises no alert, or it would never end. */
export interface Deaf {
	isDeaf(): boolean;
	/** Runs `raise`; what is logged meanwhile is not heard. */
	during<Value>(raise: () => Value): Value;
	/** The same options, with callbacks that are not heard. */
	silence<Options extends NotifierOptions>(options: Options): Options;
}

/** Hears everything, at first. */
export function createDeaf(): Deaf {
	let depth = 0;
	const during = <Value>(run: () => Value): Value => {
		depth++;
		try {
			return run();
		} finally {
			depth--;
		}
	};
	return {
		isDeaf: () => depth > 0,
		during,
		silence: (options) => {
			const { observer, onOutcome } = options;
			return {
				...options,
				...(observer && { observer: (event) => during(() => observer(event)) }),
				...(onOutcome && { onOutcome: (outcome) => during(() => onOutcome(outcome)) }),
			};
		},
	};
}
