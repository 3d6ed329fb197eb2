import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { ROOT } from "./fences.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

it.each([
	["SuppressedReason", "packages/core/src/outcome/outcome.ts"],
	["DroppedReason", "packages/core/src/outcome/outcome.ts"],
	["WarningCode", "packages/core/src/outcome/event.ts"],
	["DatErrorCode", "packages/core/src/errors/dat-error.ts"],
])("the tables of outcomes and errors have a row for each %s", (type, file) => {
	const [, members = ""] = new RegExp(`export type ${type} =([^;]*);`).exec(read(file)) ?? [];
	const names = Array.from(members.matchAll(/"([\w-]+)"/g), ([, name]) => name);
	expect(names.length).toBeGreaterThan(1);
	const page = read("docs/reference/outcomes.md");
	for (const name of names) expect(page).toMatch(new RegExp(`^\\|.*\`${name}\``, "m"));
});
