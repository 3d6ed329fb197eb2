import { build } from "esbuild";

/** The sources as one script that leaves `dat` behind, or another entry under its own name, as a page would load them. */
export async function bundlePackage(entry = "index", globalName = "dat"): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [new URL(`../src/${entry}.ts`, import.meta.url).pathname],
		bundle: true,
		format: "iife",
		globalName,
		conditions: ["@dat/source"],
		write: false,
		logLevel: "error",
	});
	return outputFiles[0]?.text ?? "";
}
