import { CASES } from "../cases.ts";
import { CONTRACT, findRequirement } from "../contract/contract.ts";
import { LEVELS, type Level } from "../contract/parse-contract.ts";
import { isAsked } from "../report/port-report.ts";

/** `list`: every requirement that a level is asked, with its cases. */
export function list(level: Level = "L3"): string {
	return CONTRACT.filter((requirement) => isAsked(requirement.level, level))
		.map(({ id, keyword, level: lowest, sentence }) => {
			const cases = CASES.filter(({ requirement }) => requirement === id).map((it) => `    ${it.id}  ${it.title}`);
			return [`${id}  ${keyword} ${lowest}  ${sentence}`, ...cases].join("\n");
		})
		.join("\n");
}

/** `explain`: a requirement with its reason, or a case as it is written; `undefined` for what is neither. */
export function explain(name: string): string | undefined {
	const requirement = findRequirement(name);
	const cases = CASES.filter((it) => it.id === name || it.requirement === requirement?.id);
	if (!requirement && cases.length === 0) return undefined;
	const told = requirement ?? CONTRACT.find(({ id }) => id === cases[0]?.requirement);
	return [
		`${told?.id}  ${told?.keyword}, from ${told?.level} on`,
		`  ${told?.sentence}`,
		`  why: ${told?.why}`,
		`  checked: ${told?.checked}`,
		...cases.map((it) => `\n${it.id}  ${it.title}\n${JSON.stringify(it, undefined, 2).replace(/^/gm, "  ")}`),
	].join("\n");
}

/** What the levels mean, for help. */
export const LEVEL_HELP: string = `one of ${LEVELS.join(", ")}: snippet, send, router, queue`;
