import { describe, expect, it } from "vitest";
import { cleanPageUrl, cleanUrls } from "../../src/capture/clean-url.ts";

describe("cleanUrls()", () => {
	it.each([
		["at f (https://a.example/app.js?v=1:10:5)", "at f (https://a.example/app.js:10:5)"],
		["f@https://a.example/?token=x&y=2:3:4", "f@https://a.example/:3:4"],
		["see https://a.example/p#access_token=x now", "see https://a.example/p now"],
		["what? no URL", "what? no URL"],
		["https://a.example/plain:1:2", "https://a.example/plain:1:2"],
	])("makes of %s", (given, expected) => {
		expect(cleanUrls(given)).toBe(expected);
	});

	it("takes linear time", () => {
		const long = `https://a.example/?${":1".repeat(50_000)}`;
		expect(cleanUrls(long).length).toBeLessThanOrEqual(long.length);
	});
});

describe("cleanPageUrl()", () => {
	it("keeps the names of the query and nothing behind them", () => {
		expect(cleanPageUrl(new URL("https://user:pass@a.example/p?a=1&b=2&a=3#frag"))).toBe("https://a.example/p?a&b");
	});
});
