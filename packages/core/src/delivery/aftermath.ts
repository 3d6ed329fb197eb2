import { readMember, readText } from "../alert/show-value.ts";
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

/** What is needed to sort entries out. */
export interface AftermathWorld {
	readonly options: RetryOptions;
	readonly identity: Identity;
	readonly retryAtMs: number;
}

/** Settles, repairs or keeps the entries that shared a message, by what Discord answered. */
export function applyReply(reply: Reply, entries: readonly Entry[], world: AftermathWorld): Aftermath {
	if (reply.kind === "rejected") return { again: repair(reply, entries, world.identity), orphans: [] };
	const isDead = reply.kind === "dead";
	const again = isDead ? [] : entries.filter((entry) => !isOver(reply, entry, { ...world, coalesced: entries.length }));
	return { again, orphans: isDead ? entries : [] };
}

/** Whether the entry is settled; otherwise it is made ready to be sent again. */
function isOver(
	reply: Reply,
	entry: Entry,
	{ options, retryAtMs, coalesced }: AftermathWorld & { readonly coalesced: number },
): boolean {
	const decision = decideRetry(reply, entry.history, options);
	if (decision.kind === "deliver") {
		settle(entry, { status: "delivered", messageId: messageId(reply), coalesced });
		return true;
	}
	entry.history = decision.history;
	entry.retryAtMs = retryAtMs;
	if (decision.kind === "again") {
		if (decision.withoutMention) entry.mention = [];
		return false;
	}
	const why = reply.kind === "silent" ? reply.error : reply.status;
	settle(entry, {
		status: "dropped",
		reason: "exhausted",
		detail: `given up after ${entry.attempts} attempts; the last ended with ${why}`,
		httpStatus: reply.status || undefined,
	});
	return true;
}

/** The entries to send again, after Discord refused their message. */
function repair(
	reply: Extract<Reply, { kind: "rejected" }>,
	entries: readonly Entry[],
	identity: Identity,
): readonly Entry[] {
	const decision = decideRepair(reply, entries.length, entries[0]?.without ?? new Set());
	if (decision.kind === "split") {
		for (const entry of entries) entry.isAlone = true;
		return entries;
	}
	const concerned = entries.filter((_, index) => decision.indices.includes(index));
	if (decision.kind === "drop") {
		for (const entry of concerned) refuse(entry, reply);
		return entries.filter((entry) => !entry.isSettled);
	}
	const { part } = decision;
	if (part === "username") identity.username = undefined;
	if (part === "avatar") identity.avatarUrl = undefined;
	for (const entry of concerned) {
		entry.without = new Set([...entry.without, part]);
		if (part === "urls") entry.embed = withoutUrls(entry.embed);
	}
	return entries;
}

function refuse(entry: Entry, { status, code, message, errors }: Extract<Reply, { kind: "rejected" }>): void {
	const told = errors.map((error) => `${error.path}: ${error.message}`);
	const detail = `Discord refused it with ${status}${code ? `/${code}` : ""}: ${told[0] ?? message}`;
	settle(entry, {
		status: "dropped",
		reason: "rejected",
		detail,
		httpStatus: status,
		discordCode: code,
		errors: told.length > 0 ? told : undefined,
	});
}

function messageId({ kind, ...reply }: Reply): string | undefined {
	return kind === "ok" && "body" in reply ? readText(readMember(reply.body, "id")) : undefined;
}
