import { describe, expect, it } from "vitest";
import { setup } from "./setup.ts";
import { codesOf, json, multipart, urlencoded } from "./setup-forms.ts";

const EXPECTED =
	"Expected \"Content-Type\" header to be one of {'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'}.";

describe("content types", () => {
	it.each([["text/plain"], [undefined]])(
		"[E5] refuses %s with the types it takes, in the version's shape",
		async (type) => {
			const { call, path } = setup();
			const init = { method: "POST", headers: type === undefined ? {} : { "content-type": type }, body: "{}" };
			expect(await call(`/api/v10${path}`, init)).toMatchObject({
				status: 400,
				body: { code: 50035, errors: { _errors: [{ code: "CONTENT_TYPE_INVALID", message: EXPECTED }] } },
			});
			expect((await call(`/api${path}`, init)).body).toEqual({ _misc: [EXPECTED] });
		},
	);

	it("[E5] takes JSON, multipart and urlencoded bodies", async () => {
		const { call, path, sandbox } = setup();
		await call(`/api/v10${path}`, json("POST", { content: "json" }));
		await call(`/api/v10${path}`, await multipart({ content: "multipart" }));
		await call(`/api/v10${path}`, urlencoded({ content: "urlencoded" }));
		expect(sandbox.messages().map(({ body }) => body.content)).toEqual(["json", "multipart", "urlencoded"]);
	});
});

describe("multipart bodies", () => {
	it("[E6] are what payload_json says, whatever else is in them", async () => {
		const { call, path, sandbox } = setup();
		await call(
			`/api/v10${path}`,
			await multipart({ payload_json: '{"content":"from json"}', content: "flat", unknown: "ignored" }),
		);
		expect(sandbox.messages()[0]?.body.content).toBe("from json");
	});

	it("[E6] hold a file in every part with a filename, whatever its name; others name no file", async () => {
		const { call, path, sandbox } = setup();
		await call(
			`/api/v10${path}`,
			await multipart({ file: ["1", "a.png"], "files[7]": ["22", "b.png"], _x: ["333", "c.png"] }),
		);
		expect(sandbox.messages()[0]?.files.map(({ filename, size }) => `${filename} ${size}`)).toEqual([
			"a.png 1",
			"b.png 2",
			"c.png 3",
		]);
		expect(sandbox.ledger[0]?.parts.map(({ part }) => part)).toEqual(["file", "files[7]", "_x"]);
	});

	it("[E6] name in attachments only what files[n] brought", async () => {
		const { call, path } = setup();
		const send = async (id: number): Promise<unknown> =>
			call(
				`/api/v10${path}`,
				await multipart({
					payload_json: JSON.stringify({ attachments: [{ id, description: "what it shows" }] }),
					"files[3]": ["x", "a.png"],
					file: ["y", "b.png"],
				}),
			);
		expect(await send(3)).toMatchObject({ status: 200, body: { attachments: [{ description: "what it shows" }, {}] } });
		const refused = (await send(0)) as { status: number; body: { errors: unknown } };
		expect([refused.status, codesOf(refused.body.errors)]).toEqual([400, ["attachments.0.id ATTACHMENT_NOT_FOUND"]]);
	});
});

describe("flat bodies", () => {
	it("[E7] hold texts only: tts and flags are coerced, anything nested is no field", async () => {
		const { call, path, sandbox } = setup();
		await call(`/api/v10${path}`, urlencoded({ content: "a", tts: "true", flags: "4096", embeds: "[{}]" }));
		await call(`/api/v10${path}`, await multipart({ content: "a", tts: "1", flags: "4096" }));
		expect(sandbox.messages().map(({ body }) => [body["tts"], body.flags, body.embeds])).toEqual([
			[true, 4096, []],
			[true, 4096, []],
		]);
		const refused = await call(`/api/v10${path}`, urlencoded({ content: "a", tts: "perhaps", flags: "many" }));
		expect(codesOf(refused.body.errors)).toEqual(["tts BOOLEAN_TYPE_CONVERT", "flags NUMBER_TYPE_COERCE"]);
	});

	it("[E7] ignore payload_json when urlencoded, as long as the profile says so", async () => {
		for (const [read, status] of [
			["ignore", 400],
			["read", 204],
		] as const) {
			const { call, path } = setup({ profile: { urlencodedPayload: read } });
			expect((await call(`/api/v10${path}`, urlencoded({ payload_json: '{"content":"a"}' }))).status).toBe(status);
		}
	});
});

describe("queries and unknown keys", () => {
	it.each([
		["True", 200],
		["true", 200],
		["1", 200],
		["False", 204],
		["false", 204],
		["0", 204],
		["TRUE", 400],
		["yes", 400],
		["", 400],
	])("[E8] wait=%s is answered with %i", async (wait, status) => {
		const { post } = setup();
		const answer = await post({ content: "a" }, `?wait=${wait}`);
		expect(answer.status).toBe(status);
		if (status === 400) expect(codesOf(answer.body.errors)).toEqual(["wait BOOLEAN_TYPE_CONVERT"]);
	});

	it("[E8] unknown keys are ignored, and null is absent", async () => {
		const { post } = setup();
		expect((await post({ text: "not a field" })).body).toMatchObject({ code: 50006 });
		const nulls = { username: null, avatar_url: null, embeds: null, allowed_mentions: null, poll: null, flags: null };
		expect((await post({ content: "a", text: 1, ...nulls })).status).toBe(204);
	});
});
