import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createHmac, isSameText } from "../../src/relay/hmac.ts";

const text = fc.string({ unit: "binary", maxLength: 200 });
const bytes = (of: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(of);

describe("isSameText()", () => {
	it("is true for equal texts and for nothing else: a beginning, an end, one letter off", async () => {
		await fc.assert(
			fc.asyncProperty(text, text, fc.nat(), async (one, other, at) => {
				expect(await isSameText(one, one)).toBe(true);
				const near = [one.slice(0, at % (one.length + 1)), `${one}x`, `x${one}`, other];
				for (const each of near) expect(await isSameText(one, each)).toBe(bytes(one).join() === bytes(each).join());
			}),
			{ numRuns: 200 },
		);
	});
});

describe("createHmac()", () => {
	it("verifies what it has signed, and nothing that was changed anywhere", async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ minLength: 1 }), text, fc.nat({ max: 63 }), async (secret, signed, at) => {
				const hmac = createHmac(secret);
				const signature = await hmac.sign(signed);
				expect(await hmac.verify(signature, bytes(signed))).toBe(true);
				const digit = signature[at] === "0" ? "1" : "0";
				expect(await hmac.verify(signature.slice(0, at) + digit + signature.slice(at + 1), bytes(signed))).toBe(false);
				expect(await hmac.verify(signature, bytes(`${signed}x`))).toBe(false);
			}),
			{ numRuns: 200 },
		);
	});

	it.each(["", "zz", "ab".repeat(31), "ab".repeat(33), `${"ab".repeat(31)}a`, "\u0000".repeat(64)])(
		"takes %j for no signature, without an exception",
		async (signature) => {
			expect(await createHmac("secret").verify(signature, bytes("signed"))).toBe(false);
		},
	);
});
