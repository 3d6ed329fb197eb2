import type { Figure, Results, Value } from "./figures.ts";
import { PLANS } from "./figures.ts";
import { OURS } from "./peers/libraries.ts";

/** The tables of a run, as text. */
export function printTables({ figures, machine, versions }: Results): void {
	const { cpu, cores, memoryGb, node, system } = machine;
	console.log(`\n${cpu}, ${cores} cores, ${memoryGb} GB, ${system}, Node ${node}`);
	console.log(Object.entries(versions).flat().join(" "));
	for (const [name, { title }] of Object.entries(PLANS)) {
		const shown = figures.filter(({ of }) => of === name);
		const libraries = Object.keys(shown[0]?.values ?? {});
		if (libraries.length === 0) continue;
		console.log(`\n${title}`);
		console.table(
			Object.fromEntries(
				libraries.map((library) => [
					library,
					Object.fromEntries(shown.map((figure) => [header(figure), cell(figure, library)])),
				]),
			),
		);
	}
}

function header({ title, unit }: Figure): string {
	return unit ? `${title}, ${unit}` : title;
}

/** The figure, and how many times ours it is. */
function cell({ values, unit, goal }: Figure, library: string): string {
	const [value, ours] = [values[library] ?? null, values[OURS] ?? null];
	if (!value) return "–";
	if (library === OURS) return `${value.median}${goal === undefined ? "" : ` (goal ${goal})`}`;
	const ratio = unit ? timesOurs(value, ours) : "";
	return `${value.median}${ratio && ` (${ratio})`}`;
}

function timesOurs(value: NonNullable<Value>, ours: Value): string {
	return ours && ours.median > 0 ? `${Number((value.median / ours.median).toPrecision(2))}×` : "";
}
