import { SEVERITIES, type Severity } from "../alert/severity.ts";
import { cutText } from "../discord/cut.ts";
import { LIMITS } from "../discord/limits.ts";
import { colorFor } from "../discord/severity-style.ts";
import type { Embed } from "../discord/wire.ts";

/** What was held back of one key. */
export interface DigestKey {
	readonly severity: Severity;
	/** Up to three of the titles that masking joined, already scrubbed. */
	readonly titles: string[];
	count: number;
}

/** What the throttle held back in one channel, to be told in one message. */
export interface Digest {
	readonly channel: string;
	/** The worst of them. */
	severity: Severity;
	/** All that were held back. */
	count: number;
	readonly keys: DigestKey[];
	/** Keys past the bound, counted in `count` only. */
	others: number;
	readonly firstMs: number;
	lastMs: number;
}

/** One alert that was held back. */
export interface HeldBack {
	readonly key: string;
	readonly severity: Severity;
	readonly channel: string;
	readonly title: string;
	/** Monotonic ms. */
	readonly nowMs: number;
}

/** Collects what was held back, one digest per channel. */
export interface DigestBook {
	add(alert: HeldBack): void;
	/** Takes the digests that are due: their storm has paused, or a minute has gone (design rule 9). */
	due(nowMs: number): Digest[];
	nextDueMs(): number | undefined;
	takeAll(): Digest[];
}

const PAUSE_MS = 5000;
const LONGEST_MS = 60_000;
const MAX_KEYS = 100;
const MAX_TITLES = 3;

/** Nothing held back. */
export function createDigest(): DigestBook {
	const open = new Map<string, { readonly digest: Digest; readonly byKey: Map<string, DigestKey> }>();
	const dueMs = ({ firstMs, lastMs }: Digest): number => Math.min(lastMs + PAUSE_MS, firstMs + LONGEST_MS);
	const take = (isTaken: (digest: Digest) => boolean): Digest[] => {
		const taken = [...open.values()].map(({ digest }) => digest).filter(isTaken);
		for (const { channel } of taken) open.delete(channel);
		return taken;
	};
	return {
		add: ({ key, severity, channel, title, nowMs }) => {
			let entry = open.get(channel);
			if (!entry) {
				entry = {
					digest: { channel, severity, count: 0, keys: [], others: 0, firstMs: nowMs, lastMs: nowMs },
					byKey: new Map(),
				};
				open.set(channel, entry);
			}
			const { digest, byKey } = entry;
			digest.count++;
			digest.lastMs = nowMs;
			if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(digest.severity)) digest.severity = severity;
			let own = byKey.get(key);
			if (!own && byKey.size < MAX_KEYS) {
				own = { severity, titles: [], count: 0 };
				byKey.set(key, own);
				digest.keys.push(own);
			}
			if (!own) digest.others++;
			else {
				own.count++;
				if (own.titles.length < MAX_TITLES && !own.titles.includes(title)) own.titles.push(title);
			}
		},
		due: (nowMs) => take((digest) => dueMs(digest) <= nowMs),
		nextDueMs: () => (open.size === 0 ? undefined : Math.min(...[...open.values()].map(({ digest }) => dueMs(digest)))),
		takeAll: () => take(() => true),
	};
}

/** The message that tells a digest. It never pings. */
export function renderDigest({ count, keys, others, severity, firstMs, lastMs }: Digest): Embed {
	const lines = keys
		.toSorted((one, other) => other.count - one.count)
		.slice(0, 20)
		.map(
			(key) => `**×${key.count}** \`${key.severity}\` ${key.titles.map((title) => cutText(title, 120)).join(" / ")}`,
		);
	const told = keys.length - lines.length + others;
	if (told > 0)
		lines.push(
			`… and more of ${keys.length - lines.length} further keys${others > 0 ? `, ${others} alerts uncounted by key` : ""}`,
		);
	const seconds = Math.max(1, Math.round((lastMs - firstMs) / 1000));
	return {
		title: `${count} more like ${keys.length === 1 ? "this" : "these"}, held back in ${seconds} s`,
		description: cutText(lines.join("\n"), LIMITS.description),
		color: colorFor(severity),
	};
}
