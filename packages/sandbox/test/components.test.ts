import { describe, expect, it } from "vitest";
import { setup } from "./setup.ts";
import { codesOf } from "./setup-forms.ts";

const V2 = 1 << 15;
const text = (content: string): object => ({ type: 10, content });
const link = { type: 2, style: 5, label: "Runbook", url: "https://example.com" };
const row = (...components: object[]): object => ({ type: 1, components });

describe("flags", () => {
	it("[E17] are kept as far as a webhook may set them", async () => {
		const { post, sandbox } = setup();
		await post({ content: "a", flags: (1 << 2) | (1 << 6) | (1 << 12) });
		expect(sandbox.messages()[0]?.body.flags).toBe((1 << 2) | (1 << 12));
	});

	it("[E17] for components v2 stand beside no content, embeds or poll: an error for each", async () => {
		const { post } = setup();
		const poll = { question: { text: "?" }, answers: [{ poll_media: { text: "yes" } }] };
		const { body } = await post(
			{ content: "a", embeds: [{ title: "t" }], poll, flags: V2, components: [text("a")] },
			"?with_components=true",
		);
		expect(codesOf(body.errors)).toEqual(
			["content", "embeds", "poll"].map((name) => `${name} MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2`),
		);
		expect(body.errors.content._errors[0].message).toBe(
			"The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
		);
	});

	it("[E17] for components v2 need components", async () => {
		const { post } = setup();
		expect((await post({ flags: V2 }, "?with_components=true")).body).toMatchObject({ code: 50006 });
	});
});

describe("components", () => {
	it("[E18] vanish without with_components, and may leave nothing to send", async () => {
		const { post, sandbox } = setup();
		expect((await post({ content: "a", components: [row(link)] })).status).toBe(204);
		expect(sandbox.messages()[0]?.body.components).toEqual([]);
		expect((await post({ components: [row(link)] })).body).toMatchObject({ code: 50006 });
	});

	it("[E18] are stored with it: link buttons, and in v2 texts, sections, galleries, files and containers", async () => {
		const { post } = setup();
		expect((await post({ components: [row(link)] }, "?with_components=true&wait=true")).body.components).toEqual([
			row(link),
		]);
		const components = [
			text("# DB down"),
			{ type: 9, components: [text("a")], accessory: link },
			{ type: 12, items: [{ media: { url: "https://example.com/a.png" } }] },
			{ type: 14 },
			{ type: 17, accent_color: 0xff0000, components: [text("b"), row(link)] },
		];
		expect((await post({ flags: V2, components }, "?with_components=true")).status).toBe(204);
	});

	it.each([
		["a button that calls back", row({ ...link, style: 1 }), ["components.0.components.0.style BASE_TYPE_CHOICES"]],
		["a select", row({ type: 3, custom_id: "x", options: [] }), ["components.0.components.0.type BASE_TYPE_CHOICES"]],
		["an empty row", row(), ["components.0.components BASE_TYPE_BAD_LENGTH"]],
		["a v2 component without the flag", text("a"), ["components.0.type BASE_TYPE_CHOICES"]],
		["a link without URL", row({ type: 2, style: 5 }), ["components.0.components.0.url BASE_TYPE_REQUIRED"]],
	])("[E18] refuses %s", async (_, component, codes) => {
		const { post } = setup();
		expect(codesOf((await post({ components: [component] }, "?with_components=true")).body.errors)).toEqual(codes);
	});

	it("[E18] number at most 40 in all, with texts of 1 to 4000", async () => {
		const { post } = setup({ limits: { bucket: false } });
		const send = async (components: object[]): Promise<string[]> =>
			codesOf((await post({ flags: V2, components }, "?with_components=true")).body.errors);
		const container = (count: number): object => ({
			type: 17,
			components: Array.from({ length: count }, () => text("a")),
		});
		expect(await send([container(39)])).toEqual([]);
		expect(await send([container(20), container(19)])).toEqual(["components BASE_TYPE_MAX_LENGTH"]);
		expect(await send([text("x".repeat(4000))])).toEqual([]);
		expect(await send([text("x".repeat(4001))])).toEqual(["components.0.content BASE_TYPE_MAX_LENGTH"]);
		expect(await send([text(" ")])).toEqual(["components.0.content BASE_TYPE_BAD_LENGTH"]);
	});
});

describe("polls", () => {
	const poll = (part: object = {}): object => ({
		poll: { question: { text: "Roll back?" }, answers: [{ poll_media: { text: "yes" } }], ...part },
	});

	it("[E10] are messages by themselves, with an id per answer and an end", async () => {
		const { post } = setup();
		expect((await post(poll(), "?wait=true")).body.poll).toMatchObject({
			answers: [{ answer_id: 1, poll_media: { text: "yes" } }],
			expiry: expect.stringMatching(/\+00:00$/),
		});
	});

	it.each<[object, string]>([
		[{ question: { text: "x".repeat(301) } }, "poll.question.text BASE_TYPE_MAX_LENGTH"],
		[{ question: undefined }, "poll.question BASE_TYPE_REQUIRED"],
		[{ answers: [] }, "poll.answers BASE_TYPE_BAD_LENGTH"],
		[{ answers: Array(11).fill({ poll_media: { text: "a" } }) }, "poll.answers BASE_TYPE_MAX_LENGTH"],
		[{ answers: [{ poll_media: { text: "x".repeat(56) } }] }, "poll.answers.0.poll_media.text BASE_TYPE_MAX_LENGTH"],
		[{ duration: 0 }, "poll.duration NUMBER_TYPE_MIN"],
		[{ duration: 769 }, "poll.duration NUMBER_TYPE_MAX"],
	])("[E10] refuses %j", async (part, code) => {
		const { post } = setup();
		expect(codesOf((await post(poll(part))).body.errors)).toEqual([code]);
	});
});
