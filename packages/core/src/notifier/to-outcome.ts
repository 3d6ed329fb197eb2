import { defined } from "../alert/defined.ts";
import type { Entry, Settlement } from "../delivery/entry.ts";
import type { Delivered, Dropped, Pending } from "../outcome/outcome.ts";

/** What a caller hears of an entry that ended. */
export function toOutcome(entry: Entry, settlement: Settlement): Delivered | Dropped {
	const { id, channel, via, attempts } = entry;
	if (settlement.status === "delivered") return defined({ ...settlement, id, channel, via, attempts });
	return defined({ ...settlement, id, channel, attempts, maybeDelivered: isUnknown(entry, settlement.httpStatus) });
}

/** What a caller hears of an entry that has not ended. */
export function toPending(entry: Entry): Pending {
	return defined({ status: "pending", id: entry.id, channel: entry.channel, maybeDelivered: isUnknown(entry) });
}

/** An attempt without an answer, or a gateway's answer for Discord, may have delivered; a 503 was refused at the door. */
function isUnknown({ history }: Entry, httpStatus = 0): true | undefined {
	return history.ambiguous > 0 || (httpStatus >= 500 && httpStatus !== 503) ? true : undefined;
}
