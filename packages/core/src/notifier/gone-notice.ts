import { COLORS } from "../discord/severity-style.ts";
import type { OwnMessage } from "./own-messages.ts";

/** The P1 that goes out by another channel when Discord says that a webhook is gone (design rule 5). */
export function goneNotice(channel: string, httpStatus: number): OwnMessage {
	return {
		purpose: "notice",
		severity: "P1",
		channel,
		embed: {
			title: `The webhook of "${channel}" is gone`,
			description: `Discord answered ${httpStatus}, so no more requests are made to it. P0 and P1 alerts for "${channel}" go out by another channel, all others are dropped. Create a new webhook and configure it.`,
			color: COLORS.P1,
		},
	};
}
