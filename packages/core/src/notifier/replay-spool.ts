import { createAddressReader } from "../alert/read-address.ts";
import type { Cancel } from "../platform/clock.ts";
import type { SpooledAlert } from "../platform/spool.ts";
import type { Carrier } from "./carrier.ts";
import type { House } from "./house.ts";

/** How often it is looked whether a run has ended and left alerts behind. */
const LOOK_MS = 30_000;

/** Alerts taken over in one go, so that a large spool does not crowd out new ones. */
const BATCH = 200;

/** Sends what former runs accepted and did not settle, marked with how late it is. The returned function stops it. */
export function replaySpool({ host, options, books, carrier }: House & { readonly carrier: Carrier }): Cancel {
	const { spool, clock } = host;
	if (!spool || !options.enabled) return () => {};
	let cancel: Cancel = () => {};
	const readAddress = createAddressReader(options.scrub);

	const enter = ({ id, channel, alert, raisedAtMs, mayMention }: SpooledAlert): void => {
		const lateMs = Math.max(0, clock.now() - raisedAtMs);
		const notes = [...alert.notes, `late by ${showDuration(lateMs)}: the process had ended`];
		const address = readAddress(alert, { ...alert, trade: alert.trade === true, notes });
		books.raise();
		carrier.take(
			alert,
			{ address, channel, mayMention },
			{
				id,
				nowMs: raisedAtMs,
				elapsedMs: clock.elapsed() - lateMs,
				isAwaited: false,
			},
		);
	};
	const look = (): void => {
		const left = spool.takeOver(BATCH);
		for (const alert of left) enter(alert);
		cancel = clock.schedule(left.length < BATCH ? LOOK_MS : LOOK_MS / 10, look);
	};
	look();
	return () => cancel();
}

function showDuration(ms: number): string {
	if (ms < 60_000) return `${Math.ceil(ms / 1000)} s`;
	return ms < 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${(ms / 3_600_000).toFixed(1)} h`;
}
