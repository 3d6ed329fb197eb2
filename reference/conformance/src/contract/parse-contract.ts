/** How much of the contract a port is asked. */
export type Level = "L0" | "L1" | "L2" | "L3";

export const LEVELS: readonly Level[] = ["L0", "L1", "L2", "L3"];

/** One numbered requirement of CONTRACT.md. */
export interface Requirement {
	readonly id: string;
	readonly keyword: "MUST" | "SHOULD";
	readonly level: Level;
	readonly sentence: string;
	/** Its reason, with the source. */
	readonly why: string;
	readonly checked: string;
}

const HEADING = /^### (DAT-[A-Z]{3}-\d{2}) · (MUST|SHOULD) · (L[0-3])$/;

/** Reads CONTRACT.md. A requirement that lacks a part, or repeats an id, is an error that names it. */
export function parseContract(markdown: string): readonly Requirement[] {
	const sections = markdown.split(/^(?=#{1,3} )/m).filter((section) => section.startsWith("### "));
	const requirements = sections.map(parseSection);
	const repeated = requirements.find(({ id }, index) => requirements.findIndex((other) => other.id === id) < index);
	if (repeated) throw new Error(`${repeated.id} is there twice`);
	return requirements;
}

function parseSection(section: string): Requirement {
	const [heading = "", ...lines] = section.trim().split("\n");
	const [, id, keyword, level] = HEADING.exec(heading) ?? [];
	if (!id) throw new Error(`"${heading}" is not "### DAT-ABC-01 · MUST · L0"`);
	const [, sentence, why, checked] =
		/^([\s\S]+?)\n\*Why:\* ([\s\S]+?)\n\*Checked:\* ([\s\S]+)$/.exec(lines.join("\n")) ?? [];
	if (!sentence || !why || !checked) throw new Error(`${id} needs a sentence, "*Why:*" and "*Checked:*"`);
	if (!sentence.includes(keyword as string)) throw new Error(`${id} is a ${keyword}, but its sentence does not say so`);
	return {
		id,
		keyword: keyword as Requirement["keyword"], // checked by HEADING
		level: level as Level, // checked by HEADING
		sentence: sentence.replaceAll("\n", " "),
		why: why.replaceAll("\n", " "),
		checked: checked.replaceAll("\n", " "),
	};
}
