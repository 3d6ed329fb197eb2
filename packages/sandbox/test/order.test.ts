import { FAULTS, type SandboxOptions } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { setup } from "./setup.ts";
import { codesOf, json } from "./setup-forms.ts";

describe("routes", () => {
	it.each([6, 7, 8, 9, 10])("[E1] serves v%i, and is exact about ids and tokens", async (version) => {
		const { call, path, webhook } = setup();
		expect((await call(`/api/v${version}${path}`)).status).toBe(200);
		expect((await call(`/api/v${version}/webhooks/${webhook.id}/${webhook.token.toLowerCase()}`)).status).toBe(401);
		expect((await call(`/api/v${version}/webhooks/0${webhook.id}/${webhook.token}`)).status).toBe(400);
	});

	it("[E2] takes what was written for Slack, waits for it, and answers ok", async () => {
		const { call, path, sandbox } = setup();
		const attachment = { title: "DB down", title_link: "https://example.com", color: "#ff0000", text: "p99" };
		const slack = {
			text: "a",
			username: "dat",
			attachments: [{ ...attachment, fields: [{ title: "n", value: "v" }] }],
		};
		const answer = await call(`/api/v10${path}/slack`, json("POST", slack));
		expect([answer.status, answer.body, answer.header("content-type")]).toEqual([
			200,
			"ok",
			"text/html; charset=utf-8",
		]);
		expect(sandbox.messages()[0]).toMatchObject({
			username: "dat",
			body: {
				content: "a",
				embeds: [{ title: "DB down", url: "https://example.com", color: 0xff0000, fields: [{ name: "n" }] }],
			},
		});
		expect((await call(`/api/v10${path}/slack?wait=false`, json("POST", slack))).status).toBe(204);
		expect((await call(`/api/v10${path}/slack`)).status).toBe(200);
	});

	it("[E2] takes GitHub's events, and posts nothing for those it does not know", async () => {
		const { call, path, sandbox } = setup();
		const send = async (event: string): Promise<number> => {
			const init = json("POST", { sender: { login: "octocat" }, repository: { full_name: "o/r" }, action: "opened" });
			return (await call(`/api/v10${path}/github`, { ...init, headers: { ...init.headers, "x-github-event": event } }))
				.status;
		};
		expect([await send("issues"), await send("star")]).toEqual([204, 204]);
		expect(sandbox.messages()).toMatchObject([{ body: { embeds: [{ title: "[o/r] issues opened" }] } }]);
	});

	it("[E2] has nothing else below a webhook", async () => {
		const { call, path } = setup();
		expect(await call(`/api/v10${path}/teams`, json("POST", {}))).toMatchObject({ status: 404, body: { code: 0 } });
		expect(await call(`/api/v10${path}/messages/1`, json("POST", {}))).toMatchObject({
			status: 405,
			body: { message: "405: Method Not Allowed", code: 0 },
		});
	});
});

describe("the order of checks", () => {
	/** Each request fails all that follow, too; what comes first is told. */
	const python = { "user-agent": "Python-urllib/3" };
	const good = { "content-type": "application/json" };
	const wrong = "?wait=perhaps";
	const bad = JSON.stringify({ content: "x".repeat(2001), thread_name: "t" });
	const nowhere = JSON.stringify({ content: " ", thread_name: "t" });
	it.each<[string, string, { headers: Record<string, string>; body: string }, number | string]>([
		["the edge", "/webhooks/x/y?wait=perhaps", { headers: python, body: "{" }, "error code: 1010"],
		["the id's syntax", "/webhooks/x/y?wait=perhaps", { headers: {}, body: "{" }, 50035],
		["the webhook", `/webhooks/${"9".repeat(18)}/y?wait=perhaps`, { headers: {}, body: "{" }, 10015],
		["the token", "ID/y?wait=perhaps", { headers: {}, body: "{" }, 50027],
		["the content type", `PATH${wrong}`, { headers: {}, body: "{" }, "CONTENT_TYPE_INVALID"],
		["the JSON", `PATH${wrong}`, { headers: good, body: "{" }, 50109],
		["the query", `PATH${wrong}`, { headers: good, body: bad }, "BOOLEAN_TYPE_CONVERT"],
		["the form", "PATH", { headers: good, body: bad }, "BASE_TYPE_MAX_LENGTH"],
		["the place", "PATH", { headers: good, body: nowhere }, 220003],
		["emptiness", "PATH", { headers: good, body: '{"content":" "}' }, 50006],
	])("[E3] comes to %s in its turn", async (_, target, { headers, body }, told) => {
		const { call, path, webhook } = setup();
		const full = `/api/v10${target.replace("PATH", path).replace("ID", `/webhooks/${webhook.id}`)}`;
		const answer = await call(full, { method: "POST", headers, body });
		expect(typeof told === "number" ? answer.body.code : JSON.stringify(answer.body)).toEqual(
			typeof told === "number" ? told : expect.stringContaining(told),
		);
	});

	it("[E3] starts with scripted faults, then the edge, then rate limits", async () => {
		const options: SandboxOptions = { limits: { bucket: { max: 0, windowMs: 1000 } } };
		const { call, path, sandbox, webhook } = setup(options);
		sandbox.script(webhook.id, FAULTS.unavailable);
		const send = async (headers: Record<string, string>): Promise<number> =>
			(await call(`/api/v10${path}`, { method: "POST", headers, body: "{" })).status;
		expect([await send(python), await send(python), await send({})]).toEqual([503, 403, 429]);
	});

	it("[E3] may look at the form before the webhook, if the profile says so", async () => {
		const { call } = setup({ profile: { firstCheck: "form" } });
		const target = `/api/v10/webhooks/${"9".repeat(18)}/y`;
		expect(codesOf((await call(target, json("POST", { username: "" }))).body.errors)).toEqual([
			"username BASE_TYPE_BAD_LENGTH",
		]);
		expect((await call(target, json("POST", { content: "a" }))).body.code).toBe(10015);
	});
});
