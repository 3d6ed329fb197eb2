import type { Point, SoakResults } from "../soak/sample.ts";
import { draw, escapeText, PAPER } from "./svg.ts";

const PANELS: readonly { readonly title: string; readonly read: (point: Point) => number }[] = [
	{ title: "memory of the process, MB", read: ({ rssMb }) => rssMb },
	{ title: "heap of the main thread, MB", read: ({ heapMb }) => heapMb },
	{ title: "handles", read: ({ handles }) => handles },
	{ title: "longest event-loop delay of each second, ms", read: ({ loopDelayMs }) => loopDelayMs },
];
const PLOT = { left: 44, top: 62, height: 92, gap: 34 };

/** A panel for each figure over time, with both processes; where a fault stood, the ground is coloured. */
export function drawSoak({ minutes, processes, spells }: SoakResults): string {
	const endS = Math.max(...Object.values(processes).flatMap((samples) => samples.at(-1)?.atS ?? 0), 1);
	const x = (atS: number): number => PLOT.left + (atS / endS) * (PAPER.width - PLOT.left - 8);
	const bottom = PLOT.top + PANELS.length * (PLOT.height + PLOT.gap);
	const bands = spells.map(({ name, fromS, toS }) => {
		const width = (x(toS) - x(fromS)).toFixed(1);
		const height = bottom - PLOT.top - PLOT.gap;
		const band = `<rect class="band" x="${x(fromS).toFixed(1)}" y="${PLOT.top}" width="${width}" height="${height}">`;
		return `${band}<title>${escapeText(name)}</title></rect>`;
	});
	const panels = PANELS.map(({ title, read }, index) => {
		const top = PLOT.top + index * (PLOT.height + PLOT.gap);
		const values = Object.values(processes).map((samples) =>
			samples.map(({ atS }, at) => [atS, read(samples[at] as Point)] as const),
		);
		const most = Math.max(...values.flat().map(([, value]) => value), 1);
		const lines = values.map((points, line) => {
			const path = points.map(
				([atS, value]) => `${x(atS).toFixed(1)},${(top + PLOT.height * (1 - value / most)).toFixed(1)}`,
			);
			return `<polyline class="line${line > 0 ? " other" : ""}" points="${path.join(" ")}"/>`;
		});
		const floor = top + PLOT.height;
		return [
			`<text class="ink" x="${PLOT.left}" y="${top - 6}">${title}</text>`,
			`<text class="ink" x="${PLOT.left - 6}" y="${top + 10}" text-anchor="end">${Number(most.toPrecision(2))}</text>`,
			`<text class="ink" x="${PLOT.left - 6}" y="${floor}" text-anchor="end">0</text>`,
			`<path class="axis" d="M${PLOT.left} ${top}V${floor}H${PAPER.width - 8}"/>`,
			...lines,
		].join("");
	});
	const legend = Object.keys(processes).map((name, line) => {
		const left = PLOT.left + line * 150;
		const key = `<polyline class="line${line > 0 ? " other" : ""}" points="${left},32 ${left + 24},32"/>`;
		return `${key}<text class="ink" x="${left + 30}" y="36">${escapeText(name)}</text>`;
	});
	const minute = `<text class="ink" x="${PAPER.width - 8}" y="${bottom - PLOT.gap + 16}" text-anchor="end">${Math.round(endS)} s</text>`;
	return draw({
		title: `${minutes} minutes of mixed load; Discord has a fault where the ground is coloured`,
		height: bottom,
		body: [...bands, ...panels, ...legend, minute].join(""),
	});
}
