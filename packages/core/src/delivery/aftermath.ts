import { withoutUrls } from "../discord/embed-size.ts";
import type { Reply } from "../discord/reply.ts";
import { decideRepair } from "../policy/repair.ts";
import { decideRetry, type RetryOptions } from "../policy/retry.ts";
import type { Identity } from "./compose.ts";
import { type Entry, settle } from "./entry.ts";

/** What an attempt leaves to do: entries that wait again, and entries whose webhook is gone. */
export interface Aftermath {
	readonly again: readonly Entry[];
	readonly orphans: readonly Entry[];
}

/** Settles, repairs or keeps the entries that shared a message, by what Discord answered. */
export function applyReply(
	reply: Reply,
	entries: readonly Entry[],
	world: { readonly options: RetryOptions; readonly identity: Identity; readonly retryAtMs: number },
): Aftermath {
	if (reply.kind === "rejected") return { again: repair(reply, entries, world.identity), orphans: [] };
	const again: Entry[] = [];
	const orphans: Entry[] = [];
	for (const entry of entries) {
		const decision = decideRetry(reply, entry.history, world.options);
		if (decision.kind === "deliver")
			settle(entry, { status: "delivered", messageId: messageId(reply), coalesced: entries.length });
		else if (decision.kind === "again") {
			entry.history = decision.history;
			entry.retryAtMs = world.retryAtMs;
			if (decision.withoutMention) entry.mention = [];
			again.push(entry);
		} else if (decision.reason === "gone") orphans.push(entry);
		else {
			entry.history = decision.history;
			settle(entry, {
				status: "dropped",
				reason: "exhausted",
				detail: exhaustedDetail(reply, entry),
				httpStatus: reply.status || undefined,
			});
		}
	}
	return { again, orphans };
}

function repair(reply: Extract<Reply, { kind: "rejected" }>, entries: readonly Entry[], identity: Identity): Entry[] {
	const decision = decideRepair(reply, entries.length, entries[0]?.without ?? new Set());
	if (decision.kind === "split") {
		for (const entry of entries) entry.isAlone = true;
		return [...entries];
	}
	const concerned = new Set(decision.indices.map((index) => entries[index]));
	if (decision.kind === "drop") {
		for (const entry of entries) if (concerned.has(entry)) refuse(entry, reply);
		return entries.filter((entry) => !concerned.has(entry));
	}
	const { part } = decision;
	if (part === "username") identity.username = undefined;
	if (part === "avatar") identity.avatarUrl = undefined;
	for (const entry of entries) {
		if (!concerned.has(entry)) continue;
		entry.without = new Set([...entry.without, part]);
		if (part === "urls") entry.embed = withoutUrls(entry.embed);
	}
	return [...entries];
}

function refuse(entry: Entry, { status, code, message, errors }: Extract<Reply, { kind: "rejected" }>): void {
	const told = errors.map(({ path, message: text }) => `${path}: ${text}`);
	const detail = `Discord refused it with ${status}${code ? `/${code}` : ""}: ${told[0] ?? (message || "no reason given")}`;
	settle(entry, { status: "dropped", reason: "rejected", detail, httpStatus: status, discordCode: code, errors: told });
}

function exhaustedDetail(reply: Reply, { attempts }: Entry): string {
	return `given up after ${attempts} attempts; the last ended with ${reply.kind === "silent" ? reply.error : reply.status}`;
}

function messageId(reply: Reply): string | undefined {
	if (reply.kind !== "ok" || typeof reply.body !== "object" || reply.body === null) return undefined;
	const id = "id" in reply.body ? reply.body.id : undefined;
	return typeof id === "string" ? id : undefined;
}
