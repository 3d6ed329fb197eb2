import { auditLine, type Ending } from "../policy/mirror.ts";
import type { OwnMessage } from "./own-messages.ts";

/** The one-liner that the audit channel gets for what ended (design rule 12). */
export function auditMessage(channel: string, ending: Ending): OwnMessage {
	return { purpose: "audit", severity: ending.severity, channel, embed: {}, line: auditLine(ending) };
}
