import type { Delivered, Dropped } from "../outcome/outcome.ts";
import type { Spool } from "../platform/spool.ts";
import { createAlertId } from "./alert-id.ts";
import { auditMessage } from "./audit-message.ts";
import type { Carrier, CarrierWorld } from "./carrier.ts";
import { createDrain } from "./drain.ts";
import { openSwitchboard } from "./open-switchboard.ts";
import { createOwnEntry, type OwnMessage } from "./own-messages.ts";
import { probeTargets } from "./probe.ts";
import { toAlertEntry } from "./to-alert-entry.ts";
import { toOutcome, toPending } from "./to-outcome.ts";

/** A carrier on this thread: renders alerts, puts them into lanes, and leaves an audit line of how each ended. */
export function createCarrier(world: CarrierWorld): Carrier {
	const { options, host, books, news, settled } = world;
	const { audit } = options;
	const drain = createDrain(host.clock, world.onIdle);
	const post = (message: OwnMessage): void => {
		drain.opened();
		switchboard.place(
			createOwnEntry(message, {
				id: createAlertId(host.random),
				elapsedMs: host.clock.elapsed(),
				books,
				onEnd: drain.closed,
			}),
		);
	};
	const switchboard = openSwitchboard(world, post);
	return {
		// A full lane makes room itself, by what is least severe.
		hasRoom: () => true,
		room: switchboard.room,
		take: (input, admitted, ticket) => {
			const { address, channel } = admitted;
			drain.opened();
			const entry = toAlertEntry(input, options, {
				admitted,
				ticket,
				onSettled: (ended, settlement) => {
					const outcome = toOutcome(ended, settlement);
					if (host.spool) release(host.spool, outcome);
					settled(outcome, address.severity);
					if (audit !== undefined && channel !== audit)
						post(auditMessage(audit, { ...address, ...outcome, title: options.scrub(address.title), channel }));
					drain.closed();
				},
			});
			news.emit({ type: "raised", id: ticket.id, severity: address.severity, channel });
			switchboard.place(entry);
			return ticket.isAwaited ? () => toPending(entry) : undefined;
		},
		post,
		drain: drain.wait,
		drainSync: () => {},
		collect: () => {},
		probe: () => probeTargets(world),
		close: async () => {
			for (const lane of switchboard.lanes()) lane.close();
		},
	};
}

/** What has ended leaves the spool; but what a close leaves behind is for the next start, and what had no room for later. */
function release(spool: Spool, outcome: Delivered | Dropped): void {
	const reason = outcome.status === "dropped" && outcome.reason;
	if (reason === "overflow") spool.giveBack(outcome.id, "maybeDelivered" in outcome);
	else if (reason !== "closed") spool.remove(outcome.id);
}
