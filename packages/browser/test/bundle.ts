import { build } from "esbuild";

/** The sources as one script that leaves `dat` behind, as a page would load them. */
export async function bundlePackage(): Promise<string> {
	const { outputFiles } = await build({
		entryPoints: [new URL("../src/index.ts", import.meta.url).pathname],
		bundle: true,
		format: "iife",
		globalName: "dat",
		conditions: ["@dat/source"],
		write: false,
		logLevel: "error",
	});
	return outputFiles[0]?.text ?? "";
}
