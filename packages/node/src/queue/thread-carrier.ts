import type { Carrier, CarrierWorld } from "@dat/core/adapter";
import { openStaff, type ThreadOptions } from "./staff.ts";
import { createUnsettled } from "./unsettled.ts";

/** A carrier on a thread of its own. */
export interface ThreadCarrier extends Carrier {
	/** Starts the thread now instead of at the first alert. */
	warmUp(): void;
}

/** The worker answers when its own time is up; it gets this much longer. */
const GRACE_MS = 500;
const CLOSE_MS = 2000;
const PROBE_MS = 60_000;

/** After so many alerts it is looked which have ended, so that what is kept of them is let go. */
const COLLECT_EVERY = 256;

/** Opens a carrier whose thread starts with the first alert. */
export function openThreadCarrier(world: CarrierWorld, options: ThreadOptions): ThreadCarrier {
	const unsettled = createUnsettled(world);
	const staff = openStaff(world, options, unsettled);
	const isStaffed = (): boolean => staff.current() !== undefined || staff.local() !== undefined;
	return {
		warmUp: () => void staff.reach(),
		hasRoom: (webhook, severity) =>
			staff.local()?.hasRoom(webhook, severity) ?? unsettled.hasRoom(webhook, severity, staff.current()),
		room: (webhook) => staff.local()?.room(webhook) ?? unsettled.room(webhook, staff.current()),
		take: (input, admitted, ticket) => {
			const link = staff.reach();
			if (!link) return staff.local()?.take(input, admitted, ticket);
			const slot = unsettled.enter(input, admitted, ticket);
			const { index } = slot;
			link.heard(world.news.isHeard);
			link.hand(slot);
			if (slot.serial % COLLECT_EVERY === 0) unsettled.collect(link);
			if (!ticket.isAwaited) return undefined;
			staff.keepAlive();
			return () => ({
				status: "pending",
				id: ticket.id,
				channel: admitted.channel,
				...(staff.current()?.isUnknown(index) && { maybeDelivered: true }),
			});
		},
		post: (message) => (staff.reach() ?? staff.local())?.post(message),
		drain: async (timeoutMs) => {
			if (isStaffed()) await staff.ask({ type: "drain", timeoutMs }, timeoutMs + GRACE_MS);
		},
		drainSync: (timeoutMs) => staff.current()?.waitIdle(timeoutMs),
		collect: () => unsettled.collect(staff.current()),
		probe: async () => (await staff.ask({ type: "probe" }, PROBE_MS)) ?? { channels: {}, p0Mention: "" },
		close: async () => {
			if (isStaffed()) await staff.ask({ type: "close" }, CLOSE_MS);
			unsettled.collect(staff.current());
			staff.dismiss();
		},
	};
}
