import { fromRow, type Row, type SpooledAlert } from "@dat/core/adapter";
import { base64 } from "./base64.ts";

/** What is stored of an alert. */
export interface Entry {
	readonly owner: string;
	/** Its place among what its first owner raised, since many are raised within one ms. */
	readonly order: number;
	readonly row: Row;
}

export const ALERTS: readonly string[] = ["dat", "alert"];
export const OWNERS: readonly string[] = ["dat", "owner"];

/** Takes over what owners that are gone left behind, oldest first. Of two that try, one gets it. */
export async function claimLeft(kv: Deno.Kv, owner: string): Promise<readonly SpooledAlert[]> {
	const alive = new Set<unknown>([owner]);
	for await (const { key } of kv.list({ prefix: OWNERS })) alive.add(key.at(-1));
	const claimed: { readonly alert: SpooledAlert; readonly order: number }[] = [];
	for await (const found of kv.list<Entry>({ prefix: ALERTS })) {
		if (alive.has(found.value.owner)) continue;
		const alert = fromRow(found.value.row, base64);
		const claim = kv.atomic().check(found);
		// What is damaged goes, or every start would meet it again.
		const change = alert ? claim.set(found.key, { ...found.value, owner }) : claim.delete(found.key);
		if ((await change.commit()).ok && alert) claimed.push({ alert, order: found.value.order });
	}
	claimed.sort((one, other) => one.alert.raisedAtMs - other.alert.raisedAtMs || one.order - other.order);
	return claimed.map(({ alert }) => alert);
}
