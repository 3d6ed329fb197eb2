import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("every one of the 40 emulator requirements is named by a test", () => {
	const folder = new URL(".", import.meta.url);
	const texts = readdirSync(folder)
		.filter((file) => file.endsWith(".test.ts"))
		.map((file) => readFileSync(new URL(file, folder), "utf8"));
	const named = new Set(texts.flatMap((text) => [...text.matchAll(/\[E(\d+)\]/g)].map(([, number]) => Number(number))));
	expect(Array.from({ length: 40 }, (_, index) => index + 1).filter((number) => !named.has(number))).toEqual([]);
});
