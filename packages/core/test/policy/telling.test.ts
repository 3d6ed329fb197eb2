import { describe, expect, it } from "vitest";
import { createDigest, renderDigest } from "../../src/policy/digest.ts";
import { auditLine, countLines, renderAudit } from "../../src/policy/mirror.ts";

const held = (nowMs: number, key = "k", title = "t") =>
	({ key, severity: "P2", channel: "info", title, nowMs }) as const;
const asIs = (text: string): string => text;

describe("what a digest tells", () => {
	it("is due exactly 5 s after the last alert, and then gone", () => {
		const digest = createDigest();
		digest.add(held(0));
		expect(digest.due(4999)).toEqual([]);
		expect(digest.due(5000)).toHaveLength(1);
		expect(digest.due(5000)).toEqual([]);
	});

	it("names each key by how often it came, three of its titles, the rest by number, and how long it took", () => {
		const digest = createDigest();
		for (const title of ["order 1", "order 2", "order 3", "order 4"]) digest.add(held(0, "orders", title));
		digest.add({ ...held(0, "db", "db down"), severity: "P0" });
		for (let index = 0; index < 5; index++) digest.add(held(7100, "disk", "disk full"));
		const [told] = digest.due(Number.POSITIVE_INFINITY);
		expect(renderDigest(told!, asIs)).toEqual({
			title: "10 more like these, held back in 8 s",
			description: "**×5** `P2` disk full\n**×4** `P2` order 1 / order 2 / order 3\n**×1** `P0` db down",
			color: 0xff0000,
		});
	});

	it("speaks of one key as one, of no time as a second, and scrubs and cuts its titles", () => {
		const digest = createDigest();
		digest.add(held(3000, "k", `secret ${"x".repeat(200)}`));
		const [told] = digest.due(Number.POSITIVE_INFINITY);
		const { title, description = "" } = renderDigest(told!, (text) => text.replace("secret", "[redacted]"));
		expect(title).toBe("1 more like this, held back in 1 s");
		expect(description).toMatch(/^\*\*×1\*\* `P2` \[redacted\] x+…$/);
		expect(description.length).toBe("**×1** `P2` ".length + 120);
	});

	it("keeps the worst severity whatever comes after it", () => {
		const digest = createDigest();
		digest.add({ ...held(0), severity: "P1" });
		digest.add(held(0));
		expect(digest.due(Number.POSITIVE_INFINITY)[0]?.severity).toBe("P1");
	});

	it("remembers a hundred keys and shows twenty, the rest as a number", () => {
		const digest = createDigest();
		for (let index = 0; index < 150; index++) digest.add(held(0, `k${index}`));
		const [told] = digest.due(Number.POSITIVE_INFINITY);
		expect(told!.keys.size).toBe(100);
		const lines = renderDigest(told!, asIs).description!.split("\n");
		expect(lines).toHaveLength(21);
		expect(lines[20]).toBe("**×130** of other keys");
	});
});

describe("what the audit channel tells", () => {
	it("says by which channel an alert went instead, and counts only what was more than one", () => {
		const ending = { severity: "P0", title: "DB down", channel: "alerts", via: "info", status: "delivered" } as const;
		expect(auditLine({ ...ending, count: 2 })).toBe("`P0` DB down → alerts via info · delivered ×2");
		expect(auditLine({ ...ending, title: "a \n\t b" })).toBe("`P0` a b → alerts via info · delivered");
	});

	it("shows 120 characters of a title", () => {
		const line = auditLine({ severity: "P2", title: "x".repeat(121), channel: "info", status: "delivered" });
		expect(line).toBe(`\`P2\` ${"x".repeat(119)}… → info · delivered`);
	});

	it("fills a description to its last character, and sends a line that is too long by itself", () => {
		const [half, rest] = ["y".repeat(2047), "z".repeat(2048)];
		expect(countLines([half, rest])).toBe(2);
		expect(countLines([half, `${rest}z`])).toBe(1);
		expect(countLines(["y".repeat(5000), half])).toBe(1);
	});

	it("is white, and within the limit whatever it is given", () => {
		expect(renderAudit(["a", "b"])).toEqual({ description: "a\nb", color: 0xffffff });
		expect(renderAudit(["y".repeat(5000)]).description).toHaveLength(4096);
	});
});
