import { createNotifier, type NotifierOptions, SEVERITIES } from "@dat/core";
import { createVirtualClock, fixedRandom } from "@dat/core/testing";
import { createSandbox, FAULTS } from "@dat/sandbox";
import fc from "fast-check";
import { expect, it } from "vitest";
import { readPublishedLimits } from "./published-limits.ts";

const findUnpublished = readPublishedLimits();
const ID = "1".repeat(18);

const text = fc.oneof(
	fc.string({ unit: "binary", maxLength: 300 }),
	fc.constantFrom("@everyone", "discord", "clyde", " ", "", "\ud800", "https://a", "```", `<@${ID}>`),
	fc
		.tuple(fc.string({ minLength: 1, maxLength: 6, unit: "grapheme" }), fc.integer({ min: 1, max: 2500 }))
		.map(([part, times]) => part.repeat(times)),
);
const mention = fc.constantFrom("everyone", "here", { user: ID }, { role: ID });
const alert = fc.record(
	{
		severity: fc.constantFrom(...SEVERITIES),
		title: fc.oneof(text, fc.constant("the same")),
		description: text,
		fields: fc.dictionary(text, fc.oneof(text, fc.jsonValue()), { maxKeys: 30 }),
		error: text.map((message) => new Error(message)),
		url: fc.oneof(text, fc.webUrl()),
		footer: text,
		author: fc.record({ name: text, url: fc.webUrl(), iconUrl: text }),
		image: fc.oneof(text, fc.webUrl()),
		timestamp: fc.oneof(text, fc.date()),
		mention: fc.oneof(mention, fc.array(mention, { maxLength: 5 })),
		silent: fc.boolean(),
		files: fc.array(fc.record({ name: text, data: text }), { maxLength: 12 }),
	},
	{ requiredKeys: ["severity", "title"] },
);
const options = fc.record({ username: text, coalesce: fc.boolean(), throttle: fc.constantFrom({ max: 1 }, {}) });

/** Raises alerts in a world where something goes wrong, and returns every message that was sent until all had ended. */
async function collect(alerts: readonly object[], given: Partial<NotifierOptions>, fault: object) {
	const clock = createVirtualClock();
	const sandbox = createSandbox({ now: clock.elapsed });
	const webhooks = ["alerts", "info", "audit"].map((channel) => sandbox.createWebhook({ channel }));
	sandbox.script(webhooks[0]?.id ?? "", fault, fault);
	const messages: unknown[] = [];
	const notifier = createNotifier(
		{
			...given,
			queue: { max: 4 },
			webhooks: Object.fromEntries(webhooks.map(({ channel, url }) => [channel, url("https://discord.com")])),
		},
		{
			clock,
			random: fixedRandom(0.5),
			warn: () => {},
			fetch: async (url, init) => {
				messages.push(await readMessage(url, init as RequestInit));
				return sandbox.fetch(url, init as never);
			},
		},
	);
	for (const each of alerts) notifier.notify(each as never);
	await clock.advance(7_200_000);
	const refused = sandbox.ledger.filter((entry) => entry.fault === undefined && [400, 413].includes(entry.status));
	return { messages, refused: refused.length, pending: notifier.stats().pending };
}

/** The message in a request's body, read as a server would. */
async function readMessage(url: string, { method = "POST", headers, body }: RequestInit): Promise<unknown> {
	const request = new Request(url, { method, headers, body } as RequestInit);
	if (request.headers.get("content-type")?.startsWith("application/json")) return request.json();
	return JSON.parse(String((await request.formData()).get("payload_json")));
}

it("every message, whatever is raised and goes wrong, is one that Discord takes", { timeout: 120_000 }, async () => {
	const fault = fc.constantFrom<object>(FAULTS["dead"] ?? {}, { status: 503, body: {} }, { status: 429, body: "slow" });
	let count = 0;
	await fc.assert(
		fc.asyncProperty(
			fc.array(alert, { minLength: 1, maxLength: 12 }),
			options.map((each) => each as Partial<NotifierOptions>),
			fault,
			async (alerts, given, wrong) => {
				const { messages, refused, pending } = await collect(alerts, given, wrong);
				count += messages.length;
				expect({ refused, pending }).toEqual({ refused: 0, pending: 0 });
				expect(messages.flatMap((message) => findUnpublished?.(message) ?? [])).toEqual([]);
			},
		),
		{ numRuns: 100 },
	);
	expect(count).toBeGreaterThan(200);
});

it.skipIf(!findUnpublished).each<[string, object]>([
	["is too long", { content: "x".repeat(2001) }],
	["has too many", { embeds: Array.from({ length: 11 }, () => ({ title: "a" })) }],
	["lacks a member", { embeds: [{ fields: [{ name: "a" }] }] }],
	["is of another type", { embeds: [{ color: "red" }] }],
	["is no id", { allowed_mentions: { users: ["me"] } }],
	["says what Discord does not know", { nonce: 1 }],
])("what %s is found outside the published description", (_, message) => {
	expect(findUnpublished?.(message)).not.toEqual([]);
});
