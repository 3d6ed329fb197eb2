import { createThrottle, type Notifier, type Severity, type ThrottleOptionsInput } from "@dat/core";
import { createClock } from "../clock.ts";
import { createHeldBack } from "../held-back.ts";
import { cleanPageUrl } from "./clean-url.ts";
import { readEvent } from "./read-event.ts";

/** What is captured, and how it is raised. */
export interface CaptureOptions {
	/** Default `P2`. */
	readonly severity?: Severity;
	/** Images, scripts and styles that did not load, too. Default false. */
	readonly resources?: boolean;
	/** Leaves out what extensions of the visitor's browser raise. Default false. */
	readonly ignoreExtensions?: boolean;
	/** Leaves out `Script error.`, which is all that a browser tells of scripts of other origins. Default false. */
	readonly ignoreScriptErrors?: boolean;
	/** Equal errors that are raised. Default 3 in any 60 s. */
	readonly throttle?: ThrottleOptionsInput;
	/** Errors of all kinds that are raised in any minute. Default 20, 1 to 1000. */
	readonly maxPerMinute?: number;
}

const TYPES = ["error", "unhandledrejection", "securitypolicyviolation"];

/**
 * Raises an alert for each error and rejection that nobody caught, and for what the Content-Security-Policy blocked: with
 * the stack, the page's URL without the values of its query, and the browser. What goes wrong with the notifier itself is
 * left out. What its throttle held back is told once in half a minute. Call what it returns to stop.
 *
 * @throws DatError for a wrong throttle.
 * @example
 * const stop = captureErrors(notifier, { ignoreExtensions: true });
 */
export function captureErrors(
	notifier: Pick<Notifier, "notify">,
	{
		severity = "P2",
		resources,
		ignoreExtensions,
		ignoreScriptErrors,
		throttle = {},
		maxPerMinute = 20,
	}: CaptureOptions = {},
): () => void {
	const alike = createThrottle(throttle);
	const all = createThrottle({ max: maxPerMinute });
	const heldBack = createHeldBack(createClock(), notifier.notify);
	let isBusy = false;
	const capture = (event: Event): void => {
		const trouble = readEvent(event);
		if (!trouble || (trouble.isForeign && ignoreExtensions) || (trouble.isMuted && ignoreScriptErrors)) return;
		const { title, error, description } = trouble;
		const nowMs = performance.now();
		if (!alike.check(title, nowMs) || !all.check("", nowMs)) {
			heldBack.add({ key: title, severity, title });
			return;
		}
		notifier.notify({
			severity,
			title,
			...(error !== undefined && { error }),
			...(description && { description }),
			fields: { page: cleanPageUrl(new URL(location.href)), browser: navigator.userAgent },
		});
	};
	const listener = (event: Event): void => {
		// What this itself may throw must not come back to it.
		if (isBusy || (!resources && event.target !== globalThis && event.type === "error")) return;
		isBusy = true;
		try {
			capture(event);
		} catch {
			// A page is never worse off for being watched.
		}
		isBusy = false;
	};
	// Resources fail without bubbling: they are only heard on the way down.
	for (const type of TYPES) globalThis.addEventListener(type, listener, true);
	return () => {
		heldBack.tell();
		for (const type of TYPES) globalThis.removeEventListener(type, listener, true);
	};
}
