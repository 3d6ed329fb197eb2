import { describe, expect, it } from "vitest";
import { setup } from "./setup.ts";
import { json, multipart } from "./setup-forms.ts";

describe("threads of a text channel", () => {
	it("[E24] take messages by thread_id, wake up, and are what the message says is its channel", async () => {
		const { post, sandbox } = setup();
		const thread = sandbox.createThread({ channel: "alerts", isArchived: true });
		const { body } = await post({ content: "a" }, `?wait=true&thread_id=${thread.id}`);
		expect(body.channel_id).toBe(thread.id);
		expect(thread.isArchived).toBe(false);
	});

	it("[E24] of another channel, and unknown ones, are 400/10003; new ones cannot be opened here", async () => {
		const { post, sandbox } = setup();
		const other = sandbox.createThread({ channel: "info" });
		for (const id of [other.id, "123456789012345678"])
			expect(await post({ content: "a" }, `?thread_id=${id}`)).toMatchObject({ status: 400, body: { code: 10003 } });
		expect(await post({ content: "a", thread_name: "t" })).toMatchObject({ status: 400, body: { code: 220003 } });
		expect((await post({ content: "a" }, "?thread_id=x")).body.errors.thread_id._errors[0].code).toBe(
			"NUMBER_TYPE_COERCE",
		);
	});

	it("[E24] may be accepted unknown, and refused locked, by the profile", async () => {
		const { post, sandbox } = setup({ profile: { unknownThreads: "accept", lockedThreads: "refuse" } });
		expect((await post({ content: "a" }, "?thread_id=123456789012345678")).status).toBe(204);
		const { id } = sandbox.createThread({ channel: "alerts", isLocked: true });
		expect((await post({ content: "a" }, `?thread_id=${id}`)).body).toMatchObject({ code: 160005 });
	});
});

describe("forums", () => {
	it("[E24] open a post that shares its id with its first message, and take more by its id", async () => {
		const { post, call, path, sandbox } = setup();
		sandbox.createChannel({ name: "alerts", kind: "forum" });
		const { body } = await post({ content: "a", thread_name: "DB down" }, "?wait=true");
		expect(body.channel_id).toBe(body.id);
		expect(sandbox.state.threads.get(body.id)).toMatchObject({ name: "DB down" });
		expect((await post({ content: "b" }, `?wait=true&thread_id=${body.id}`)).body.channel_id).toBe(body.id);
		expect((await call(`/api/v10${path}/messages/${body.id}`)).status).toBe(404);
		expect((await call(`/api/v10${path}/messages/${body.id}?thread_id=${body.id}`)).status).toBe(200);
	});

	it("[E24] refuse neither (220001), both (220002), services (220004)", async () => {
		const { post, call, path, sandbox } = setup();
		sandbox.createChannel({ name: "alerts", kind: "media" });
		expect((await post({ content: "a" })).body).toMatchObject({ code: 220001 });
		const { id } = sandbox.createThread({ channel: "alerts" });
		expect((await post({ content: "a", thread_name: "t" }, `?thread_id=${id}`)).body).toMatchObject({ code: 220002 });
		expect((await call(`/api/v10${path}/slack`, json("POST", { text: "a" }))).body).toMatchObject({ code: 220004 });
	});

	it("[E24] know their tags (10087), and may demand one (40067)", async () => {
		const { post, sandbox } = setup();
		const forum = sandbox.createChannel({ name: "alerts", kind: "forum", tags: ["P0", "P1"], isTagRequired: true });
		const open = async (tags?: string[]): Promise<unknown> =>
			(await post({ content: "a", thread_name: "t", applied_tags: tags })).body.code;
		expect([await open(), await open(["123"]), await open([forum.tags[0]!.id])]).toEqual([40067, 10087, undefined]);
	});
});

describe("own messages", () => {
	it("[E25] are found by webhook and thread only", async () => {
		const { post, call, path, sandbox } = setup();
		const thread = sandbox.createThread({ channel: "alerts" });
		const { body } = await post({ content: "a" }, `?wait=true&thread_id=${thread.id}`);
		const other = sandbox.createWebhook({ channel: "alerts" });
		const query = `?thread_id=${thread.id}`;
		const get = async (target: string): Promise<unknown> => (await call(`/api/v10${target}`)).body.code ?? "found";
		expect(await get(`${path}/messages/${body.id}${query}`)).toBe("found");
		expect(await get(`${path}/messages/${body.id}`)).toBe(10008);
		expect(await get(`${path}/messages/1${query}`)).toBe(10008);
		expect(await get(`/webhooks/${other.id}/${other.token}/messages/${body.id}${query}`)).toBe(10008);
	});

	it("[E25] keep what an edit leaves out, lose what it empties, and tell when", async () => {
		const { post, call, path, clock } = setup();
		const { body } = await post({ content: "a", embeds: [{ title: "t" }], username: "dat" }, "?wait=true");
		const edit = async (change: object): Promise<any> =>
			(await call(`/api/v10${path}/messages/${body.id}`, json("PATCH", change))).body;
		clock.ms += 1000;
		expect(await edit({ content: "b" })).toMatchObject({
			content: "b",
			embeds: [{ title: "t" }],
			author: { username: "dat" },
			edited_timestamp: "2025-06-15T15:06:41.000000+00:00",
		});
		expect(await edit({ embeds: [] })).toMatchObject({ content: "b", embeds: [] });
		expect(await edit({ flags: 4, username: "other" })).toMatchObject({ flags: 4, author: { username: "dat" } });
		expect(await edit({ content: null })).toMatchObject({ code: 50006 });
		expect(await edit({ content: "x".repeat(2001) })).toMatchObject({ code: 50035 });
	});

	it("[E25] keep the attachments an edit lists, with new files after them", async () => {
		const { call, path } = setup();
		const sent = await call(
			`/api/v10${path}`,
			await multipart({ "files[0]": ["1", "a.png"], "files[1]": ["2", "b.png"] }),
		);
		const target = `/api/v10${path}/messages/${sent.body.id}`;
		const names = (body: any): string[] => body.attachments.map(({ filename }: { filename: string }) => filename);
		const all = await call(target, json("PATCH", { content: "same files" }));
		expect(names(all.body)).toEqual(["a.png", "b.png"]);
		const [, second] = sent.body.attachments;
		const payload = { attachments: [{ id: second.id }, { id: 0, description: "new" }] };
		const edited = await call(
			target,
			await multipart({ payload_json: JSON.stringify(payload), "files[0]": ["3", "c.png"] }, "PATCH"),
		);
		expect(names(edited.body)).toEqual(["b.png", "c.png"]);
		expect((await call(target, json("PATCH", { attachments: [] }))).body.code).toBeUndefined();
		expect((await call(target, json("PATCH", { attachments: [{ id: "1" }] }))).body.code).toBe(50035);
	});

	it("[E25] compute their mentions afresh from an edit's own allowed_mentions", async () => {
		const { post, call, path, sandbox } = setup();
		const all = { parse: ["everyone"] };
		const { body } = await post({ content: "@everyone", allowed_mentions: all }, "?wait=true");
		const target = `/api/v10${path}/messages/${body.id}`;
		const edit = async (change: object): Promise<unknown> =>
			(await call(target, json("PATCH", change))).body.mention_everyone;
		expect([
			await edit({ content: "@everyone again" }),
			await edit({ content: "@everyone", allowed_mentions: all }),
		]).toEqual([false, true]);
		expect(await edit({ embeds: [{ title: "t" }] })).toBe(true);
		expect(sandbox.messages()[0]?.body.content).toBe("@everyone");
	});

	it("[E25] never lose components v2 by an edit, and are gone once deleted", async () => {
		const { post, call, path } = setup();
		const components = [{ type: 10, content: "a" }];
		const { body } = await post({ flags: 1 << 15, components }, "?wait=true&with_components=true");
		const target = `/api/v10${path}/messages/${body.id}`;
		expect((await call(target, json("PATCH", { flags: 0 }))).body.flags).toBe(1 << 15);
		expect((await call(target, json("PATCH", { content: "b" }))).body.code).toBe(50035);
		expect((await call(target, { method: "DELETE" })).status).toBe(204);
		expect((await call(target)).body.code).toBe(10008);
	});
});

describe("webhooks", () => {
	it("[E26] once deleted are unknown to all calls, and who keeps asking is banned at the edge", async () => {
		const { post, call, path } = setup({ limits: { unknown: { max: 3, windowMs: 60_000 }, bucket: false } });
		await call(`/api/v10${path}`, { method: "DELETE" });
		const seen: number[] = [];
		for (let count = 0; count < 6; count++) seen.push((await post({ content: "a" })).status);
		expect(seen).toEqual([404, 404, 404, 404, 429, 429]);
		expect((await call(`/api/v10${path}`)).header("via")).toBeNull();
	});
});
