import type { JSX } from "preact";
import { CopyButton } from "../copy-button.tsx";
import { colourJson } from "./colour-json.ts";

/** A body, as JSON where it is JSON. */
export function Block({ title, value }: { readonly title: string; readonly value: unknown }): JSX.Element {
	const text = toText(value);
	return (
		<section class="block">
			<h3>
				{title}
				{text !== "" && <CopyButton text={text} label={`Copy: ${title}`} />}
			</h3>
			{text === "" ? (
				<p class="none">none</p>
			) : (
				// biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
				<pre class="json" tabIndex={0}>
					{colourJson(text).map(({ kind, text: part }, index) => (
						<span key={index} class={kind}>
							{part}
						</span>
					))}
				</pre>
			)}
		</section>
	);
}

function toText(value: unknown): string {
	if (value === undefined || value === "") return "";
	if (typeof value !== "string") return JSON.stringify(value, null, 2);
	try {
		return JSON.stringify(JSON.parse(value), null, 2);
	} catch {
		return value;
	}
}
