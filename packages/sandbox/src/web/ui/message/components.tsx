import type { JSX } from "preact";
import { Markdown } from "../../markdown/markdown.tsx";
import { partsOf } from "./parts-of.ts";

/** Components as their words: texts with their markup, buttons and the like by their labels. */
export function Components({
	components,
	pinged,
}: {
	readonly components: readonly unknown[];
	readonly pinged: readonly string[];
}): JSX.Element {
	return (
		<div class="components">
			{components.flatMap(partsOf).map(({ text, isText }, index) =>
				isText ? (
					<div key={index} class="content">
						<Markdown text={text} pinged={pinged} />
					</div>
				) : (
					<span key={index} class="component">
						{text}
					</span>
				),
			)}
		</div>
	);
}
