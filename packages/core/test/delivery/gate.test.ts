import { describe, expect, it } from "vitest";
import { createGate, createSharedGate } from "../../src/delivery/gate.ts";
import type { Reply } from "../../src/discord/reply.ts";

const asker = { urgency: "rest", lateMs: 200 } as const;
const ok: Reply = { kind: "ok", status: 204, body: undefined, rate: undefined };
const silent: Reply = { kind: "silent", status: 0, written: true, error: "x", rate: undefined };
const limited = (waitMs: number, more: Partial<Extract<Reply, { kind: "limited" }>> = {}): Reply => ({
	...{ kind: "limited", status: 429, waitMs, scope: "webhook", channelWide: false, rate: undefined },
	...more,
});

describe("the gate before a webhook", () => {
	const open = (shared = createSharedGate()) => createGate(false, shared);

	it("opens 50 ms after what Discord said, and not earlier for a later answer that asks for less", () => {
		const gate = open();
		gate.sent(0);
		gate.answered(limited(1000), 0);
		expect(gate.readyAt(0, asker)).toEqual({ atMs: 1050, reason: "rate-limited" });
		gate.sent(0);
		gate.answered(limited(100), 10);
		expect(gate.readyAt(1049, asker).atMs).toBe(1050);
		expect(gate.readyAt(1050, asker).atMs).toBe(1050);
		expect(gate.parkedUntilMs()).toBe(1050);
	});

	it("lets one request go first after a wait, and the others when it was answered", () => {
		const gate = open();
		gate.sent(0);
		gate.answered(limited(1000), 0);
		gate.sent(1050);
		expect(gate.readyAt(1060, asker)).toEqual({ atMs: Number.POSITIVE_INFINITY, reason: "rate-limited" });
		gate.answered(silent, 1100);
		gate.sent(1100);
		expect(gate.readyAt(1110, asker).atMs).toBe(Number.POSITIVE_INFINITY);
		gate.answered(ok, 1200);
		gate.sent(1200);
		expect(gate.readyAt(1210, asker).atMs).toBe(1210);
	});

	it("is not proved open by an answer to what was sent before the wait", () => {
		const gate = open();
		gate.sent(0);
		gate.sent(0);
		gate.answered(limited(1000), 10);
		gate.answered(ok, 20);
		gate.sent(1060);
		expect(gate.readyAt(1070, asker).atMs).toBe(Number.POSITIVE_INFINITY);
	});

	it.each([
		["global", "rate-limited"],
		["ban", "banned"],
	] as const)("shuts all webhooks for a %s wait, and only one request of them all goes first", (scope, reason) => {
		const shared = createSharedGate();
		const [one, other] = [open(shared), open(shared)];
		let wakes = 0;
		shared.onAnswer.add(() => wakes++);
		one.sent(0);
		one.answered(limited(1000, { scope }), 0);
		expect([one, other].map((gate) => gate.readyAt(1049, asker))).toEqual([
			{ atMs: 1050, reason },
			{ atMs: 1050, reason },
		]);
		expect([one.parkedUntilMs(), wakes]).toEqual([0, 0]);
		one.sent(1050);
		expect(other.readyAt(1060, asker).atMs).toBe(Number.POSITIVE_INFINITY);
		one.answered(ok, 1100);
		expect([other.readyAt(1100, asker).atMs, wakes]).toEqual([1100, 1]);
		other.sent(1100);
		expect(one.readyAt(1110, asker).atMs).toBe(1110);
	});

	it("assumes less after a 429 without headers, and no less when the headers say how many there are", () => {
		const times = (gate: ReturnType<typeof createGate>) => {
			let count = 0;
			while (count < 20 && gate.readyAt(5000, { urgency: "p1", lateMs: 0 }).atMs <= 5000) {
				gate.sent(5000);
				gate.answered(silent, 5000);
				count++;
			}
			return count;
		};
		const after = (reply: Reply) => {
			const gate = createGate({ channelPerMinute: 30 }, createSharedGate());
			gate.sent(0);
			gate.answered(reply, 0);
			return times(gate);
		};
		expect(after(silent)).toBe(5);
		expect(after(limited(1000))).toBe(4);
		expect(after(limited(1000, { rate: { limit: 7, remaining: 0, resetAfterMs: 1000 } }))).toBe(7);
	});

	it("says which of the two limits it waits for", () => {
		const gate = createGate({ channelPerMinute: 30 }, createSharedGate());
		for (let index = 0; index < 26; index++) {
			gate.sent(index * 1000);
			gate.answered({ ...ok, rate: { limit: 5, remaining: 4, resetAfterMs: 2000 } }, index * 1000);
		}
		expect(gate.readyAt(26_000, asker)).toEqual({ atMs: 60_050, reason: "channel-limit" });
		gate.answered({ ...ok, rate: { limit: 5, remaining: 0, resetAfterMs: 100_000 } }, 26_000);
		expect(gate.readyAt(26_000, asker)).toEqual({ atMs: 126_010 - 200, reason: "bucket" });
	});

	it("learns the channel's hidden limit by the 429 that only it explains", () => {
		const rate = { limit: 50, remaining: 40, resetAfterMs: 1000 };
		const after = (channelWide: boolean) => {
			const gate = createGate({ channelPerMinute: 30 }, createSharedGate());
			for (let index = 0; index < 10; index++) {
				gate.sent(0);
				gate.answered({ ...ok, rate }, 0);
			}
			gate.sent(0);
			gate.answered(limited(1000, { channelWide, rate }), 0);
			return gate.readyAt(2000, asker);
		};
		expect(after(true)).toEqual({ atMs: 60_050, reason: "channel-limit" });
		expect(after(false)).toEqual({ atMs: 2000, reason: "bucket" });
	});
});
