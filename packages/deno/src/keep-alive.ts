/** As long as a timer can be, ms. */
const LONG_MS = 2_147_483_647;

/** Keeps the process alive until somebody has what he waits for: our other timers do not. */
export function keepAlive<Value>(awaited: Promise<Value>): Promise<Value> {
	const timer = setInterval(() => {}, LONG_MS);
	return awaited.finally(() => clearInterval(timer));
}
