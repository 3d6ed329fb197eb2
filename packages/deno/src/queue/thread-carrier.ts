import { type Carrier, type CarrierWorld, toPlainAlert } from "@dat/core/adapter";
import { openStaff, type ThreadOptions } from "./staff.ts";
import { createUnsettled } from "./unsettled.ts";

/** The worker answers when its own time is up; it gets this much longer. */
const GRACE_MS = 500;
const CLOSE_MS = 2000;
const PROBE_MS = 60_000;

/** Opens a carrier whose worker starts with the first alert. */
export function openThreadCarrier(world: CarrierWorld, options: ThreadOptions): Carrier {
	const unsettled = createUnsettled(world);
	const staff = openStaff(world, options, unsettled);
	const isStaffed = (): boolean => staff.current() !== undefined || staff.local() !== undefined;
	return {
		hasRoom: (webhook, severity) => staff.local()?.hasRoom(webhook, severity) ?? unsettled.hasRoom(webhook, severity),
		room: (webhook) => staff.local()?.room(webhook) ?? unsettled.room(webhook),
		take: (input, admitted, { elapsedMs, ...ticket }) => {
			if (!staff.reach()) return staff.local()?.take(input, admitted, { ...ticket, elapsedMs });
			const { id } = ticket;
			const { channel } = admitted;
			const alert = toPlainAlert(input, admitted.address, ticket.nowMs);
			// What was left out on the way here is said in the message.
			const address = { ...admitted.address, notes: alert.notes };
			staff.carry({ alert, admitted: { ...admitted, address }, ticket });
			if (!ticket.isAwaited) return undefined;
			return () => ({ status: "pending", id, channel, ...(unsettled.isUnknown(id) && { maybeDelivered: true }) });
		},
		post: (message) => {
			const worker = staff.reach();
			if (worker) worker.hand({ type: "post", message });
			else staff.local()?.post(message);
		},
		drain: async (timeoutMs) => {
			if (isStaffed()) await staff.ask({ type: "drain", timeoutMs }, timeoutMs + GRACE_MS);
		},
		drainSync: (timeoutMs) => staff.current()?.waitIdle(timeoutMs),
		collect: () => staff.current()?.receive(),
		probe: async () => (await staff.ask({ type: "probe" }, PROBE_MS)) ?? { channels: {}, p0Mention: "" },
		close: async () => {
			if (isStaffed()) await staff.ask({ type: "close" }, CLOSE_MS);
			staff.dismiss();
		},
	};
}
