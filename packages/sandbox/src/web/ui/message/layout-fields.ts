import type { EmbedField } from "../../model/wire.ts";

/** A field with how many of the grid's twelve columns it takes. */
export interface PlacedField {
	readonly field: EmbedField;
	readonly span: 4 | 6 | 12;
}

/** As Discord lays them out: inline fields share a row by three, or by two beside a thumbnail; a row's fields fill it. */
export function layoutFields(fields: readonly EmbedField[], hasThumbnail: boolean): readonly PlacedField[] {
	const perRow = hasThumbnail ? 2 : 3;
	const rows: EmbedField[][] = [];
	for (const field of fields) {
		const row = rows.at(-1);
		if (field.inline && row?.[0]?.inline && row.length < perRow) row.push(field);
		else rows.push([field]);
	}
	return rows.flatMap((row) => row.map((field) => ({ field, span: row.length === 3 ? 4 : row.length === 2 ? 6 : 12 })));
}
