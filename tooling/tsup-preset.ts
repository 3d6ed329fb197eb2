import type { Options } from "tsup";

/** What every package is built with. All build knowledge lives here, so that leaving tsup would change one file. */
export function preset(options: Options): Options {
	return {
		format: ["esm", "cjs"],
		// So that `Symbol.asyncDispose` is known to users whose `lib` does not name it.
		dts: { banner: '/// <reference lib="esnext.disposable" />' },
		sourcemap: true,
		// Stacks name the lines all the same, and an installed package is a third smaller.
		esbuildOptions: (esbuild) => {
			esbuild.sourcesContent = false;
		},
		clean: true,
		target: "es2023",
		treeshake: true,
		splitting: true,
		tsconfig: "src/tsconfig.json",
		// tsup strips `node:` by default, which Deno and workerd need.
		removeNodeProtocol: false,
		...options,
	};
}
