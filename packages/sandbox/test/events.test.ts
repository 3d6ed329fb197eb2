import { FAULTS, type SandboxEvent, STANDING_FAULTS, startServer } from "@dat/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import { setup } from "./setup.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** Reads a stream of events until it has so many. */
async function read(url: string, count: number, headers: Record<string, string> = {}): Promise<string[][]> {
	const controller = new AbortController();
	const response = await fetch(url, { headers, signal: controller.signal });
	const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
	let text = "";
	const events = (): string[][] =>
		text
			.split("\n\n")
			.slice(0, -1)
			.filter((event) => event.includes("event: "))
			.map((event) => event.split("\n"));
	while (events().length < count) {
		const { value, done } = await reader.read();
		if (done) break;
		text += value;
	}
	await reader.cancel();
	controller.abort();
	return events();
}

describe("events", () => {
	it("tell each request and what it did, in order and numbered", async () => {
		const { post, call, path, sandbox, webhook } = setup();
		const heard: SandboxEvent[] = [];
		const stop = sandbox.events.subscribe((event) => heard.push(event));
		const { body } = await post({ content: "a" }, "?wait=true");
		const target = `/api/v10${path}/messages/${body.id}`;
		await call(target, { method: "PATCH", headers: JSON_TYPE, body: '{"content":"b"}' });
		await call(target, { method: "DELETE" });
		sandbox.stand("outage", STANDING_FAULTS.outage);
		sandbox.reset();
		await call(`/api/v10${path}`, { method: "DELETE" });
		stop();
		await call(`/api/v10${path}`);
		expect(heard.map(({ type }) => type)).toEqual(
			"request message request edit request delete faults reset faults request webhook".split(" "),
		);
		expect(heard.map(({ id }) => id)).toEqual(heard.map((_, index) => (heard[0]?.id ?? 0) + index));
		expect(heard[5]).toMatchObject({ messageId: body.id, channel: "alerts" });
		expect(heard[6]).toMatchObject({ standing: [{ name: "outage" }] });
		expect(heard.at(-1)).toMatchObject({ webhook: { id: webhook.id, isDeleted: true } });
		expect(JSON.stringify(heard)).not.toContain(webhook.token);
	});

	it("go out as server-sent events and resume after the last one that was seen", async () => {
		const { sandbox, post } = setup();
		const server = await startServer(sandbox);
		onTestFinished(() => server.close());
		const first = sandbox.events.lastId;
		await post({ content: "a" });
		await post({ content: "b" });
		const all = await read(`${server.url}/_sandbox/events?after=${first}`, 4);
		expect(all.map((lines) => lines[1])).toEqual(
			["request", "message", "request", "message"].map((t) => `event: ${t}`),
		);
		const rest = await read(`${server.url}/_sandbox/events`, 2, { "last-event-id": String(first + 2) });
		expect(rest).toEqual(all.slice(2));
		const gap = await read(`${server.url}/_sandbox/events?after=99999`, 1);
		expect(gap[0]?.slice(0, 2)).toEqual([`id: ${sandbox.events.lastId}`, "event: gap"]);
	});
});

describe("standing faults", () => {
	it("answer every request until they are switched off, for one webhook or for all", async () => {
		const { sandbox, post, call, webhook } = setup();
		const other = sandbox.createWebhook({ channel: "info" });
		const getOther = async (): Promise<number> => (await call(`/api/v10/webhooks/${other.id}/${other.token}`)).status;
		sandbox.stand("5xx", STANDING_FAULTS["5xx"], webhook.id);
		expect([(await post({ content: "a" })).status, await getOther()]).toEqual([503, 200]);
		sandbox.stand("429-storm", STANDING_FAULTS["429-storm"]);
		expect([(await post({ content: "a" })).status, await getOther()]).toEqual([429, 429]);
		expect(sandbox.ledger.at(-1)).toMatchObject({ fault: "429-storm", limitedBy: "user" });
		sandbox.stand("429-storm", undefined);
		sandbox.stand("5xx", undefined, webhook.id);
		sandbox.stand("deleted", STANDING_FAULTS.deleted, webhook.id);
		expect([(await post({ content: "a" })).status, await getOther()]).toEqual([404, 200]);
		sandbox.stand("deleted", undefined, webhook.id);
		expect((await post({ content: "a" })).status).toBe(204);
	});

	it("slow other answers down without changing them; scripted answers come before them", async () => {
		const slept: number[] = [];
		const { sandbox, post, webhook } = setup({ sleep: async (ms) => void slept.push(ms) });
		sandbox.stand("slow", { delayMs: 700 });
		expect((await post({ content: "a" }, "?wait=true")).body.content).toBe("a");
		sandbox.stand("5xx", STANDING_FAULTS["5xx"]);
		expect((await post({ content: "a" })).status).toBe(503);
		sandbox.script(webhook.id, FAULTS.dead);
		expect((await post({ content: "a" })).status).toBe(404);
		expect(slept).toEqual([700, 700]);
	});

	it("are switched by the JSON API, which names what there is", async () => {
		const { sandbox, webhook } = setup();
		const server = await startServer(sandbox);
		onTestFinished(() => server.close());
		const faults = async (body: object): Promise<Response> =>
			fetch(`${server.url}/_sandbox/faults`, { method: "POST", body: JSON.stringify(body) });
		expect(await (await faults({ name: "outage", webhookId: webhook.id })).json()).toMatchObject({
			standing: [{ name: "outage", webhookId: webhook.id }],
			available: { standing: ["429-storm", "5xx", "outage", "slow", "deleted"] },
		});
		await expect(fetch(webhook.url(server.url))).rejects.toThrow();
		await faults({ name: "outage", webhookId: webhook.id, on: false });
		await faults({ name: "mine", fault: { status: 418, body: "teapot" } });
		expect((await fetch(webhook.url(server.url))).status).toBe(418);
		await fetch(`${server.url}/_sandbox/faults`, { method: "DELETE" });
		expect((await fetch(webhook.url(server.url))).status).toBe(200);
		const refused = await faults({ name: "nonsense" });
		expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining("429-storm | 5xx | outage")]);
	});
});
