import type { Alert } from "../alert/alert.ts";
import { defined } from "../alert/defined.ts";
import { deriveKey } from "../alert/key.ts";
import { readFields } from "../alert/read-content.ts";
import { scrubAll } from "../alert/scrub.ts";
import { readMember } from "../alert/show-value.ts";
import { UNUSABLE } from "../alert/unusable.ts";

/** What pages may decide. */
export interface PageRights {
	/** Channels a page may name. */
	readonly channels: ReadonlySet<string>;
	/** Origins a page's `url` may lead to. */
	readonly origins: ReadonlySet<string>;
	/** Whether a page may raise a P0, which pings. */
	readonly allowP0: boolean;
}

/** What the relay knows about an alert and says in it. */
export interface Arrival {
	readonly origin: string;
	readonly nowMs: number;
	readonly ageMs: number;
	/** Alerts the page lost before this one. */
	readonly lost: number;
}

const LATE_MS = 60_000;
const MINUTE_MS = 60_000;
const FOOTER_CHARS = 500;
/** The throttle remembers keys by the thousand. */
const KEY_CHARS = 256;

/** An alert that passed `checkAlert`, with only what a page may decide, and stamped with where it comes from. */
export function toPageAlert(given: unknown, rights: PageRights, arrival: Arrival): Alert {
	// Checked: `checkAlert` found each of these of its own type, and nothing else is read.
	const alert = given as Alert;
	const severity = alert.severity === "P0" && !rights.allowP0 ? "P1" : alert.severity;
	const key = (alert.key || deriveKey(severity, alert.title)).slice(0, KEY_CHARS);
	const notes: string[] = [];
	const text = undisguise({
		title: alert.title,
		description: alert.description,
		// As flat texts: nested as deep as a body allows they would be too deep to walk through.
		fields: alert.fields && readFields(alert.fields, notes),
		error: readError(alert.error),
		footer: toFooter(alert, arrival, [...notes, ...sayDemotion(alert, severity)]),
	});
	return defined({
		...text,
		severity,
		// Never a key of the servers' own: a page could hold back their alerts with it.
		key: `page ${arrival.origin} ${key}`,
		url: toOwnUrl(alert.url, rights.origins),
		channel: alert.channel !== undefined && rights.channels.has(alert.channel) ? alert.channel : undefined,
		trade: (alert.trade && rights.channels.has("trades")) || undefined,
		silent: alert.silent,
		timestamp: alert.timestamp ?? new Date(arrival.nowMs - arrival.ageMs).toISOString(),
	});
}

/** Name, message and stack; nothing of what else a page may hang on an error. */
function readError(error: unknown): unknown {
	if (error === undefined) return undefined;
	const text = (name: string): string | undefined => {
		const value = readMember(error, name);
		return typeof value === "string" ? value : undefined;
	};
	return defined({ name: text("name"), message: text("message"), stack: text("stack") });
}

function sayDemotion({ severity }: Alert, sentAs: string): readonly string[] {
	return severity === sentAs ? [] : [`${severity} is not for pages, sent as ${sentAs}`];
}

/** What the relay says comes last, and cannot be pushed out by what the page says. */
function toFooter({ footer }: Alert, { origin, ageMs, lost }: Arrival, notes: readonly string[]): string {
	return [
		footer?.slice(0, FOOTER_CHARS),
		...notes,
		lost > 0 ? `${lost} earlier ${lost === 1 ? "alert was" : "alerts were"} lost in the page` : undefined,
		ageMs > LATE_MS ? `${Math.round(ageMs / MINUTE_MS)} min late` : undefined,
		`from ${origin}`,
	]
		.filter(Boolean)
		.join(" · ");
}

/**
 * Markdown shows `[text](url)` as text alone: a stranger's link shows where it leads. What core takes out of texts is taken
 * out before, and the mark that it leaves of a secret must not become the text of a link.
 */
function undisguise<Value>(value: Value): Value {
	return scrubAll(value, (text) =>
		text
			.replace(UNUSABLE, "")
			.replaceAll("](", "] (")
			.replace(/(?<=\S)\((?=[\s<]{0,9}[a-z]{1,9}:)/gi, " ("),
	);
}

/** As a parser of URLs writes it, so that whoever reads it next finds the same host in it. */
function toOwnUrl(given: string | undefined, origins: ReadonlySet<string>): string | undefined {
	try {
		const { href, protocol, origin } = new URL(given ?? "");
		return protocol.startsWith("http") && origins.has(origin) ? href : undefined;
	} catch {
		return undefined;
	}
}
