import { readFileSync, writeFileSync } from "node:fs";
import { DEFAULT_LIMITS, DEFAULT_PROFILE, PROFILE_SWITCHES, STRICT_PROFILE } from "@dat/sandbox";
import { expect, it } from "vitest";

const FILE = new URL("../../../docs/sandbox.md", import.meta.url);
const TABLE = /(?<=<!-- profile -->\n)[\s\S]*(?=<!-- \/profile -->)/;

function toTable(): string {
	const rows = Object.entries(PROFILE_SWITCHES).map(([name, { choices, why }]) => {
		const key = name as keyof typeof DEFAULT_PROFILE;
		const toText = (value: unknown): string => {
			const code = `\`${value}\``;
			return value === STRICT_PROFILE[key] && value !== DEFAULT_PROFILE[key] ? `**${code}**` : code;
		};
		const others = (choices ?? []).filter((value) => value !== DEFAULT_PROFILE[key]).map(toText);
		return `| \`${name}\` | ${toText(DEFAULT_PROFILE[key])} | ${others.join(", ") || "any"} | ${why} |`;
	});
	return ["| Switch | Default | Or | Why |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

it("the docs show the table of switches as it is; UPDATE=1 writes it", () => {
	const docs = readFileSync(FILE, "utf8");
	if (process.env["UPDATE"]) writeFileSync(FILE, docs.replace(TABLE, toTable()));
	expect(TABLE.exec(readFileSync(FILE, "utf8"))?.[0]).toBe(toTable());
});

it("the docs name every limit", () => {
	const docs = readFileSync(FILE, "utf8");
	for (const name of Object.keys(DEFAULT_LIMITS)) expect(docs).toContain(`\`${name}\``);
});
