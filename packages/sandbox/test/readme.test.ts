import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

it("shows the example that is run as a test of its own", () => {
	const read = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");
	const blocks = [...read("../README.md").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
	expect(blocks).toContain(read("example/alert.test.ts"));
});
