import { expect, it } from "vitest";
import { isContinued } from "../../src/web/model/group.ts";
import { reduce } from "../../src/web/model/reduce.ts";
import { namesOf, textOf } from "../../src/web/model/row.ts";
import { createRowSelector } from "../../src/web/model/select.ts";
import { EMPTY, type PageState, type StatusFilter } from "../../src/web/model/state.ts";
import type { Happening } from "../../src/web/model/wire.ts";
import { entryOf, messageOf, posted, refused } from "./tell.ts";

const EVERYONE = { everyone: true, users: [], roles: [] };

function heard(happenings: Happening[], state: PageState = EMPTY): PageState {
	return reduce(state, { type: "heard", happenings, nowMs: 0 });
}

const ALL = heard([
	...posted(0),
	refused(1),
	refused(2, { status: 429 }),
	refused(3, { status: 0, fault: "stall" }),
	...posted(4, { notified: EVERYONE, body: { content: "@everyone" } }),
	...posted(5, { channel: "info", body: { embeds: [{ title: "Disk FULL" }] } }),
	{ type: "request", entry: entryOf(6, { method: "GET", status: 200, effect: "read", target: "webhook" }) },
]);

function shown(change: Partial<PageState>): number[] {
	return createRowSelector()({ ...ALL, ...change }).map(({ entry }) => entry.index);
}

it("a channel shows its messages and what was refused there, and all requests show boot checks too", () => {
	expect(shown({})).toEqual([0, 1, 2, 3, 4]);
	expect(shown({ channel: "info" })).toEqual([5]);
	expect(shown({ channel: undefined })).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

it.each<[StatusFilter, number[]]>([
	["delivered", [0, 4]],
	["pinged", [4]],
	["limited", [2]],
	["refused", [1, 3]],
])("the filter %s shows those alone", (status, expected) => {
	expect(shown({ status })).toEqual(expected);
});

it("a search looks into what was sent and what came back, whatever the case", () => {
	expect(shown({ channel: undefined, query: "disk full" })).toEqual([5]);
	expect(shown({ query: "MESSAGE 0" })).toEqual([0]);
	expect(textOf({ entry: entryOf(1, { responseBody: "Unknown Webhook", status: 404 }) })).toContain("unknown webhook");
});

it("what was added is looked at once, and what was changed again", () => {
	const select = createRowSelector();
	const first = select(ALL);
	expect(select({ ...ALL, unread: { info: 3 } })).toBe(first);
	const more = heard(posted(7), ALL);
	expect(select(more).map(({ entry }) => entry.index)).toEqual([0, 1, 2, 3, 4, 7]);
	const edited = heard([{ type: "edit", message: messageOf(0, { editedAtMs: 1 }), entry: 8 }], more);
	expect(select(edited)[0]?.message?.editedAtMs).toBe(1);
	expect(select(heard([{ type: "reset" }], edited))).toEqual([]);
});

it("messages of one sender within seven minutes stand under one name", () => {
	const [first, second] = [messageOf(0), messageOf(1)].map((message) => ({ entry: entryOf(0), message }));
	expect(isContinued(second!, first)).toBe(true);
	expect(isContinued(first!, undefined)).toBe(false);
	const late = { entry: entryOf(2), message: messageOf(2, { sentAtMs: messageOf(0).sentAtMs + 7 * 60_000 }) };
	expect(isContinued(late, first)).toBe(false);
	expect(isContinued({ entry: entryOf(3), message: messageOf(3, { username: "other" }) }, first)).toBe(false);
});

it("those who are pinged have the names that stand in the text", () => {
	expect(namesOf(messageOf(0, { notified: EVERYONE, body: { content: "@here now" } }))).toEqual(["@here"]);
	const some = { everyone: true, users: ["1"], roles: ["2"] };
	expect(namesOf(messageOf(0, { notified: some, body: { content: "@everyone" } }))).toEqual([
		"@everyone",
		"<@1>",
		"<@&2>",
	]);
});
