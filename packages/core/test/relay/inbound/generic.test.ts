import { generic } from "@dat/core/relay";
import { describe, expect, it } from "vitest";
import { read, TOKEN } from "./setup.ts";

const source = generic({ token: TOKEN });

describe("plain JSON", () => {
	it("may be an alert in its own words, all of which count", () => {
		const alert = { severity: "P0", title: "DB down", channel: "dev", mention: "here", fields: { region: "eu" } };
		expect(read(source, alert)).toEqual([alert]);
	});

	it.each([
		[
			{ level: "warning", name: "Disk" },
			{ severity: "P2", title: "Disk" },
		],
		[
			{ priority: "high", subject: "Disk", body: "91 %" },
			{ severity: "P1", title: "Disk", description: "91 %" },
		],
		[
			{ status: "resolved", title: "Disk", link: "https://a.example" },
			{ severity: "P3", url: "https://a.example" },
		],
		[{ text: "Disk full\non db-1" }, { severity: "P2", title: "Disk full", description: "Disk full\non db-1" }],
	])("may use other names: %o", (given, alert) => {
		expect(read(source, given)).toMatchObject([alert]);
	});

	it("does not say twice what it says once", () => {
		expect(read(source, { message: "Disk full" })?.[0]).not.toHaveProperty("description");
	});

	it("may be a list", () => {
		expect(read(source, { alerts: [{ title: "a" }, { title: "b" }] })).toHaveLength(2);
		expect(read(source, [{ title: "a" }])).toHaveLength(1);
	});

	it.each([{}, [], null, "text", [{ title: "a" }, 7], Array.from({ length: 101 }, () => ({ title: "a" }))])(
		"is refused whole when it is %o",
		(payload) => {
			expect(read(source, payload)).toBeUndefined();
		},
	);

	it("reads words by the user's own table first", () => {
		expect(read(generic({ token: TOKEN, severities: { red: "P0" } }), { level: "RED", title: "x" })).toMatchObject([
			{ severity: "P0" },
		]);
	});
});
