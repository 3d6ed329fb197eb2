import { COLORS } from "../discord/severity-style.ts";
import type { OwnMessage } from "./own-messages.ts";

/** The P1 that goes out by another channel when Discord says that a webhook is gone (design rule 5). */
export function goneNotice(channel: string, httpStatus: number): OwnMessage {
	const title = `The webhook of "${channel}" is gone`;
	const description = `Discord answered ${httpStatus}. P0 and P1 now take another channel, all others are lost.`;
	return { purpose: "notice", severity: "P1", channel, embed: { title, description, color: COLORS.P1 } };
}
