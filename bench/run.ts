// `pnpm bench`: all benchmarks, each in a process of its own, on the built packages.
import { spawnSync } from "node:child_process";

for (const name of [
	"build-embed",
	"drain",
	"raise",
	"server",
	"peers-side-by-side",
	"relay-flood",
	"scan",
	"sandbox",
]) {
	console.log(`\n${name}`);
	spawnSync(process.execPath, ["--expose-gc", new URL(`./${name}.ts`, import.meta.url).pathname], { stdio: "inherit" });
}
