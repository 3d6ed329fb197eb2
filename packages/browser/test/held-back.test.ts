import type { AlertAddress } from "@dat/core/adapter";
import { createVirtualClock } from "@dat/core/testing";
import { expect, it } from "vitest";
import { createHeldBack } from "../src/held-back.ts";

function setup() {
	const clock = createVirtualClock();
	const told: unknown[] = [];
	const heldBack = createHeldBack(clock, (summary) => told.push(summary));
	const add = (key: string, severity: AlertAddress["severity"] = "P2"): void =>
		heldBack.add({ key, severity, title: `title of ${key}` });
	return { clock, told, heldBack, add };
}

it("tells what was held back once, by the worst severity among it", async () => {
	const { clock, told, add } = setup();
	for (let index = 0; index < 9; index++) add("a");
	add("b", "P0");
	await clock.advance(29_999);
	expect(told).toEqual([]);
	await clock.advance(1);
	expect(told).toEqual([
		{
			severity: "P0",
			title: "10 more held back in the page",
			key: "held back a",
			description: "×9 title of a\n×1 title of b",
		},
	]);
	await clock.advance(60_000);
	expect(told).toHaveLength(1);
});

it("counts all of a storm of different keys, and names twenty", () => {
	const { told, heldBack, add } = setup();
	for (let index = 0; index < 1000; index++) add(`key ${index}`);
	heldBack.tell();
	heldBack.tell();
	expect(told).toMatchObject([{ title: "1000 more held back in the page" }]);
	expect(JSON.stringify(told)).toContain("×1 title of key 19");
	expect(JSON.stringify(told)).not.toContain("key 20");
});
