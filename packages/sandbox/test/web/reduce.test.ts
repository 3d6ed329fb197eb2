import { describe, expect, it } from "vitest";
import { remainingAt } from "../../src/web/model/gauge.ts";
import { KEPT_ROWS, SPARE_ROWS } from "../../src/web/model/hear.ts";
import { type Action, reduce } from "../../src/web/model/reduce.ts";
import { EMPTY, type PageState } from "../../src/web/model/state.ts";
import type { Happening } from "../../src/web/model/wire.ts";
import { entryOf, messageOf, posted, refused } from "./tell.ts";

const NOW = 5000;

function after(...actions: (Action | Happening[])[]): PageState {
	return actions.reduce<PageState>(
		(state, action) =>
			reduce(state, Array.isArray(action) ? { type: "heard", happenings: action, nowMs: NOW } : action),
		EMPTY,
	);
}

describe("the page's state", () => {
	it("has a row per request, with the message that it stored", () => {
		const { rows, totals } = after([...posted(0), refused(1), ...posted(2)]);
		expect(rows.map(({ message }) => message?.id)).toEqual(["m0", undefined, "m2"]);
		expect(totals).toEqual({ requests: 3, stored: 2, limited: 0, refused: 1 });
	});

	it("closes a dialog, but not the panel that was opened before the browser told that it is closed", () => {
		const help = { type: "panel-opened", panel: "help" } as const;
		const faults = { type: "panel-opened", panel: "faults" } as const;
		const closed = { type: "panel-closed", panel: "help" } as const;
		expect([after(help, closed).panel, after(help, faults, closed).panel]).toEqual([undefined, "faults"]);
	});

	it("counts a message whose answer was lost as stored, and a 429 as limited", () => {
		const [request, message] = posted(0) as [Extract<Happening, { type: "request" }>, Happening];
		const lost: Happening = { type: "request", entry: { ...request.entry, status: 0, reason: "reset" } };
		expect(after([lost, message, refused(1, { status: 429 })]).totals).toEqual({
			requests: 2,
			stored: 1,
			limited: 1,
			refused: 0,
		});
	});

	it("counts what arrives in other channels as unread, until they are looked at", () => {
		const told = after([...posted(0), ...posted(1, { channel: "info" }), ...posted(2, { channel: "info" })]);
		expect(told.unread).toEqual({ info: 2 });
		expect(reduce(told, { type: "channel-chosen", channel: "info" }).unread["info"]).toBe(0);
		expect(reduce(told, { type: "channel-chosen", channel: undefined }).unread).toEqual({});
	});

	it("shows an edit where the message was sent, and keeps what was deleted, marked", () => {
		const edit: Happening = { type: "edit", message: messageOf(0, { editedAtMs: 9 }), entry: 2 };
		const told = after([...posted(0), ...posted(1)]);
		const edited = reduce(told, { type: "heard", happenings: [edit], nowMs: NOW });
		expect(edited.rows[0]?.message?.editedAtMs).toBe(9);
		expect(edited.generation).toBeGreaterThan(told.generation);
		const gone = after(
			[...posted(0)],
			[{ type: "delete", messageId: "m0", webhookId: "1", channel: "alerts", entry: 1 }],
		);
		expect(gone.rows[0]).toMatchObject({ isDeleted: true, message: { id: "m0" } });
	});

	it("adds a message to a row that was drawn before as a change, not as an addition", () => {
		const [request, message] = posted(0) as [Happening, Happening];
		const drawn = after([request]);
		const told = reduce(drawn, { type: "heard", happenings: [message], nowMs: NOW });
		expect(told.rows[0]?.message?.id).toBe("m0");
		expect(told.generation).toBeGreaterThan(drawn.generation);
	});

	it("hears the same request once, although snapshot and stream both tell it", () => {
		const snapshot = {
			webhooks: [],
			ledger: [entryOf(0), entryOf(1)],
			messages: [messageOf(0), messageOf(1)],
			gauges: [],
			faults: { standing: [] },
		};
		const { rows } = after({ type: "loaded", snapshot, nowMs: NOW }, [...posted(1), ...posted(2)]);
		expect(rows.map(({ entry }) => entry.index)).toEqual([0, 1, 2]);
	});

	it("takes a message from the stream over what it recalled, when it was stored while all was read", () => {
		const snapshot = { webhooks: [], ledger: [entryOf(0)], messages: [], gauges: [], faults: { standing: [] } };
		const { rows, unread } = after({ type: "loaded", snapshot, nowMs: NOW }, posted(0, { username: "checkout" }));
		expect(rows).toMatchObject([{ message: { username: "checkout" }, isDeleted: false }]);
		expect(unread).toEqual({});
	});

	it("goes to the first channel when the one it should show does not exist", () => {
		const webhook = { id: "1", channel: "deploys", channelId: "2", name: "a", isDeleted: false };
		const snapshot = { webhooks: [webhook], ledger: [], messages: [], gauges: [], faults: { standing: [] } };
		expect(after({ type: "loaded", snapshot, nowMs: NOW }).channel).toBe("deploys");
		const all = after({ type: "channel-chosen", channel: undefined }, { type: "loaded", snapshot, nowMs: NOW });
		expect(all.channel).toBeUndefined();
		expect(after({ type: "loaded", snapshot: { ...snapshot, webhooks: [] }, nowMs: NOW }).channel).toBe("alerts");
	});

	it("recalls a deleted message from the request that stored it", () => {
		const snapshot = {
			webhooks: [],
			ledger: [entryOf(0), entryOf(1, { effect: "deleted", method: "DELETE", messageId: "m0" })],
			messages: [],
			gauges: [],
			faults: { standing: [] },
		};
		expect(after({ type: "loaded", snapshot, nowMs: NOW }).rows[0]).toMatchObject({
			isDeleted: true,
			message: { body: { content: "message 0" } },
		});
	});

	it("keeps the reader's choice and forgets the rest when the server is reset, also for numbers that start anew", () => {
		const state = after({ type: "searched", query: "x" }, [...posted(7)], { type: "inspected", index: 7 }, [
			{ type: "reset" },
			...posted(0),
		]);
		expect(state).toMatchObject({ query: "x", unread: {}, totals: { requests: 1 } });
		expect(state.rows.map(({ entry }) => entry.index)).toEqual([0]);
		expect(after([...posted(7)], { type: "inspected", index: 7 }, [{ type: "reset" }])).toMatchObject({
			isInspecting: false,
			selected: undefined,
		});
	});

	it("never changes a state that it was given", () => {
		const before = after([...posted(0)]);
		const copy = structuredClone(before);
		reduce(before, { type: "heard", happenings: [...posted(1), { type: "reset" }, refused(2)], nowMs: NOW });
		expect(before).toEqual(copy);
		expect(EMPTY.rows).toEqual([]);
	});

	it("keeps a bounded number of rows: the oldest leave, many at once", () => {
		const all = Array.from({ length: KEPT_ROWS + SPARE_ROWS }, (_, index) => refused(index));
		const full = after(all);
		expect(full.rows).toHaveLength(KEPT_ROWS + SPARE_ROWS);
		const more = reduce(full, { type: "heard", happenings: [refused(all.length)], nowMs: NOW });
		expect(more.rows).toHaveLength(KEPT_ROWS);
		expect(more.rows[0]?.entry.index).toBe(SPARE_ROWS + 1);
		expect(more.generation).toBeGreaterThan(full.generation);
		expect(more.totals.requests).toBe(all.length + 1);
	});

	it("learns webhooks, and keeps the token of one that it knew", () => {
		const webhook = { id: "1", channel: "alerts", channelId: "2", name: "a", isDeleted: false };
		const state = after({ type: "webhooks-read", webhooks: [{ ...webhook, token: "t" }] }, [
			{ type: "webhook", webhook: { ...webhook, isDeleted: true } },
			{ type: "webhook", webhook: { ...webhook, id: "3" } },
		]);
		expect(state.webhooks).toMatchObject([{ id: "1", token: "t", isDeleted: true }, { id: "3" }]);
	});

	it("knows what a webhook may still do, and how long a 429 told it to wait", () => {
		const gauge = { bucket: { limit: 5, remaining: 2, resetAfterMs: 1500 }, channel: undefined };
		const storm = refused(1, { status: 429, gauge, responseBody: '{"retry_after": 1.25}' });
		const { gauges } = after([{ type: "request", entry: entryOf(0, { gauge }) }, storm]);
		expect(gauges["1"]).toMatchObject({ waitUntilMs: NOW + 1250, channel: undefined });
		expect(remainingAt(gauges["1"]!.bucket!, NOW + 1499)).toBe(2);
		expect(remainingAt(gauges["1"]!.bucket!, NOW + 1500)).toBe(5);
	});

	it("shows the faults that stand", () => {
		const standing = [{ name: "5xx", fault: { status: 503 } }];
		expect(after([{ type: "faults", standing, scripted: {} }]).standing).toEqual(standing);
	});
});
