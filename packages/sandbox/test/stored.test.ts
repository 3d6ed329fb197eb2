import { describe, expect, it } from "vitest";
import { setup } from "./setup.ts";
import { codesOf, multipart } from "./setup-forms.ts";

describe("what is stored", () => {
	it("[E9][E13][E14][E22] is stripped, coerced and freed of what Discord does not keep", async () => {
		const { post } = setup();
		const embed = {
			type: "video",
			provider: { name: "x" },
			title: " a\u00a0",
			color: "255.4",
			timestamp: "2026-01-01T02:00:00.1234567+02:00",
			footer: { text: " f ", proxy_icon_url: "https://example.com" },
			fields: [{ name: "n ", value: " v" }],
		};
		const { body } = await post({ content: " \ud800b\u001f", embeds: [embed], username: " dat " }, "?wait=true");
		expect(body).toMatchObject({ content: "b", author: { username: "dat" } });
		expect(body.embeds).toEqual([
			{
				type: "rich",
				title: "a",
				color: 255,
				timestamp: "2026-01-01T00:00:00.123456+00:00",
				footer: { text: "f" },
				fields: [{ name: "n", value: "v", inline: false }],
			},
		]);
	});

	it("[E22] shows no embeds when they are suppressed", async () => {
		const { post, sandbox } = setup();
		expect((await post({ embeds: [{ title: "a" }], flags: 4 }, "?wait=true")).body.embeds).toEqual([]);
		expect(sandbox.messages()[0]?.body.embeds).toHaveLength(1);
	});

	it("[E20] has an id by the clock, and answers with 200 when there are files, asked or not", async () => {
		const { call, path, clock } = setup();
		const answer = await call(`/api/v10${path}`, await multipart({ "files[0]": ["x", "a.png"] }));
		expect(answer.status).toBe(200);
		expect(Number(BigInt(answer.body.id) >> 22n) + 1_420_070_400_000).toBe(clock.ms);
	});

	it("[E23] tells of each file its id, name, size, type and where it would lie", async () => {
		const { call, path } = setup();
		const about = [{ id: 0, description: "a graph", filename: "renamed.png", is_spoiler: true }];
		const { body } = await call(
			`/api/v10${path}`,
			await multipart({ payload_json: JSON.stringify({ attachments: about }), "files[0]": ["xyz", "a.png"] }),
		);
		expect(body.attachments).toMatchObject([
			{
				id: expect.stringMatching(/^\d+$/),
				filename: "SPOILER_renamed.png",
				size: 3,
				content_type: "image/png",
				description: "a graph",
				url: expect.stringMatching(/^https:\/\/cdn\.discordapp\.com\/attachments\/\d+\/\d+\/SPOILER_renamed\.png$/),
			},
		]);
	});

	it("[E23] is refused when the whole request is too large", async () => {
		const { post } = setup({ limits: { requestBytes: 100 } });
		expect(await post({ content: "x".repeat(100) })).toMatchObject({ status: 413, body: { code: 40005 } });
	});
});

describe("embeds that show an uploaded file", () => {
	it.each([
		["image", "a.png", []],
		["thumbnail", "a.png", []],
		["image", "b.pdf", ["embeds.0.image.url ATTACHMENT_NOT_FOUND"]],
		["image", "other.png", ["embeds.0.image.url ATTACHMENT_NOT_FOUND"]],
	])("[E12] as %s: %s", async (place, name, codes) => {
		const { call, path } = setup();
		const payload = { embeds: [{ [place]: { url: `attachment://${name}` } }] };
		const parts = {
			payload_json: JSON.stringify(payload),
			"files[0]": ["x", "a.png"],
			"files[1]": ["y", "b.pdf"],
		} as const;
		expect(codesOf((await call(`/api/v10${path}`, await multipart(parts))).body.errors)).toEqual(codes);
	});

	it("[E12] never as the link of the embed itself", async () => {
		const { post } = setup();
		expect(codesOf((await post({ embeds: [{ url: "attachment://a.png" }] })).body.errors)).toEqual([
			"embeds.0.url URL_TYPE_INVALID_SCHEME",
		]);
	});
});

describe("switches", () => {
	it("[E11] emptyFields may refuse what is usually taken", async () => {
		const embeds = [{ fields: [{ name: "", value: "v" }] }];
		expect((await setup().post({ embeds })).status).toBe(204);
		const { body } = await setup({ profile: { emptyFields: "reject" } }).post({ embeds });
		expect(codesOf(body.errors)).toEqual(["embeds.0.fields.0.name BASE_TYPE_BAD_LENGTH"]);
	});

	it("[E15] reservedNames may hold inside longer names", async () => {
		const send = async (reservedNames: "exact" | "substring", username: string): Promise<number> =>
			(await setup({ profile: { reservedNames } }).post({ content: "a", username })).status;
		expect([await send("exact", "Here"), await send("exact", "groundsphere")]).toEqual([400, 204]);
		expect(await send("substring", "groundsphere")).toBe(400);
	});

	it("[E21] mentionDefault says who is pinged without allowed_mentions", async () => {
		const { post, sandbox } = setup({ profile: { mentionDefault: "all" } });
		await post({ content: "@here <@&223456789012345678>" });
		expect(sandbox.messages()[0]?.notified).toEqual({ everyone: true, users: [], roles: ["223456789012345678"] });
	});

	it("[E21] texts of components ping like content", async () => {
		const { post, sandbox } = setup();
		const components = [{ type: 17, components: [{ type: 10, content: "<@123456789012345678>" }] }];
		await post({ flags: 1 << 15, components }, "?with_components=true");
		expect(sandbox.messages()[0]?.notified.users).toEqual(["123456789012345678"]);
	});

	it("a wrong one is refused with what to write", () => {
		expect(() => setup({ profile: { ban: "rude" as never } })).toThrow(
			'ban cannot be "rude": take json or text or html',
		);
		expect(() => setup({ profile: { bans: 1 } as never })).toThrow('no switch "bans": take one of emptyFields, ');
	});
});
