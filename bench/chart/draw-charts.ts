import type { Figure, Results } from "../figures.ts";
import { OURS } from "../peers/libraries.ts";
import { type Bar, drawBars } from "./bars.ts";

/** The figures that are worth a picture. */
const CHARTS: Readonly<Record<string, { readonly title: string; readonly figures: readonly string[] }>> = {
	"caller-cost": { title: "What an alert costs the thread that raises it, until delivered", figures: ["main"] },
	drain: { title: "300 alerts while Discord takes 5 requests per 2 s", figures: ["drainS"] },
	busy: { title: "From raising to the server while the raising thread is busy for 200 ms", figures: ["busyMs"] },
	storm: { title: "Memory in a storm of 20,000 alerts", figures: ["stormMb"] },
};

/** Each chart that has its figures, as SVG. */
export function drawCharts({ figures }: Results): Record<string, string> {
	const drawn = Object.entries(CHARTS).flatMap(([name, { title, figures: names }]) => {
		const figure = figures.find((each) => each.name === names[0]);
		return figure ? [[name, drawBars({ title: `${title}, ${figure.unit}`, bars: toBars(figure, figures) })]] : [];
	});
	return Object.fromEntries(drawn);
}

function toBars({ values, name }: Figure, all: readonly Figure[]): Bar[] {
	const lost = all.find((figure) => figure.name === "lost")?.values;
	return Object.entries(values).map(([label, value]) => ({
		label,
		value: value?.median,
		isOurs: label === OURS,
		// Without a figure is who lost some.
		note: value ? `${value.median}` : name === "drainS" ? `lost ${lost?.[label]?.median ?? "some"}` : "did not end",
	}));
}
