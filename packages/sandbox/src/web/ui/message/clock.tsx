import type { JSX } from "preact";

/** When something happened, to the second; the title has the rest. */
export function ClockTime({ ms }: { readonly ms: number }): JSX.Element {
	const date = new Date(ms);
	return (
		<time class="clock" dateTime={date.toISOString()} title={date.toISOString()}>
			{date.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" })}
		</time>
	);
}
