import { readFileSync } from "node:fs";
import { relative } from "node:path";
import type { Stryker } from "@stryker-mutator/core";

type MutantResult = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

/** How many changes were noticed, by a test that failed or by one that did not end. */
export function countScore(mutants: readonly MutantResult[]): { killed: number; counted: number; percent: number } {
	const count = (...states: readonly MutantResult["status"][]): number =>
		mutants.filter(({ status }) => states.includes(status)).length;
	const killed = count("Killed", "Timeout");
	const counted = killed + count("Survived", "NoCoverage");
	return { killed, counted, percent: counted === 0 ? 0 : (100 * killed) / counted };
}

/** The changes that no test noticed, each as `file:line  what stood there → what was written instead`. */
export function describeSurvivors(mutants: readonly MutantResult[], root: string): string[] {
	return mutants
		.filter(({ status }) => status === "Survived" || status === "NoCoverage")
		.map(({ fileName, location: { start, end }, replacement = "", status }) => {
			const lines = readFileSync(fileName, "utf8")
				.split("\n")
				.slice(start.line - 1, end.line);
			lines.push((lines.pop() ?? "").slice(0, end.column - 1));
			lines[0] = (lines[0] ?? "").slice(start.column - 1);
			const remark = status === "NoCoverage" ? "  (no test reaches it)" : "";
			return `${relative(root, fileName)}:${start.line}  ${shorten(lines.join(" "))} → ${shorten(replacement)}${remark}`;
		});
}

function shorten(code: string): string {
	return code.replace(/\s+/g, " ").slice(0, 100);
}
