import type { Entry, Settlement } from "../delivery/entry.ts";
import type { Delivered, Dropped, Pending } from "../outcome/outcome.ts";

/** What a caller hears of an entry that ended. */
export function toOutcome(entry: Entry, settlement: Settlement): Delivered | Dropped {
	const { id, channel, via, attempts } = entry;
	if (settlement.status === "delivered") {
		const { messageId, coalesced } = settlement;
		return {
			status: "delivered",
			id,
			channel,
			coalesced,
			attempts,
			...(via && { via }),
			...(messageId && { messageId }),
		};
	}
	const { reason, detail, httpStatus, discordCode, errors } = settlement;
	return {
		status: "dropped",
		id,
		reason,
		detail,
		channel,
		attempts,
		...(httpStatus && { httpStatus }),
		...(discordCode && { discordCode }),
		...(errors?.length && { errors }),
		...(isUnknown(entry, httpStatus) && { maybeDelivered: true }),
	};
}

/** What a caller hears of an entry that has not ended. */
export function toPending(entry: Entry): Pending {
	return {
		status: "pending",
		id: entry.id,
		channel: entry.channel,
		...(entry.history.ambiguous > 0 && { maybeDelivered: true }),
	};
}

/** An attempt without an answer, or a gateway's answer for Discord, may have delivered; a 503 was refused at the door. */
function isUnknown({ history }: Entry, httpStatus = 0): boolean {
	return history.ambiguous > 0 || (httpStatus >= 500 && httpStatus !== 503);
}
