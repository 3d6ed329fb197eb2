import type { DatEvent } from "../outcome/event.ts";
import type { Observer } from "../platform/observer.ts";

/** An observer that keeps what it heard. */
export interface Recorder {
	readonly observer: Observer;
	readonly events: readonly DatEvent[];
	/** The events of one type, in order. */
	of<Type extends DatEvent["type"]>(type: Type): readonly Extract<DatEvent, { type: Type }>[];
}

/**
 * Records events.
 *
 * @example
 * const recorder = createRecorder();
 * const notifier = createNotifier({ observer: recorder.observer });
 * recorder.of("settled"); // []
 */
export function createRecorder(): Recorder {
	const events: DatEvent[] = [];
	return {
		events,
		observer: (event) => void events.push(event),
		// Checked by the filter: the type is the one asked for.
		of: <Type extends DatEvent["type"]>(type: Type) =>
			events.filter((event) => event.type === type) as Extract<DatEvent, { type: Type }>[],
	};
}
