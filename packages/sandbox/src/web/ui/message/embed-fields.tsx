import type { JSX } from "preact";
import { Markdown } from "../../markdown/markdown.tsx";
import type { EmbedField } from "../../model/wire.ts";
import { layoutFields } from "./layout-fields.ts";

/** The grid of an embed. */
export function EmbedFields({
	fields,
	hasThumbnail,
}: {
	readonly fields: readonly EmbedField[];
	readonly hasThumbnail: boolean;
}): JSX.Element {
	return (
		<dl class="fields">
			{layoutFields(fields, hasThumbnail).map(({ field, span }, index) => (
				<div key={index} class={`field span-${span}`}>
					<dt>
						<Markdown text={field.name} isInline />
					</dt>
					<dd>
						<Markdown text={field.value} />
					</dd>
				</div>
			))}
		</dl>
	);
}
