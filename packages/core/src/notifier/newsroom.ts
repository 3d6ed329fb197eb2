import type { NotifierOptions } from "../options/options.ts";
import type { DatEvent, WarningCode } from "../outcome/event.ts";
import type { Outcome } from "../outcome/outcome.ts";

/** The one place from which a user's callbacks are called; what they throw stays here. */
export interface Newsroom {
	/** Whether anybody hears events, or outcomes, now. */
	readonly isHeard: boolean;
	emit(event: DatEvent): void;
	outcome(outcome: Outcome): void;
	/** Says a thing once per `code` and `about`. */
	warn(code: WarningCode, text: string, about?: string): void;
}

/** Callbacks made safe. */
export function createNewsroom(
	{ observer, onOutcome }: Pick<NotifierOptions, "observer" | "onOutcome">,
	host: { readonly warn?: ((text: string) => void) | undefined },
): Newsroom {
	const said = new Set<string>();
	const safely = <Value>(callback: ((value: Value) => void) | undefined, value: Value): void => {
		try {
			callback?.(value);
		} catch (error) {
			warn(
				"observer-threw",
				`a callback given to the notifier threw: ${error instanceof Error ? error.name : typeof error}`,
			);
		}
	};
	const warn = (code: WarningCode, text: string, about = ""): void => {
		const key = code + about;
		if (said.has(key) || said.size > 100) return;
		said.add(key);
		safely(host.warn, text);
		safely(observer, { type: "warning", code, text });
	};
	return {
		isHeard: observer !== undefined || onOutcome !== undefined,
		emit: (event) => safely(observer, event),
		outcome: (outcome) => safely(onOutcome, outcome),
		warn,
	};
}
