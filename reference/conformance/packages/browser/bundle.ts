import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A page loads one script. */
await build({
	entryPoints: [fileURLToPath(new URL("page.ts", import.meta.url))],
	outfile: fileURLToPath(new URL("build/page.js", import.meta.url)),
	bundle: true,
	format: "iife",
	target: "es2023",
	logLevel: "warning",
});
