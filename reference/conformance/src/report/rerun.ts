/** How this kit is called here: by npx, which leaves nothing on PATH, or by its name. */
export const CALL: string = process.env["npm_command"] === "exec" ? "npx @dat/conformance" : "dat-conformance";

/** The command that runs one case alone. What follows `--` is the port's, so that the options go before it. */
export function toRerun(argument: string, id: string): string {
	return `${CALL} check --case ${id} --trace ${argument}`;
}

/** A command as a shell would read it. */
export function quote(words: readonly string[]): string {
	return words.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(" ");
}
