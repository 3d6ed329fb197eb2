import type { AlertHead } from "../alert/snapshot.ts";
import type { Delivered, Dropped } from "../outcome/outcome.ts";
import { auditLine } from "../policy/mirror.ts";
import type { OwnMessage } from "./own-messages.ts";

/** The one-liner that the audit channel gets for an alert that ended (design rule 12). */
export function auditMessage(channel: string, head: AlertHead, outcome: Delivered | Dropped): OwnMessage {
	return {
		purpose: "audit",
		severity: head.severity,
		channel,
		embed: {},
		line: auditLine({ severity: head.severity, title: head.title, ...outcome, channel: outcome.channel ?? "" }),
	};
}
