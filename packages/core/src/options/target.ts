import { defined } from "../alert/defined.ts";
import { isId } from "../alert/read-wishes.ts";
import type { Target } from "../delivery/switchboard.ts";
import { parseWebhookUrl } from "../discord/webhook-url.ts";
import { DatError, isDatError } from "../errors/dat-error.ts";
import type { NotifierOptions, WebhookOption } from "./options.ts";

/** Reads one entry of `webhooks`. The error names the channel and never the URL. */
export function readTarget(channel: string, given: WebhookOption, { apiBase, allowHttp }: NotifierOptions): Target {
	const url = typeof given === "string" ? given : given?.url;
	const own = typeof given === "string" ? undefined : given?.threadId;
	if (typeof url !== "string" || (own !== undefined && !isId(own))) {
		throw new DatError(
			"DAT_INVALID_OPTION",
			`webhooks.${channel} is not usable; write a webhook URL, or { url, threadId: "17 to 20 digits" }`,
		);
	}
	try {
		const webhook = parseWebhookUrl(url, defined({ apiBase, allowHttp }));
		return { webhook, threadId: own ?? webhook.threadId };
	} catch (cause) {
		if (!isDatError(cause) || cause.code === "DAT_INVALID_OPTION") throw cause; // the base is wrong, not this webhook
		throw new DatError(cause.code, `webhooks.${channel} is ${cause.message.slice(cause.code.length + 2)}`);
	}
}
