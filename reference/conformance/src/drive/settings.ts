import type { Settings } from "../case.ts";

/** Quick where nothing depends on it; a case that checks a default sets `undefined`. */
export const QUICK: Settings = { backoffMs: 200, throttle: false };

/** The settings as variables, for ports that take nothing else. */
export function toVariables(settings: Settings): Record<string, string> {
	const { enabled, p0Mention, maxAttempts, timeoutMs, maxWaitMs, backoffMs, throttle, queueMax } = settings;
	const all = {
		NOTIFY_DISCORD_ENABLED: enabled,
		DISCORD_P0_MENTION: p0Mention,
		DAT_MAX_ATTEMPTS: maxAttempts,
		DAT_TIMEOUT_MS: timeoutMs,
		DAT_MAX_WAIT_MS: maxWaitMs,
		DAT_BACKOFF_MS: backoffMs,
		DAT_THROTTLE_MAX: throttle === false ? 0 : throttle?.max,
		DAT_THROTTLE_WINDOW_MS: throttle === false ? undefined : throttle?.windowMs,
		DAT_QUEUE_MAX: queueMax,
	};
	return Object.fromEntries(
		Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
	);
}
