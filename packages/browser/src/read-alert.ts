import type { AlertField, Severity } from "@dat/core";
import {
	type AlertAddress,
	type PlainError,
	parseTime,
	readFields,
	readMember,
	readText,
	toPlainError,
} from "@dat/core/adapter";

/** What a page may say in an alert (docs/relay-protocol.md), as plain data that nothing can change any more. */
export interface PageAlert {
	readonly severity: Severity;
	readonly title: string;
	/** The throttle key: the alert's own, else derived from severity and masked title. */
	readonly key: string;
	readonly channel?: string | undefined;
	readonly trade?: boolean | undefined;
	readonly silent?: boolean | undefined;
	readonly description?: string | undefined;
	readonly fields?: readonly AlertField[] | undefined;
	readonly error?: PlainError | undefined;
	readonly url?: string | undefined;
	/** Ends with what had to be changed to make sense of the alert. */
	readonly footer?: string | undefined;
	readonly timestamp?: string | undefined;
}

/** More than Discord shows of a description. */
const LONG = 16_384;

/** Reads the rest of an alert. What the relay takes away is not read. Never throws. */
export function readAlert(input: unknown, { severity, title, key, channel, trade, notes }: AlertAddress): PageAlert {
	const read = (name: string): unknown => readMember(input, name);
	const text = (name: string, most?: number): string | undefined => readText(read(name), most);
	const said = [text("footer") ?? "", ...notes];
	const fields = readFields(read("fields"), said);
	const given = read("timestamp");
	const timestampMs = parseTime(given);
	if (given !== undefined && timestampMs === undefined) said.push("timestamp is not ISO 8601");
	return {
		severity,
		title,
		key,
		channel,
		trade: trade || undefined,
		silent: read("silent") === true || undefined,
		description: text("description", LONG),
		fields,
		error: toPlainError(read("error")),
		url: text("url"),
		footer: said.filter(Boolean).join(" · ") || undefined,
		timestamp: timestampMs === undefined ? undefined : new Date(timestampMs).toISOString(),
	};
}
