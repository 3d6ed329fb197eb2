import { readFileSync } from "node:fs";
import { createSandbox, type LocalDiscord, type SandboxOptions } from "@dat/sandbox";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it, onTestFinished } from "vitest";
import { ACTIONS } from "../src/admin/actions.ts";

const description = JSON.parse(readFileSync(new URL("../openapi.json", import.meta.url), "utf8"));
const ajv = new Ajv2020({ strict: false });
ajv.addSchema(description, "api");

interface Told {
	readonly status: number;
	readonly body: any;
}

interface World {
	readonly sandbox: LocalDiscord;
	readonly url: string;
	/** Asks the JSON API, and checks request and answer against its description. */
	ask(request: string, body?: unknown): Promise<Told>;
	post(content: string, channel?: string): Promise<number>;
}

async function open(options: SandboxOptions = {}): Promise<World> {
	const sandbox = createSandbox(options);
	const { url, close } = await sandbox.listen();
	onTestFinished(() => close());
	const alerts = sandbox.createWebhook({ channel: "alerts" });
	const ask: World["ask"] = async (request, body) => {
		const [method = "", path = ""] = request.split(" ");
		const response = await fetch(`${url}/_sandbox/${path}`, {
			method,
			...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
		});
		const told = { status: response.status, body: await response.json() };
		conform(method, path, told);
		return told;
	};
	const post: World["post"] = async (content) => {
		const init = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ content }) };
		return (await fetch(alerts.url(url), init)).status;
	};
	return { sandbox, url, ask, post };
}

function conform(method: string, path: string, { status, body }: Told): void {
	const pattern = `/_sandbox/${path.split("?")[0]!.replace(/^(webhooks|messages)\/.+/, "$1/{id}")}`;
	const operation = description.paths[pattern]?.[method.toLowerCase()];
	if (!operation) return;
	expect(Object.keys(operation.responses), `${method} ${pattern} answers ${status}`).toContain(String(status));
	const schema = `api#/paths/${pattern.replaceAll("/", "~1").replace("{id}", "%7Bid%7D")}/${method.toLowerCase()}/responses/${status}/content/application~1json/schema`;
	const isRight = ajv.validate(schema, body);
	expect(ajv.errorsText(), `${method} ${pattern}`).toBe("No errors");
	expect(isRight).toBe(true);
}

describe("the JSON API", () => {
	it("[E4] is what its OpenAPI file says, and nothing else", async () => {
		const described = Object.entries<any>(description.paths).flatMap(([path, item]) =>
			Object.keys(item)
				.filter((method) => method !== "parameters")
				.map((method) => `${method.toUpperCase()} ${path}`),
		);
		expect(described.sort()).toEqual(Object.keys(ACTIONS).sort());
		const { url } = await open();
		expect(await (await fetch(`${url}/_sandbox/openapi.json`)).json()).toEqual(description);
		expect(ajv.validateSchema({ ...description.components.schemas.Entry })).toBe(true);
	});

	it("[E4] makes webhooks, channels and threads that work at once", async () => {
		const { ask, sandbox } = await open();
		const { status, body } = await ask("POST webhooks", { channel: "ops", name: "Ops" });
		expect([status, (await fetch(body.url)).status]).toEqual([201, 200]);
		expect((await ask("GET webhooks")).body).toHaveLength(2);
		await ask(`PATCH webhooks/${body.id}`, { isDeleted: true });
		expect((await fetch(body.url)).status).toBe(404);
		await ask(`PATCH webhooks/${body.id}`, { isDeleted: false });
		expect((await fetch(body.url)).status).toBe(200);
		const forum = await ask("POST channels", { name: "posts", kind: "forum", tags: ["P0"], isTagRequired: true });
		expect(forum.body).toMatchObject({ kind: "forum", tags: [{ name: "P0" }], isTagRequired: true });
		expect((await ask("GET channels")).body.map(({ name }: any) => name)).toEqual(["alerts", "ops", "posts"]);
		await ask("POST threads", { channel: "alerts", id: "123456789012345678", isLocked: true });
		expect((await ask("GET threads")).body).toMatchObject([{ isLocked: true }]);
		expect(sandbox.state.threads.size).toBe(1);
	});

	it("[E4] shows messages, requests and gauges, and forgets them", async () => {
		const { ask, post, sandbox } = await open();
		for (const content of ["a", "b", "c"]) await post(content);
		expect((await ask("GET messages")).body.map(({ body }: any) => body.content)).toEqual(["a", "b", "c"]);
		expect((await ask("GET messages?channel=info")).body).toEqual([]);
		const [message] = sandbox.messages();
		expect((await ask(`GET messages/${message?.id}`)).body.body.content).toBe("a");
		expect((await ask("GET messages/1")).status).toBe(404);
		expect((await ask("GET ledger")).body).toHaveLength(3);
		expect((await ask("GET ledger?after=0")).body.map(({ index }: any) => index)).toEqual([1, 2]);
		expect((await ask("GET ledger?last=1")).body.map(({ index }: any) => index)).toEqual([2]);
		expect((await ask("GET ledger?webhookId=1")).body).toEqual([]);
		expect((await ask("GET gauges")).body).toMatchObject([{ name: "alerts", bucket: { remaining: 2 } }]);
		await ask("POST reset", {});
		expect((await ask("GET ledger")).body).toEqual([]);
	});

	it("[E4] waits for messages, and says how many there were when it has waited enough", async () => {
		const { ask, post } = await open();
		const waiting = ask("GET wait?count=2&channel=alerts");
		await post("a");
		await post("b");
		expect((await waiting).body).toHaveLength(2);
		expect(await ask("GET wait?count=3&timeoutMs=1")).toEqual({
			status: 408,
			body: { error: "2 of 3 messages after 1 ms" },
		});
	});

	it("[E4] scripts and switches faults", async () => {
		const { ask, post, sandbox } = await open();
		const [webhook] = sandbox.state.webhooks.values();
		await ask("POST script", { webhookId: webhook?.id, faults: ["unavailable", { status: 418, body: "teapot" }] });
		expect((await ask("GET faults")).body.scripted).toEqual({ [webhook!.id]: 2 });
		expect([await post("a"), await post("b"), await post("c")]).toEqual([503, 418, 204]);
		await ask("POST faults", { name: "5xx" });
		expect(await post("a")).toBe(503);
		await ask("DELETE faults");
		expect(await post("a")).toBe(204);
	});

	it("[E4] freezes and moves the clock, which windows, ids and timestamps follow", async () => {
		const { ask, post, sandbox } = await open();
		expect((await ask("POST clock", { freeze: true, atMs: 1_750_000_000_000 })).body).toEqual({
			nowMs: 1_750_000_000_000,
			isFrozen: true,
		});
		for (let count = 0; count < 5; count++) await post("a");
		expect(await post("a")).toBe(429);
		await ask("POST clock", { advanceMs: 2000 });
		expect(await post("a")).toBe(204);
		expect(sandbox.messages().at(-1)?.sentAtMs).toBe(1_750_000_002_000);
		await ask("POST clock", { freeze: false });
		const { nowMs, isFrozen } = (await ask("GET clock")).body;
		expect([isFrozen, nowMs >= 1_750_000_002_000, nowMs < 1_750_000_100_000]).toEqual([false, true, true]);
	});

	it("[E40] publishes its profile, and changes it while it runs", async () => {
		const { ask, post } = await open({ profile: { ban: "html" }, seed: 7 });
		expect((await ask("GET profile")).body).toMatchObject({
			version: expect.any(String),
			seed: 7,
			profile: { ban: "html", emptyFields: "allow" },
			limits: { bucket: { max: 5, windowMs: 2000 } },
			switches: { ban: { default: "json", choices: ["json", "text", "html"] } },
		});
		await ask("PATCH profile", {
			profile: { ban: "text" },
			limits: { bucket: { max: 1, windowMs: 60_000 } },
			clockSkewMs: 5,
		});
		expect([await post("a"), await post("b")]).toEqual([204, 429]);
		expect((await ask("GET profile")).body).toMatchObject({ profile: { ban: "text" }, clockSkewMs: 5 });
	});

	it.each<[string, unknown, number, string]>([
		["GET nothing", undefined, 404, "There is GET /_sandbox/profile, "],
		["POST webhooks", "{", 400, "the body is no JSON"],
		["POST webhooks", [], 400, "the body must be a JSON object"],
		["POST channels", {}, 400, '"name" is missing: write {"name": "…"}'],
		["POST channels", { name: "a", kind: "voice" }, 400, '"kind" must be one of text, forum, media'],
		["POST threads", { channel: "a", isLocked: "yes" }, 400, '"isLocked" must be true or false'],
		["PATCH webhooks/1", { isDeleted: true }, 404, "nothing has the id 1"],
		["POST script", { webhookId: "1", faults: [] }, 404, "nothing has the id 1"],
		["POST faults", { name: "nonsense" }, 400, 'no fault "nonsense": give an object, or one of 429-storm | '],
		["POST faults", { name: "mine", fault: { stauts: 500 } }, 400, 'a fault has no "stauts": take name, status, '],
		["POST faults", { name: "mine", fault: { status: 99 } }, 400, `a fault's "status" cannot be 99`],
		["GET wait?count=many", undefined, 400, "count=many is no number: write count=10"],
		["POST clock", { advanceMs: "1" }, 400, '"advanceMs" and "atMs" must be numbers, ms'],
		["PATCH profile", { profile: { ban: "x" } }, 400, 'ban cannot be "x": take json or text or html'],
		[
			"PATCH profile",
			{ limits: { bucket: 5 } },
			400,
			'bucket cannot be 5: write {"max": 5, "windowMs": 2000} or false',
		],
		["PATCH profile", { limits: { buckets: false } }, 400, 'no limit "buckets": take one of bucket, '],
	])("%s with %j is %i: %s", async (request, body, status, error) => {
		const { ask } = await open();
		expect(await ask(request, body)).toEqual({ status, body: { error: expect.stringContaining(error) } });
	});

	it("is not for pages of other origins", async () => {
		const { url } = await open();
		const ask = async (origin: string): Promise<number> =>
			(await fetch(`${url}/_sandbox/webhooks`, { headers: { origin } })).status;
		expect([await ask("https://evil.example"), await ask(url)]).toEqual([403, 200]);
	});
});
