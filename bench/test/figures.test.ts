import { expect, it } from "vitest";
import { drawCharts } from "../chart/draw-charts.ts";
import { summarise } from "../figures.ts";

it("takes the median of the rounds, with the least and the most", () => {
	const [drain] = summarise("drain", { "@dat/node": [{ drainS: 10.123 }, { drainS: 30 }, { drainS: 9 }] });
	expect(drain?.values).toEqual({ "@dat/node": { median: 10.1, least: 9, most: 30 } });
});

it("gives no figure to a library that lost some in a round, or did not end", () => {
	const [drain] = summarise("drain", { undici: [{ drainS: 12 }, { drainS: null }], "discord.js": [{}] });
	expect(drain?.values).toEqual({ undici: null, "discord.js": null });
});

it("draws bars from zero, and says of a library without a figure how many it lost", () => {
	const rounds = {
		"@dat/node": [{ drainS: 10, lost: 0 }],
		"discord.js": [{ drainS: 100, lost: 0 }],
		peer: [{ lost: 295 }],
	};
	const { drain = "" } = drawCharts({ figures: summarise("drain", rounds) } as never);
	const widths = [...drain.matchAll(/width="([\d.]+)" height/g)].map(([, width]) => Number(width));
	expect(widths).toHaveLength(3);
	expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(10);
	expect(widths[2]).toBe(0);
	expect(drain).toContain("lost 295");
});
