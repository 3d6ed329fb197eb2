import { describe, expect, it } from "vitest";
import { distinct, setup } from "./setup.ts";

const refuse = (errors: object): { status: number; body: object } => ({
	status: 400,
	body: { message: "Invalid Form Body", code: 50035, errors },
});
const leaf = { _errors: [{ code: "BASE_TYPE_MAX_LENGTH", message: "Must be 256 or fewer in length." }] };

describe("a message that Discord refuses", () => {
	it("drops the embeds that Discord names and sends the rest together", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes, titles } = setup();
		sandbox.script(webhooks["info"]!.id, refuse({ embeds: { 1: { title: leaf } } }));
		for (let index = 0; index < 4; index++) notifier.notify(distinct(index));
		await clock.advance(1000);
		expect(titles("info")).toEqual(["alert 0", "alert 2", "alert 3"]);
		expect(outcomes[0]).toMatchObject({
			status: "dropped",
			reason: "rejected",
			httpStatus: 400,
			discordCode: 50035,
			errors: ["embeds.1.title: Must be 256 or fewer in length."],
		});
	});

	it("understands the shape that unversioned URLs answer with", async () => {
		const { notifier, clock, sandbox, webhooks, titles } = setup();
		sandbox.script(webhooks["info"]!.id, { status: 400, body: { embeds: ["0"] } });
		for (let index = 0; index < 3; index++) notifier.notify(distinct(index));
		await clock.advance(1000);
		expect(titles("info")).toEqual(["alert 1", "alert 2"]);
	});

	it("sends each alone when Discord names none", async () => {
		const { notifier, clock, sandbox, webhooks, titles } = setup();
		sandbox.script(webhooks["info"]!.id, refuse({ embeds: leaf }));
		for (let index = 0; index < 3; index++) notifier.notify(distinct(index));
		await clock.advance(1000);
		expect(titles("info")).toEqual(["alert 0", "alert 1", "alert 2"]);
		expect(sandbox.ledger.map(({ body }) => (body as { embeds: unknown[] }).embeds.length)).toEqual([3, 1, 1, 1]);
	});

	it("is sent once more without the name that caused it, and never with it again", async () => {
		const { notifier, clock, sandbox, webhooks } = setup({ username: "checkout" });
		sandbox.script(webhooks["info"]!.id, refuse({ username: leaf }));
		notifier.notify(distinct(1));
		await clock.advance(100);
		notifier.notify(distinct(2));
		await clock.advance(100);
		expect(sandbox.ledger.map(({ body }) => (body as { username?: string }).username)).toEqual([
			"checkout",
			undefined,
			undefined,
		]);
		expect(notifier.stats().delivered).toBe(2);
	});

	it("is sent once more without a URL or a file that caused it", async () => {
		const { notifier, clock, sandbox, webhooks } = setup();
		sandbox.script(webhooks["info"]!.id, refuse({ embeds: { 0: { url: leaf } } }));
		notifier.notify({ ...distinct(1), url: "https://example.com/a" });
		await clock.advance(100);
		sandbox.script(webhooks["info"]!.id, { status: 413, body: { message: "Request entity too large", code: 40005 } });
		notifier.notify({ ...distinct(2), files: [{ name: "log.txt", data: "hello" }] });
		await clock.advance(100);
		expect(notifier.stats()).toMatchObject({ delivered: 2, requests: 4 });
		const [first] = sandbox.messages("info");
		expect(JSON.stringify(first!.body["embeds"])).toContain("https://example.com/a");
		expect((first!.body["embeds"] as { url?: string }[])[0]?.url).toBeUndefined();
	});

	it("is not sent again as too large when there is no file to leave out", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.script(webhooks["info"]!.id, { status: 413, body: { message: "Request entity too large", code: 40005 } });
		notifier.notify(distinct(1));
		await clock.advance(60_000);
		expect(sandbox.ledger).toHaveLength(1);
		expect(outcomes).toMatchObject([{ status: "dropped", reason: "rejected", httpStatus: 413 }]);
	});

	it("is not sent again when it is the alert itself", async () => {
		const { notifier, clock, sandbox, webhooks, outcomes } = setup();
		sandbox.script(webhooks["info"]!.id, {
			status: 400,
			body: { message: "Message blocked by harmful links filter", code: 240000 },
		});
		notifier.notify(distinct(1));
		await clock.advance(60_000);
		expect(sandbox.ledger).toHaveLength(1);
		expect(outcomes).toMatchObject([
			{ reason: "rejected", discordCode: 240000, detail: expect.stringContaining("harmful links") },
		]);
		expect(outcomes[0]).not.toHaveProperty("errors");
	});
});
