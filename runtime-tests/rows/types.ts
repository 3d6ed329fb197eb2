import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import type { Row } from "../row.ts";

/** How a project may resolve packages, and what it then consists of. */
const RESOLUTIONS: Readonly<Record<string, readonly [settings: object, files: readonly string[]]>> = {
	node16: [{ module: "node16", moduleResolution: "node16" }, ["consumer.mts", "consumer.cts"]],
	nodenext: [{ module: "nodenext", moduleResolution: "nodenext" }, ["consumer.mts", "consumer.cts"]],
	bundler: [{ module: "esnext", moduleResolution: "bundler" }, ["consumer.mts"]],
};

/** A project without DOM types and without forgiveness for what packages declare. */
const STRICT = {
	target: "es2022",
	lib: ["es2022", "esnext.disposable"],
	types: ["node"],
	strict: true,
	exactOptionalPropertyTypes: true,
	skipLibCheck: false,
	noEmit: true,
};

export const typeRows: readonly Row[] = ["5.9", "6.0", "7.0"].flatMap((version) =>
	Object.entries(RESOLUTIONS).map(([resolution, [settings, files]]) => ({
		runtime: `TypeScript ${version}`,
		what: `types by ${resolution}, without DOM`,
		run: ({ path }) => {
			const config = path(`tsconfig.${version}.${resolution}.json`);
			writeFileSync(config, JSON.stringify({ compilerOptions: { ...STRICT, ...settings }, files }));
			const compiler = path(`node_modules/typescript-${version}/bin/tsc`);
			const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", config], { encoding: "utf8" });
			if (status !== 0) throw new Error(stdout);
			return undefined;
		},
	})),
);
