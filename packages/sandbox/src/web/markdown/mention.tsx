import type { JSX } from "preact";

/** A mention as a pill: bright when it pings somebody, struck when it does not. */
export function Mention({ text, pinged }: { readonly text: string; readonly pinged: readonly string[] }): JSX.Element {
	const pings = pinged.includes(text);
	return (
		<span class={pings ? "mention pings" : "mention mute"} title={pings ? "pings" : "pings nobody"}>
			{toLabel(text)}
			<span class="hidden"> {pings ? "(pings)" : "(pings nobody)"}</span>
		</span>
	);
}

/** `<@123>` as Discord would show it without knowing the name. */
export function toLabel(text: string): string {
	if (text.startsWith("<@&")) return `@role ${text.slice(3, -1)}`;
	return text.startsWith("<@") ? `@user ${text.replace(/\D/g, "")}` : text;
}
