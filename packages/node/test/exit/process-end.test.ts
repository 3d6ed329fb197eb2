import { expect, it, onTestFinished, vi } from "vitest";
import { createLastFlush } from "../../src/exit/last-flush.ts";
import { mournAtEnd } from "../../src/exit/process-end.ts";

/** A notifier that has one alert, which cannot be sent however long is waited; and how long that was, ms, per call. */
function stalled(): { readonly waits: number[]; readonly notifier: Parameters<typeof createLastFlush>[0] } {
	const waits: number[] = [];
	return {
		waits,
		notifier: {
			stats: () => ({ raised: 1 }) as never,
			flush: async () => false,
			flushSync: (timeoutMs) => {
				waits.push(timeoutMs);
				vi.advanceTimersByTime(timeoutMs);
				return false;
			},
		},
	};
}

/** What runs when the process exits, of what is set up here. */
function setupExit(...timeoutsMs: readonly number[]): { readonly exit: () => void; readonly waits: number[][] } {
	vi.useFakeTimers({ toFake: ["performance"] });
	onTestFinished(() => void vi.useRealTimers());
	const before = process.listeners("exit");
	const waits = timeoutsMs.map((timeoutMs) => {
		const house = stalled();
		onTestFinished(mournAtEnd({ ...createLastFlush(house.notifier, timeoutMs, () => {}), onCrash: undefined }));
		return house.waits;
	});
	const ours = process.listeners("exit").filter((listener) => !before.includes(listener));
	return { waits, exit: () => ours.forEach((listener) => void listener.call(process, 0)) };
}

it("spends the time of the last flush once, however many notifiers there are", () => {
	const { exit, waits } = setupExit(2000, 2000, 5000);
	exit();
	expect(waits).toEqual([
		[0, 2000],
		[0, 0],
		[0, 3000],
	]);
});

it("does not wait a second time for what did not go the first time", () => {
	const { exit, waits } = setupExit(2000);
	exit();
	exit();
	expect(waits).toEqual([[0, 2000]]);
});
