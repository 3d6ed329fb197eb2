import type { JSX } from "preact";
import { useNow } from "../ui/use-now.ts";

const STYLES: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
	t: { timeStyle: "short" },
	T: { timeStyle: "medium" },
	d: { dateStyle: "short" },
	D: { dateStyle: "long" },
	f: { dateStyle: "long", timeStyle: "short" },
	F: { dateStyle: "full", timeStyle: "short" },
	s: { dateStyle: "short", timeStyle: "short" },
	S: { dateStyle: "short", timeStyle: "medium" },
};

const UNITS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
	["year", 31_536_000],
	["month", 2_592_000],
	["day", 86_400],
	["hour", 3600],
	["minute", 60],
	["second", 1],
];

/** `<t:1700000000:R>` in the reader's own time zone. */
export function Timestamp({
	seconds,
	format = "f",
}: {
	readonly seconds: number;
	readonly format?: string;
}): JSX.Element {
	const nowMs = useNow(10_000);
	const date = new Date(seconds * 1000);
	if (Number.isNaN(date.getTime())) return <span class="timestamp">Invalid date</span>;
	const text =
		format === "R" ? relative(seconds - nowMs / 1000) : date.toLocaleString([], STYLES[format] ?? STYLES["f"]);
	return (
		<time class="timestamp" dateTime={date.toISOString()} title={date.toLocaleString([], STYLES["F"])}>
			{text}
		</time>
	);
}

/** Such as "in 5 minutes" or "2 days ago". */
export function relative(seconds: number): string {
	const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? (["second", 1] as const);
	return new Intl.RelativeTimeFormat([], { numeric: "auto" }).format(Math.round(seconds / size), unit);
}
