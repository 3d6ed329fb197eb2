import { SEVERITIES, type Severity } from "../alert/severity.ts";
import { cutText } from "../discord/cut.ts";
import { LIMITS } from "../discord/limits.ts";
import { colorFor } from "../discord/severity-style.ts";
import type { Embed } from "../discord/wire.ts";

/** What was held back of one key. */
export interface DigestKey {
	readonly severity: Severity;
	/** Up to three of the titles that masking joined, already scrubbed. */
	readonly titles: Set<string>;
	count: number;
}

/** What the throttle held back in one channel, to be told in one message. */
export interface Digest {
	readonly channel: string;
	/** The worst of them. */
	severity: Severity;
	/** All that were held back; those of keys past the bound are counted here only. */
	count: number;
	readonly keys: Map<string, DigestKey>;
	/** Monotonic ms. */
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
	/** Infinity when nothing is held back. */
	nextDueMs(): number;
	takeAll(): Digest[];
}

const PAUSE_MS = 5000;
const LONGEST_MS = 60_000;
const MAX_KEYS = 100;
const MAX_CHANNELS = 20;
const MAX_TITLES = 3;
const MAX_LINES = 20;

/** Nothing held back. */
export function createDigest(): DigestBook {
	const open = new Map<string, Digest>();
	const dueMs = ({ firstMs, lastMs }: Digest): number => Math.min(lastMs + PAUSE_MS, firstMs + LONGEST_MS);
	const take = (untilMs: number): Digest[] => {
		const taken = [...open.values()].filter((digest) => dueMs(digest) <= untilMs);
		for (const { channel } of taken) open.delete(channel);
		return taken;
	};
	return {
		add: ({ key, severity, channel: wanted, title, nowMs }) => {
			// Alerts may name any channel; past the bound they are told with the first.
			const [first = wanted] = open.keys();
			const channel = open.has(wanted) || open.size < MAX_CHANNELS ? wanted : first;
			const digest = open.get(channel) ?? {
				channel,
				severity,
				count: 0,
				keys: new Map(),
				firstMs: nowMs,
				lastMs: nowMs,
			};
			open.set(channel, digest);
			digest.count++;
			digest.lastMs = nowMs;
			if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(digest.severity)) digest.severity = severity;
			const own: DigestKey = digest.keys.get(key) ?? { severity, titles: new Set(), count: 0 };
			if (digest.keys.size < MAX_KEYS) digest.keys.set(key, own);
			own.count++;
			if (own.titles.size < MAX_TITLES) own.titles.add(title);
		},
		due: take,
		nextDueMs: () => Math.min(...[...open.values()].map(dueMs)),
		takeAll: () => take(Number.POSITIVE_INFINITY),
	};
}

/** The message that tells a digest. It never pings. */
export function renderDigest({ count, keys, severity, firstMs, lastMs }: Digest): Embed {
	const shown = [...keys.values()].sort((one, other) => other.count - one.count).slice(0, MAX_LINES);
	const lines = shown.map(
		(key) => `**×${key.count}** \`${key.severity}\` ${[...key.titles].map((title) => cutText(title, 120)).join(" / ")}`,
	);
	const rest = count - shown.reduce((sum, key) => sum + key.count, 0);
	if (rest > 0) lines.push(`**×${rest}** of other keys`);
	return {
		title: `${count} more like ${keys.size === 1 ? "this" : "these"}, held back in ${Math.ceil((lastMs - firstMs) / 1000) || 1} s`,
		description: cutText(lines.join("\n"), LIMITS.description),
		color: colorFor(severity),
	};
}
