import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of a folder that have a region of this name, the shortest first. */
export function findRegions(folder: string, region: string): string[] {
	const files = globSync("**/*.{mjs,ts,go,rs,py,java,php,rb,cs,sh}", {
		cwd: folder,
		exclude: ["**/{node_modules,target,build,dist}/**"],
	});
	const sized = files.map((file) => ({ file, lines: linesOf(readFileSync(join(folder, file), "utf8"), region) }));
	return sized
		.filter(({ lines }) => lines > 0)
		.sort((one, other) => one.lines - other.lines)
		.map(({ file }) => file);
}

function linesOf(text: string, region: string): number {
	const lines = text.split("\n");
	const start = lines.findIndex((line) => isMark(line, "region", region));
	const end = lines.findIndex((line) => isMark(line, "endregion", region));
	return start >= 0 && end > start ? end - start - 1 : 0;
}

function isMark(line: string, word: string, region: string): boolean {
	return new RegExp(`^\\s*(?://|#)\\s*#?${word}\\s+${region}\\s*$`).test(line);
}

/** The first code of a README: the ten lines that send an alert. */
export function firstFence(readme: string): string {
	return /^```[\s\S]*?^```$/m.exec(readme)?.[0] ?? "";
}
