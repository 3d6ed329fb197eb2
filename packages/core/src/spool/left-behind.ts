import type { Database } from "./database.ts";
import type { Owner, Owners } from "./owner.ts";
import type { Row } from "./record.ts";

const IS_LEFT = "owner NOT IN (SELECT owner FROM owners)";

/** The channels of alerts whose owners are gone, or gave them back. */
export function channelsLeft(open: Database, { isAlive }: Owners, nowMs: number): string[] {
	// Checked: the columns are those of the interface.
	const owners = open.prepare("SELECT * FROM owners").all() as unknown as Owner[];
	for (const each of owners)
		if (!isAlive(each, nowMs)) open.prepare("DELETE FROM owners WHERE owner = ?").run(each.owner);
	const rows = open.prepare(`SELECT DISTINCT channel FROM alerts WHERE ${IS_LEFT}`).all();
	return rows.map(({ channel }) => String(channel));
}

/** So many alerts of a channel. */
export interface Share {
	readonly channel: string;
	readonly most: number;
}

/** The oldest rows of a channel whose owners are gone, now this one's. */
export function takeRows(open: Database, { owner }: Owner, { channel, most }: Share): Row[] {
	const rows = open
		.prepare(`SELECT * FROM alerts WHERE channel = ? AND ${IS_LEFT} ORDER BY seq LIMIT ?`)
		.all(channel, most) as unknown as Row[]; // checked: the columns are those of the interface
	const take = open.prepare("UPDATE alerts SET owner = ? WHERE id = ?");
	for (const { id } of rows) take.run(owner, id);
	return rows;
}
