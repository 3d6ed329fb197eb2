import fc from "fast-check";
import { expect, it } from "vitest";
import { setup } from "./setup.ts";

const long = (max: number): fc.Arbitrary<string> => fc.constantFrom("fine", "x".repeat(max), "x".repeat(max + 1));
const embed = fc.record(
	{ title: long(256), color: fc.constantFrom(0, -1, "red"), url: fc.constantFrom("https://a.example", "http://host") },
	{ requiredKeys: [] },
);
const body = fc.record(
	{
		content: long(2000),
		username: fc.constantFrom("dat", "", "discord"),
		embeds: fc.array(embed, { maxLength: 11 }),
		allowed_mentions: fc.constantFrom({}, { parse: ["nobody"] }, { parse: ["users"], users: ["1"] }),
		avatar_url: fc.constantFrom("https://a.example/b.png", "nonsense"),
	},
	{ requiredKeys: [] },
);

it("[E19] old versions describe the same fields as new ones, in the old shape", async () => {
	await fc.assert(
		fc.asyncProperty(body, fc.constantFrom("", "/v6", "/v7"), async (value, version) => {
			const { post } = setup({ limits: { bucket: false } });
			const [old, now] = [await post(value, "", version), await post(value)];
			expect(old.status).toBe(now.status);
			if (now.body.code !== 50035) {
				expect(old.body).toEqual(now.body);
				return;
			}
			expect(Object.keys(old.body).sort()).toEqual(Object.keys(now.body.errors).sort());
			for (const [field, texts] of Object.entries<string[]>(old.body)) {
				const { _errors = [], ...below } = now.body.errors[field];
				const messages = _errors.map(({ message }: { message: string }) => message);
				expect([...texts].sort()).toEqual([...messages, ...Object.keys(below)].sort());
			}
		}),
	);
});

it("[E19] since which version errors are nested is a switch", async () => {
	const { post } = setup({ profile: { nestedErrorsSince: 7 } });
	expect((await post({ username: "" }, "", "/v7")).body.code).toBe(50035);
	expect((await post({ username: "" }, "", "/v6")).body).toEqual({ username: ["Must be between 1 and 80 in length."] });
});
