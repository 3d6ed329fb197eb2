import { isWorse, type Severity } from "../alert/severity.ts";
import { cutText } from "../discord/cut.ts";
import { LIMITS } from "../discord/limits.ts";
import { colorFor } from "../discord/severity-style.ts";
import type { Embed } from "../discord/wire.ts";

/** What was held back of one key. */
export interface DigestKey {
	readonly severity: Severity;
	/** Up to three of the titles that masking joined. */
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
	/** Takes the digests that are due: their storm has paused, or a minute has gone (design rule 9). Infinity takes all. */
	due(nowMs: number): Digest[];
	/** Infinity when nothing is held back. */
	nextDueMs(): number;
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
	const begin = (wanted: string, severity: Severity, nowMs: number): Digest => {
		// Alerts may name any channel; past the bound they are told with the first.
		const [first] = open.values();
		if (first && open.size >= MAX_CHANNELS) return first;
		const digest = { channel: wanted, severity, count: 0, keys: new Map(), firstMs: nowMs, lastMs: nowMs };
		open.set(wanted, digest);
		return digest;
	};
	return {
		add: ({ key, severity, channel, title, nowMs }) => {
			const digest = open.get(channel) ?? begin(channel, severity, nowMs);
			digest.count++;
			digest.lastMs = nowMs;
			if (isWorse(severity, digest.severity)) digest.severity = severity;
			const own = digest.keys.get(key) ?? addKey(digest, key, severity);
			own.count++;
			if (own.titles.size < MAX_TITLES) own.titles.add(title);
		},
		due: take,
		nextDueMs: () => Math.min(...[...open.values()].map(dueMs)),
	};
}

function addKey({ keys }: Digest, key: string, severity: Severity): DigestKey {
	const own: DigestKey = { severity, titles: new Set(), count: 0 };
	if (keys.size < MAX_KEYS) keys.set(key, own);
	return own;
}

/** The message that tells a digest, its titles scrubbed. It never pings. */
export function renderDigest(
	{ count, keys, severity, firstMs, lastMs }: Digest,
	scrub: (text: string) => string,
): Embed {
	const shown = [...keys.values()].sort((one, other) => other.count - one.count).slice(0, MAX_LINES);
	const lines = shown.map(
		(key) =>
			`**×${key.count}** \`${key.severity}\` ${[...key.titles].map((title) => cutText(scrub(title), 120)).join(" / ")}`,
	);
	const rest = count - shown.reduce((sum, key) => sum + key.count, 0);
	if (rest > 0) lines.push(`**×${rest}** of other keys`);
	return {
		title: `${count} more like ${keys.size === 1 ? "this" : "these"}, held back in ${Math.ceil((lastMs - firstMs) / 1000) || 1} s`,
		description: cutText(lines.join("\n"), LIMITS.description),
		color: colorFor(severity),
	};
}
