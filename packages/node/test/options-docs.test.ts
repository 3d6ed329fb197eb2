import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const read = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
const rows = read("docs/node.md")
	.split("\n")
	.filter((line) => line.startsWith("| `"));
const sources = ["packages/core/src/options/options.ts", "packages/node/src/options.ts"].map(read).join("\n");
/** Options that are records of options, which have rows of their own. */
const RECORDS = ["host", "retry", "throttle", "queue", "pacing"];

/** Each option by name, with what its doc comment says. */
const options = Array.from(
	sources.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*?)\*\/\s+readonly (\w+)\?:/g),
	([, comment = "", name = ""]) => [name, comment] as const,
).filter(([name]) => !RECORDS.includes(name));

it("the docs list every option, with the default and the bounds that its doc comment states", () => {
	expect(options.length).toBeGreaterThan(30);
	for (const [name, comment] of options) {
		const named = rows.filter((line) => new RegExp(`\`([\\w.]+\\.)?${name}\``).test(line.split("|")[1] ?? ""));
		const [, ...numbers] = /Default ([\d,]+)[^.]*?, ([\d,]+) to ([\d,]+)/.exec(comment) ?? [];
		const isTold = named.some((row) =>
			numbers.every((number) => row.replaceAll(",", "").includes(` ${number.replaceAll(",", "")}`)),
		);
		expect(isTold, `docs/node.md has no row for ${name} with ${numbers.join(", ")}`).toBe(true);
	}
});
