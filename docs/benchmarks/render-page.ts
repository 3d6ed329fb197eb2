import { readFileSync } from "node:fs";

// What `bench/figures.ts` and `bench/soak/sample.ts` write, as far as it is shown.
interface Results {
	readonly takenAt: string;
	readonly machine: Readonly<Record<"cpu" | "cores" | "memoryGb" | "system" | "node", string | number>>;
	readonly load: number;
	readonly versions: Readonly<Record<string, string>>;
	readonly figures: readonly Figure[];
}

interface Figure {
	readonly of: string;
	readonly title: string;
	readonly unit: string;
	readonly goal?: number;
	readonly isMoreBetter?: true;
	readonly values: Readonly<Record<string, Value | null>>;
}

interface Value {
	readonly median: number;
	readonly least: number;
	readonly most: number;
}

interface Soak {
	readonly takenAt: string;
	readonly minutes: number;
	readonly summary: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const OURS = "@dat/node";
const read = <Shape>(name: string): Shape => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));

/** The page, with every figure out of the JSON that `pnpm bench` and `pnpm soak` wrote. */
export function renderBenchmarks(): string {
	const results = read<Results>("results.json");
	const parts: Record<string, string> = {
		machine: describe(results),
		goals: goalTable(results.figures),
		soak: soakTable(read<Soak>("soak.json")),
	};
	for (const { of } of results.figures) parts[of] ??= peerTable(results.figures.filter((each) => each.of === of));
	return readFileSync(new URL("page.template.md", import.meta.url), "utf8").replace(
		/\{(\w+)\}/g,
		(_, name: string) => parts[name] ?? "*not measured*",
	);
}

function describe({ takenAt, machine, load, versions }: Results): string {
	const { cpu, cores, memoryGb, system, node } = machine;
	const list = Object.entries(versions).filter(([name]) => name !== OURS);
	const named = list.map(([name, version]) => `${name} ${version}`).join(", ");
	return `Taken on ${takenAt}, on ${cores} cores of ${cpu} under a load of ${load}, ${memoryGb} GB, ${system}, Node ${node}, beside ${named}.`;
}

/** A row for each library, ours first. */
function peerTable(figures: readonly Figure[]): string {
	const shown = figures.filter(({ values }) => Object.values(values).some((value) => value?.median !== 0));
	const libraries = Object.keys(shown[0]?.values ?? {});
	return table(
		["", ...shown.map(({ title, unit }) => (unit ? `${title}, ${unit}` : title))],
		libraries.map((library) => [`\`${library}\``, ...shown.map((figure) => cell(figure, library))]),
	);
}

function cell({ values, unit }: Figure, library: string): string {
	const [value, ours] = [values[library], values[OURS]];
	if (!value) return "–";
	if (library === OURS) return `**${show(value.median)}**`;
	const ratio = unit && ours && ours.median > 0 ? ` (${Number((value.median / ours.median).toPrecision(2))}×)` : "";
	return `${show(value.median)}${ratio}`;
}

function goalTable(figures: readonly Figure[]): string {
	const rows = figures.flatMap(({ of, title, unit, goal, values }) => {
		const ours = values[OURS];
		if (goal === undefined || !ours) return [];
		const verdict = ours.median <= goal ? "reached" : "**not reached**";
		return [[title + WHERE(of), `${goal} ${unit}`, `${show(ours.median)} ${unit}`, range(ours), verdict]];
	});
	return table(["", "goal, at most", "median", "least to most", ""], rows);
}

/** Titles that make sense only below the heading of their table. */
const WHERE = (of: string): string =>
	({
		burst: ", burst of 10,000",
		delay: ", burst of 10,000",
		bulk: ", in bulk",
		wire: ", until on the wire",
		drain: ", 300 under the limit",
	})[of] ?? "";

function range({ least, most }: Value): string {
	return least === most ? "" : `${show(least)} to ${show(most)}`;
}

function soakTable({ takenAt, minutes, summary }: Soak): string {
	const names = { app: "`@dat/node`", relay: "`dat relay`" };
	const columns = ["raised", "delivered", "suppressed", "dropped", "stored", "twice"];
	const rows = Object.entries(summary).map(([name, counts]) => [
		names[name as keyof typeof names],
		...columns.map((column) => show(counts[column] ?? 0)),
	]);
	const head = ["", "raised", "delivered", "suppressed", "dropped", "looked for and found in Discord", "of them twice"];
	return `${minutes} minutes, on ${takenAt}:\n\n${table(head, rows)}`;
}

function show(value: number): string {
	return value >= 1000 ? Math.round(value).toLocaleString("en") : String(value);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
	return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
