import { clean } from "./text.ts";

export type Severity = "P0" | "P1" | "P2" | "P3" | "DEV";

/** Whom to ping. */
export type Mention =
	| "everyone"
	| "here"
	| { readonly user: string }
	| { readonly role: string };

/** What a program raises. Only `severity` and `title` are required. */
export interface Alert {
	readonly severity: Severity;
	readonly title: string;
	readonly description?: string;
	/** Name to any JSON value, or Discord's own form. */
	readonly fields?: Readonly<Record<string, unknown>> | readonly Field[];
	/** A P3 in blue, to `trades`. */
	readonly trade?: boolean;
	readonly channel?: string;
	/** Alerts with the same key are one storm; default: severity and title without what tells two equal errors apart. */
	readonly key?: string;
	/** Default: `p0Mention` for a P0, nobody else. */
	readonly mention?: Mention | readonly Mention[];
	readonly url?: string;
	readonly footer?: string;
	readonly author?: string;
	/** ISO 8601 with a zone; default: now. */
	readonly timestamp?: string | Date;
	readonly thread?: { readonly id: string };
	/** No push on phones. */
	readonly silent?: boolean;
}

export interface Field {
	readonly name: string;
	readonly value: unknown;
	readonly inline?: boolean;
}

const COLORS: Readonly<Record<Severity, number>> = {
	P0: 0xff0000,
	P1: 0xff8800,
	P2: 0xffcc00,
	P3: 0x00cc66,
	DEV: 0x808080,
};

/** The severities, the most urgent first. */
export const SEVERITIES = Object.keys(COLORS) as Severity[];

/** What is wrong with an alert, in a sentence; undefined when nothing is. */
export function findFault(alert: unknown): string | undefined {
	const { severity, title } = (alert ?? {}) as Partial<Alert>;
	if (!SEVERITIES.includes(severity as Severity)) {
		return `severity must be one of ${SEVERITIES.join(", ")}`;
	}
	return clean(title) === "" ? "an alert needs a title" : undefined;
}

// #region route
export function channelOf({ severity, channel, trade }: Alert): string {
	if (typeof channel === "string") return channel;
	if (severity === "P0" || severity === "P1") return "alerts";
	if (severity === "DEV") return "dev";
	return severity === "P3" && trade === true ? "trades" : "info";
}

export function colorOf({ severity, trade }: Alert): number {
	return severity === "P3" && trade === true ? 0x3399ff : COLORS[severity];
}
// #endregion route

/** UUIDs, hex of 8 and more, numbers of 4 digits and more. */
const IDS =
	/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<![0-9a-z])(?:0x)?[0-9a-f]{8,}(?![0-9a-z])|\d{4,}/gi;

export function keyOf({ severity, title, key }: Alert): string {
	return key ?? `${severity} ${clean(title).replace(IDS, "#")}`;
}

/** As Discord writes them: `@everyone`, `@here`, `<@id>`, `<@&id>`. */
export function mentionsOf(
	{ severity, mention }: Alert,
	p0Mention: string,
): string[] {
	if (mention === undefined) {
		return severity === "P0" ? p0Mention.split(/\s+/).filter(Boolean) : [];
	}
	return [mention].flat().map((who: Mention) => {
		if (typeof who === "string") return `@${who}`;
		return "user" in who ? `<@${who.user}>` : `<@&${who.role}>`;
	});
}
