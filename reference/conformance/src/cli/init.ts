import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CALL } from "../report/rerun.ts";
import { STARTERS, type Starter } from "../starters/starters.ts";

/** What cannot be begun, said so that one knows what to write. */
export class BadStart extends Error {
	override readonly name = "BadStart";
}

/** `init`: a starter and its manifest in a folder; says what to do next. It overwrites nothing. */
export function init(language: string, folder: string): string {
	const starter = STARTERS[language];
	if (!starter) throw new BadStart(`there is a starter for ${Object.keys(STARTERS).join(", ")}; not for "${language}"`);
	const files: Readonly<Record<string, string>> = {
		...starter.also,
		[starter.file]: starter.code,
		"dat.port.json": `${JSON.stringify(toManifest(language, starter), undefined, 2)}\n`,
	};
	const taken = Object.keys(files).find((name) => existsSync(join(folder, name)));
	if (taken) throw new BadStart(`${join(folder, taken)} is there already`);
	for (const [name, text] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, name)), { recursive: true });
		writeFileSync(join(folder, name), text);
	}
	return [
		`${join(folder, starter.file)} sends one alert; it does not yet do what else L0 asks.`,
		`next: ${CALL} check --port ${folder}`,
	].join("\n");
}

function toManifest(language: string, { toolchain, build = [], run }: Starter): object {
	return { name: `my-${language}-alerts`, language, protocol: 1, level: "L0", toolchain, build, run };
}
