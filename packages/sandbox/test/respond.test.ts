import { describe, expect, it } from "vitest";
import { setup } from "./setup.ts";

describe("routes and order of checks", () => {
	it.each([
		["/api/v10/nothing", 404, 0],
		["/api/v5/webhooks/1/2", 400, 50041],
		["/api/v11/webhooks/1/2", 400, 50041],
		[`/api/v10/webhooks/${"9".repeat(18)}/x`, 404, 10015],
	])("[E1][E2] answers %s with %i and code %i", async (target, status, code) => {
		const { call } = setup();
		expect(await call(target)).toMatchObject({ status, body: { code } });
	});

	it("[E2] refuses a wrong token with 401/50027, a wrong method with 405, an id that is no number", async () => {
		const { call, webhook, path } = setup();
		expect(await call(`/api/v10/webhooks/${webhook.id}/wrong`)).toMatchObject({
			status: 401,
			body: { code: 50027, message: "Invalid Webhook Token" },
		});
		expect(await call(`/api/v10${path}`, { method: "PUT" })).toMatchObject({ status: 405 });
		expect(await call("/api/v10/webhooks/abc/x")).toMatchObject({ status: 400, body: { code: 50035 } });
	});

	it("[E20] answers 204 without a body, or 200 with the message when asked to wait", async () => {
		const { post, webhook } = setup();
		expect(await post({ content: "a" })).toMatchObject({ status: 204, body: "" });
		expect(await post({ content: " b " }, "?wait=true")).toMatchObject({
			status: 200,
			body: {
				content: "b",
				author: { id: webhook.id, bot: true, discriminator: "0000" },
				webhook_id: webhook.id,
				mention_everyone: false,
				timestamp: expect.stringMatching(/\.\d{6}\+00:00$/),
			},
		});
		expect(await post({ content: "c" }, "?wait=maybe")).toMatchObject({
			status: 400,
			body: { errors: { wait: { _errors: [{ code: "BOOLEAN_TYPE_CONVERT" }] } } },
		});
	});

	it("[E5] tells content types, broken JSON and emptiness apart", async () => {
		const { call, path, post } = setup();
		expect(
			await call(`/api/v10${path}`, { method: "POST", headers: { "content-type": "text/plain" }, body: "{}" }),
		).toMatchObject({ status: 400, body: { code: 50035 } });
		expect(
			await call(`/api/v10${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: "{" }),
		).toMatchObject({ status: 400, body: { code: 50109 } });
		expect(await post({ content: " \u00a0" })).toMatchObject({ status: 400, body: { code: 50006 } });
		expect(await post({ embeds: [] })).toMatchObject({ status: 400, body: { code: 50006 } });
	});

	it("[E1][E19] answers unversioned URLs in the old shape, list items as their index", async () => {
		const { post } = setup();
		const body = { content: "x".repeat(2001), embeds: [{ title: "fine" }, { title: "x".repeat(257) }] };
		expect((await post(body, "", "")).body).toEqual({ content: ["Must be 2000 or fewer in length."], embeds: ["1"] });
		expect(Object.keys((await post(body)).body.errors)).toEqual(["content", "embeds"]);
	});

	it("[E38] keeps the token out of its ledger", async () => {
		const { post, sandbox, webhook } = setup();
		await post({ content: "a" });
		expect(JSON.stringify(sandbox.ledger)).not.toContain(webhook.token);
	});
});

describe("a webhook and its own messages", () => {
	it("can be read, renamed and deleted by its token", async () => {
		const { call, path, webhook } = setup();
		expect(await call(`/api/v10${path}`)).toMatchObject({
			status: 200,
			body: { id: webhook.id, type: 1, channel_id: webhook.channelId },
		});
		const init = { method: "PATCH", headers: { "content-type": "application/json" }, body: '{"name":" New "}' };
		expect(await call(`/api/v10${path}`, init)).toMatchObject({ status: 200, body: { name: "New" } });
		expect(await call(`/api/v10${path}`, { method: "DELETE" })).toMatchObject({ status: 204 });
		expect(await call(`/api/v10${path}`)).toMatchObject({ status: 404, body: { code: 10015 } });
	});

	it("can be read, edited and deleted, in a thread only with the thread's id", async () => {
		const { post, call, path, sandbox } = setup();
		sandbox.createThread({ channel: "alerts", id: "123456789012345678" });
		const { body } = await post({ content: "a" }, "?wait=true&thread_id=123456789012345678");
		const target = `/api/v10${path}/messages/${body.id}`;
		expect(await call(target)).toMatchObject({ status: 404, body: { code: 10008 } });
		const inThread = `${target}?thread_id=123456789012345678`;
		const init = {
			method: "PATCH",
			headers: { "content-type": "application/json" },
			body: JSON.stringify({ content: "@everyone", allowed_mentions: { parse: ["everyone"] } }),
		};
		expect(await call(inThread, init)).toMatchObject({
			status: 200,
			body: { content: "@everyone", mention_everyone: true, edited_timestamp: expect.any(String) },
		});
		expect(await call(inThread, { method: "DELETE" })).toMatchObject({ status: 204 });
		expect(sandbox.messages()).toEqual([]);
	});
});

describe("who would be notified", () => {
	const text = "@everyone <@123456789012345678> <@&223456789012345678>";
	it.each([
		["no allowed_mentions means users", undefined, { everyone: false, users: ["123456789012345678"], roles: [] }],
		["an empty object means nobody", {}, { everyone: false, users: [], roles: [] }],
		["parse everyone", { parse: ["everyone"] }, { everyone: true, users: [], roles: [] }],
		[
			"listed ids only",
			{ roles: ["223456789012345678", "323456789012345678"] },
			{ everyone: false, users: [], roles: ["223456789012345678"] },
		],
	])("[E21] %s", async (_, allowed, notified) => {
		const { post, sandbox } = setup();
		await post({ content: text, allowed_mentions: allowed, embeds: [{ description: text }] });
		expect(sandbox.messages()[0]?.notified).toEqual(notified);
	});

	it("[E21] never comes from embeds", async () => {
		const { post, sandbox } = setup();
		await post({ embeds: [{ description: text }], allowed_mentions: { parse: ["everyone", "users", "roles"] } });
		expect(sandbox.messages()[0]?.notified).toEqual({ everyone: false, users: [], roles: [] });
	});
});

describe("multipart bodies", () => {
	it("read payload_json and every part with a filename, byte for byte", async () => {
		const { call, path, sandbox } = setup();
		const form = new FormData();
		form.set("payload_json", JSON.stringify({ content: "grüße" }));
		form.set("files[0]", new Blob([new Uint8Array([0, 13, 10, 45, 45, 255])]), "ü.bin");
		const response = new Response(form);
		const answer = await call(`/api/v10${path}`, {
			method: "POST",
			headers: Object.fromEntries(response.headers),
			body: new Uint8Array(await response.arrayBuffer()),
		});
		expect(answer).toMatchObject({
			status: 200,
			body: { content: "grüße", attachments: [{ filename: "ü.bin", size: 6 }] },
		});
		expect(sandbox.messages()[0]?.files).toMatchObject([{ filename: "ü.bin", size: 6 }]);
	});

	it("[E23] are too large with 413/40005, and have at most 10 files", async () => {
		const { call, path } = setup({ limits: { fileBytes: 4 } });
		const send = async (sizes: readonly number[]): Promise<unknown> => {
			const form = new FormData();
			for (const [index, size] of sizes.entries())
				form.set(`files[${index}]`, new Blob([new Uint8Array(size)]), `${index}`);
			const response = new Response(form);
			return call(`/api/v10${path}`, {
				method: "POST",
				headers: Object.fromEntries(response.headers),
				body: new Uint8Array(await response.arrayBuffer()),
			});
		};
		expect(await send([5])).toMatchObject({ status: 413, body: { code: 40005 } });
		expect(await send(Array.from({ length: 11 }, () => 1))).toMatchObject({ status: 400 });
		expect(await send([4])).toMatchObject({ status: 200 });
	});
});
