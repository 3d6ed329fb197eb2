import { describe, expect, it } from "vitest";
import { setup } from "../delivery/setup.ts";

const contents = (sandbox: ReturnType<typeof setup>["sandbox"]): unknown[] =>
	sandbox.messages().map(({ body }) => body["content"]);

describe("mentions", () => {
	it("are on no message but that of a P0, which pings everyone by default", async () => {
		const { notifier, clock, sandbox } = setup();
		for (const severity of ["P0", "P1", "P2", "P3", "DEV"] as const)
			notifier.notify({ severity, title: `a ${severity}`, channel: "info" });
		await clock.advance(5000);
		expect(sandbox.messages().filter(({ notified }) => notified.everyone)).toHaveLength(1);
		expect(sandbox.ledger.every(({ body }) => "allowed_mentions" in (body as object))).toBe(true);
	});

	it("ping exactly whom the alert names", async () => {
		const { notifier, clock, sandbox } = setup();
		notifier.notify({
			severity: "P2",
			title: "a",
			mention: [{ user: "123456789012345678" }, { role: "223456789012345678" }],
		});
		await clock.advance(1000);
		expect(sandbox.messages()[0]?.notified).toEqual({
			everyone: false,
			users: ["123456789012345678"],
			roles: ["223456789012345678"],
		});
	});

	it("come once per key in 10 minutes", async () => {
		const { notifier, clock, sandbox } = setup();
		for (let minute = 0; minute <= 10; minute++) {
			notifier.notify({ severity: "P0", title: "DB down" });
			await clock.advance(60_000);
		}
		expect(contents(sandbox).filter((content) => content === "@everyone")).toHaveLength(2);
	});

	it("come at most five times a minute over all keys", async () => {
		const { notifier, clock, sandbox } = setup({ coalesce: false, pacing: false, limits: { channel: false } });
		for (let index = 0; index < 8; index++) notifier.notify({ severity: "P0", title: "down", key: `k${index}` });
		await clock.advance(30_000);
		expect(contents(sandbox).filter((content) => content === "@everyone")).toHaveLength(5);
		expect(notifier.stats().delivered).toBe(8);
	});

	it("can be silenced for all P0s or for one", async () => {
		const { notifier, clock, sandbox } = setup({ p0Mention: { role: "223456789012345678" } });
		notifier.notify({ severity: "P0", title: "one", mention: [] });
		notifier.notify({ severity: "P0", title: "two" });
		await clock.advance(1000);
		expect(sandbox.messages().map(({ notified }) => notified.roles)).toEqual([[], ["223456789012345678"]]);
	});

	it("cannot be made by text, wherever it stands", async () => {
		const rude = "@everyone @here <@123456789012345678> <@&123456789012345678>";
		const { notifier, clock, sandbox } = setup({ channels: ["alerts", "info", "audit"], username: rude });
		notifier.notify({
			severity: "P2",
			title: rude,
			description: rude,
			fields: { [rude]: rude },
			footer: rude,
			author: rude,
			key: rude,
			error: new Error(rude),
			files: [{ name: rude, data: rude }],
		});
		await clock.advance(5000);
		expect(sandbox.messages().length).toBeGreaterThanOrEqual(2);
		for (const { notified } of sandbox.messages()) expect(notified).toEqual({ everyone: false, users: [], roles: [] });
	});
});
