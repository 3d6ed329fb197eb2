import { type FileSpool, type Row, type Spool, type SpooledAlert, toRow } from "@dat/core/adapter";
import { createClock } from "../clock.ts";
import { base64 } from "./base64.ts";
import { ALERTS, claimLeft, type Entry, OWNERS } from "./kv-left.ts";

/** A spool in Deno KV, for the option `spool`. */
export interface KvSpool {
	/** Resolves when everything noted so far is stored. */
	stored(): Promise<void>;
}

/** An owner that has not been seen for so long is gone; it shows itself four times as often. */
const LEASE_MS = 120_000;

/** Deno KV takes values of 64 KiB, measured in a serialisation of its own. */
const MOST_LENGTH = 30_000;

/** Pings older than this do not matter any more; more than the pause between two pings of one key. */
const MENTIONS_MS = 3_600_000;

const MENTIONS = ["dat", "mention"];

/**
 * Opens a spool in Deno KV, for hosts without a file system, such as Deno Deploy. Needs `--unstable-kv` where Deno asks for
 * it. Deno KV answers later, so an alert is durable some ms after `notify` has returned; a file (`spool: "path"`) is at once.
 *
 * What a crashed run left is taken over when its lease has run out, 2 minutes after it was last seen.
 *
 * @throws what Deno KV throws while the left alerts are read.
 * @example
 * const notifier = createNotifier({ spool: await openKvSpool(await Deno.openKv()) });
 */
export async function openKvSpool(kv: Deno.Kv): Promise<KvSpool> {
	const owner = crypto.randomUUID();
	const writes = createWrites();
	let order = 0;
	const mentions = new Map<string, number>();
	for await (const { key, value } of kv.list<number>({ prefix: MENTIONS })) mentions.set(String(key.at(-1)), value);
	const left = [...(await claimLeft(kv, owner))];
	const retire = showUp(() => writes.add(kv.set([...OWNERS, owner], 1, { expireIn: LEASE_MS })));
	const giveBack = async (id: string, maybeDelivered: boolean): Promise<void> => {
		const { value } = await kv.get<Entry>([...ALERTS, id]);
		if (!value) return;
		const row = maybeDelivered ? { ...value.row, may_mention: 0 } : value.row;
		await kv.set([...ALERTS, id], { ...value, owner: "", row });
	};
	const adding = new Map<string, Promise<unknown>>();
	/** Deno KV may do what is asked later first, so an alert that is not stored yet is waited for. */
	const afterAdding = (id: string, change: () => Promise<unknown>): void =>
		writes.add(adding.get(id)?.then(change) ?? change());
	const spool: Spool = {
		add: (alert) => {
			const entry: Entry = { owner, order: order++, row: toFittingRow(alert) };
			const added = kv.set([...ALERTS, alert.id], entry).finally(() => adding.delete(alert.id));
			adding.set(alert.id, added);
			writes.add(added);
		},
		remove: (id) => afterAdding(id, () => kv.delete([...ALERTS, id])),
		giveBack: (id, maybeDelivered) => afterAdding(id, () => giveBack(id, maybeDelivered)),
		leftBehind: () => {
			// For the next look, which comes in half a minute.
			writes.add(claimLeft(kv, owner).then((claimed) => void left.push(...claimed)));
			return [...new Set(left.map(({ channel }) => channel))];
		},
		takeOver: (channel, most) => {
			const taken = left.filter((alert) => alert.channel === channel).slice(0, most);
			for (const alert of taken) left.splice(left.indexOf(alert), 1);
			return taken;
		},
		lastMentionMs: (key) => mentions.get(key),
		noteMention: (key, nowMs) => {
			mentions.set(key, nowMs);
			writes.add(kv.set([...MENTIONS, key], nowMs, { expireIn: MENTIONS_MS }));
		},
	};
	const kvSpool = { stored: writes.stored };
	const close = (): void => {
		retire();
		writes.add(kv.delete([...OWNERS, owner]));
	};
	opened.set(kvSpool, { ...spool, isUsable: writes.areStored, sync: () => {}, close });
	return kvSpool;
}

const opened = new WeakMap<object, FileSpool>();

/** What a notifier needs of a spool that {@link openKvSpool} made; `undefined` for anything else. */
export function insideOf(kvSpool: object): FileSpool | undefined {
	return opened.get(kvSpool);
}

interface Writes {
	add(write: Promise<unknown>): void;
	/** Whether the last one was stored. */
	areStored(): boolean;
	stored(): Promise<void>;
}

/** Writes under way. One that fails costs durability, and nothing else. */
function createWrites(): Writes {
	const open = new Set<Promise<void>>();
	let isFine = true;
	return {
		add: (write) => {
			const ended = (isStored: boolean): void => {
				isFine = isStored;
				open.delete(done);
			};
			const done = write.then(
				() => ended(true),
				() => ended(false),
			);
			open.add(done);
		},
		areStored: () => isFine,
		stored: async () => {
			while (open.size > 0) await Promise.all(open);
		},
	};
}

/** Shows the owner now and often enough, until the returned function is called. */
function showUp(show: () => void): () => void {
	const clock = createClock();
	let cancel = (): void => {};
	const again = (): void => {
		show();
		cancel = clock.schedule(LEASE_MS / 4, again);
	};
	again();
	return () => cancel();
}

/** Files go first when it is too much. */
function toFittingRow(alert: SpooledAlert): Row {
	const row = toRow(alert, base64);
	if (row.alert.length <= MOST_LENGTH) return row;
	const { files: _, ...rest } = alert.alert;
	const notes = [...rest.notes, "files left out: they were too large to keep over a restart"];
	return toRow({ ...alert, alert: { ...rest, notes } }, base64);
}
