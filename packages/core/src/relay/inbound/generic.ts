import type { Alert } from "../../alert/alert.ts";
import { defined } from "../../alert/defined.ts";
import { isObject, readMember } from "../../alert/show-value.ts";
import { type BearerOptions, bearerProof } from "./bearer.ts";
import { textOf } from "./read-payload.ts";
import { type SeverityWords, toSeverity } from "./severities.ts";
import type { InboundSource } from "./source.ts";

/** What the generic source may be told. */
export interface GenericOptions extends BearerOptions {
	/** Words to severities, over the usual ones. */
	readonly severities?: SeverityWords;
}

/** Of one request. */
const MOST_ALERTS = 100;

/**
 * Plain JSON, for everything that can post some: an alert in its JSON form, or a list of up to 100 under `alerts`. Common other
 * names are read too: `level`, `priority` or `status` for `severity`, `name` or `subject` for `title`, `message`, `text`,
 * `msg` or `body` for `description`, `link` for `url`. Who has the token may say all that a program may.
 *
 * @throws DatError `DAT_INVALID_OPTION`.
 * @example
 * const inbound = createInbound({ notifier, source: generic({ token: process.env.INBOUND_TOKEN ?? "" }) });
 * // curl -H "Authorization: Bearer $INBOUND_TOKEN" --json '{"level":"warning","title":"Disk 91 %"}' https://relay.example/generic
 */
export function generic(options: GenericOptions): InboundSource {
	return {
		name: "generic",
		proof: bearerProof(options),
		toAlerts: (payload) => {
			const listed = readMember(payload, "alerts") ?? payload;
			const items: readonly unknown[] = Array.isArray(listed) ? listed : [listed];
			const alerts = items.flatMap((item) => toAlert(item, options.severities) ?? []);
			const isWhole = alerts.length === items.length && alerts.length > 0 && alerts.length <= MOST_ALERTS;
			return isWhole ? alerts : undefined;
		},
	};
}

function toAlert(item: unknown, own: SeverityWords | undefined): Alert | undefined {
	if (!isObject(item)) return undefined;
	const first = (...names: readonly string[]): string | undefined =>
		names.map((name) => textOf(item, name)).find((text) => text !== undefined);
	const description = first("description", "message", "text", "msg", "body");
	const title = first("title", "name", "subject") ?? description?.split("\n", 1)[0];
	if (title === undefined) return undefined;
	return defined({
		// The rest of an alert's JSON form as it is; core reads it, whatever it is.
		...item,
		severity: toSeverity(first("severity", "level", "priority", "status"), own),
		title,
		description: description === title ? undefined : description,
		url: first("url", "link"),
	});
}
