import { describe, expect, it } from "vitest";
import { applyReply } from "../../src/delivery/aftermath.ts";
import { createEntry, type Entry, type Settlement } from "../../src/delivery/entry.ts";
import type { Reply } from "../../src/discord/reply.ts";

const OPTIONS = { rateLimitRetries: 5, maxAttempts: 2, maxWaitMs: 30_000 };
const rate = undefined;
const silent: Reply = { kind: "silent", status: 0, written: false, error: "ECONNREFUSED", rate };
const failed: Reply = { kind: "failed", status: 503, rate };

function world(count = 1) {
	const settlements: Settlement[] = [];
	const identity: { username: string | undefined; avatarUrl: string | undefined } = {
		username: "checkout",
		avatarUrl: "https://example.com/a.png",
	};
	const entries = Array.from({ length: count }, (_, index) => {
		const entry = createEntry({
			...{ id: `${index}`, purpose: "alert", severity: "P0", channel: "info", expiresAtMs: 1, mention: ["everyone"] },
			embed: { title: `t${index}`, url: "https://example.com/" },
			onSettled: (_, settlement) => settlements.push(settlement),
		});
		entry.attempts = 2;
		return entry;
	});
	const apply = (reply: Reply, which: readonly Entry[] = entries) =>
		applyReply(reply, which, { options: OPTIONS, identity, retryAtMs: 700 });
	const ids = (kept: readonly Entry[]): string => kept.map(({ id }) => id).join("");
	return { settlements, identity, entries, apply, ids };
}
const refused = (errors: readonly string[], more: Partial<Extract<Reply, { kind: "rejected" }>> = {}): Reply => ({
	...{ kind: "rejected", status: 400, code: 50035, message: "Invalid Form Body", rate },
	errors: errors.map((path) => ({ path, message: "no" })),
	...more,
});

describe("after an answer", () => {
	it("every alert of a delivered message is settled with its id and how many shared it", () => {
		const { apply, settlements } = world(2);
		expect(apply({ kind: "ok", status: 200, body: { id: "42" }, rate })).toEqual({ again: [], orphans: [] });
		expect(settlements).toEqual(
			Array.from({ length: 2 }, () => ({ status: "delivered", messageId: "42", coalesced: 2 })),
		);
	});

	it("nothing is said of an id that Discord did not tell", () => {
		const { apply, settlements } = world();
		apply({ kind: "ok", status: 204, body: undefined, rate });
		expect(settlements).toEqual([{ status: "delivered", messageId: undefined, coalesced: 1 }]);
	});

	it("what may be tried again keeps what has happened to it, its back-off and its mention", () => {
		const { apply, entries, ids, settlements } = world(2);
		expect(ids(apply(failed).again)).toBe("01");
		expect(entries[0]).toMatchObject({ retryAtMs: 700, mention: ["everyone"], history: { failures: 1 } });
		expect(settlements).toEqual([]);
	});

	it("what may have arrived is tried again without its mention", () => {
		const { apply, entries } = world();
		apply({ ...silent, written: true });
		expect(entries[0]?.mention).toEqual([]);
	});

	it("what has used up its attempts is dropped with the last answer, and the rest go on", () => {
		const { apply, entries, ids, settlements } = world(2);
		entries[1]!.history = { failures: 1, limited: 0, ambiguous: 0 };
		expect(ids(apply(failed).again)).toBe("0");
		const ended = { status: "dropped", reason: "exhausted" };
		expect(settlements).toEqual([
			{ ...ended, detail: "given up after 2 attempts; the last ended with 503", httpStatus: 503 },
		]);
		entries[0]!.history = { failures: 1, limited: 0, ambiguous: 0 };
		apply(silent, entries.slice(0, 1));
		expect(settlements[1]).toEqual({
			...ended,
			detail: "given up after 2 attempts; the last ended with ECONNREFUSED",
			httpStatus: undefined,
		});
	});

	it("that the webhook is gone, nothing is settled and all need another way", () => {
		const { apply, ids, settlements } = world(2);
		const { again, orphans } = apply({ kind: "dead", status: 404, code: 10015, rate });
		expect([ids(again), ids(orphans), settlements]).toEqual(["", "01", []]);
	});
});

describe("after a refusal", () => {
	it("the embeds that Discord names are dropped with its words, and the others go again", () => {
		const { apply, ids, settlements, entries } = world(3);
		const { again, orphans } = apply(refused(["embeds.1.title", "embeds.1.description"]));
		expect([ids(again), orphans]).toEqual(["02", []]);
		expect(settlements).toEqual([
			{
				...{ status: "dropped", reason: "rejected", httpStatus: 400, discordCode: 50035 },
				detail: "Discord refused it with 400/50035: embeds.1.title: no",
				errors: ["embeds.1.title: no", "embeds.1.description: no"],
			},
		]);
		expect(entries.map(({ isAlone }) => isAlone)).toEqual([false, false, false]);
	});

	it("Discord's sentence is told when it names nothing", () => {
		const { apply, settlements } = world();
		apply(refused([], { code: undefined, message: "no such thing" }));
		expect(settlements).toMatchObject([{ detail: "Discord refused it with 400: no such thing", errors: undefined }]);
	});

	it("each goes alone when Discord names none of several", () => {
		const { apply, ids, entries, settlements } = world(2);
		expect(ids(apply(refused(["embeds"])).again)).toBe("01");
		expect([entries.map(({ isAlone }) => isAlone), settlements]).toEqual([[true, true], []]);
	});

	it.each([
		["username", { username: undefined, avatarUrl: "https://example.com/a.png" }],
		["avatar_url", { username: "checkout", avatarUrl: undefined }],
		["attachments", { username: "checkout", avatarUrl: "https://example.com/a.png" }],
	])("of %s, that part is left out from then on, and nothing else", (path, rest) => {
		const { apply, ids, identity, entries } = world(2);
		expect(ids(apply(refused([path])).again)).toBe("01");
		expect(identity).toEqual(rest);
		expect(entries.map(({ embed }) => embed)).toEqual([
			{ title: "t0", url: "https://example.com/" },
			{ title: "t1", url: "https://example.com/" },
		]);
	});

	it("of a URL, only the embed concerned shows it as text", () => {
		const { apply, ids, entries } = world(2);
		expect(ids(apply(refused(["embeds.1.url"])).again)).toBe("01");
		expect(entries.map(({ embed }) => embed)).toEqual([
			{ title: "t0", url: "https://example.com/" },
			{ title: "t1", description: "https://example.com/" },
		]);
		expect(entries.map(({ without }) => [...without].join(" "))).toEqual(["files", "files urls"]);
	});

	it("a part is left out once, then the alert is dropped", () => {
		const { apply, settlements } = world();
		apply(refused(["username"]));
		expect(settlements).toEqual([]);
		expect(apply(refused(["username"])).again).toEqual([]);
		expect(settlements).toMatchObject([{ status: "dropped", reason: "rejected" }]);
	});
});
