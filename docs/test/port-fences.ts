import { globSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./fences.ts";

/** How the code in a port's README becomes a program, as its reader would make it one. */
export interface Program {
	/** What must be on the machine. */
	readonly tool: string;
	/** The titles that arrive. */
	readonly titles: readonly string[];
	/** Writes the program into a folder; the answer is what to run there. */
	write(folder: string, code: string): string;
}

const BOTH = ["P1 · Auth degraded", "P0 · DB down"];
const port = (path: string): string => join(ROOT, "reference", path);
const listFiles = (pattern: string): string => globSync(port(pattern)).sort().join(" ");

/** A language that needs no more than its own file beside the copied port. */
function script(file: string, run: string, copied: Readonly<Record<string, string>>): Program {
	return {
		tool: run.split(" ")[0] ?? "",
		titles: BOTH,
		write: (folder, code) => {
			copy(folder, copied);
			writeFileSync(join(folder, file), code);
			return `${run} ${file}`;
		},
	};
}

/** By name in the reader's folder, to what it is in ours. */
function copy(folder: string, copied: Readonly<Record<string, string>>): void {
	for (const [name, path] of Object.entries(copied)) symlinkSync(port(path), join(folder, name));
}

/** Each port's program, by its folder. */
export const PROGRAMS: Readonly<Record<string, Program>> = {
	node: script("main.mjs", "node", { dat: "node" }),
	deno: script("main.ts", `deno run --quiet --allow-net --allow-env --allow-read`, { dat: "deno" }),
	python: script("main.py", "python3 -B", { dat: "python/dat" }),
	ruby: script("main.rb", "ruby", { lib: "ruby/lib" }),
	php: {
		tool: "php",
		titles: ["P1 · Auth degraded"],
		write: (folder, code) => {
			copy(folder, { "dat.php": "php/dat.php" });
			writeFileSync(join(folder, "main.php"), `<?php\n${code}`);
			return "php main.php";
		},
	},
	bash: {
		tool: "bash",
		titles: ["P1 · Backup failed"],
		write: (folder, code) => {
			// The reader's own webhook is in the environment, and the dump fails.
			const given = code.replace(/^export DISCORD_WEBHOOK=.*$/m, "pg_dump() { echo 'disk full' >&2; return 1; }");
			copy(folder, { "dat.sh": "bash/dat.sh" });
			writeFileSync(join(folder, "main.sh"), given);
			return "bash main.sh";
		},
	},
	go: {
		tool: "go",
		titles: BOTH,
		write: (folder, code) => {
			const head =
				'package main\nimport ("context"; "log"; "example.com/dat")\nfunc main() {\nctx := context.Background()\n';
			writeFileSync(join(folder, "main.go"), `${head}${code}\n_ = outcome\n}\n`);
			const needs = `require example.com/dat v0.0.0\nreplace example.com/dat => ${port("go")}`;
			writeFileSync(join(folder, "go.mod"), `module example.com/main\ngo 1.22\n${needs}\n`);
			return "go run .";
		},
	},
	java: {
		tool: "javac",
		titles: BOTH,
		write: (folder, code) => {
			const head = "import dat.*;\nimport java.time.Duration;\npublic class Main {\n";
			writeFileSync(
				join(folder, "Main.java"),
				`${head}public static void main(String[] args) throws Exception {\n${code}}\n}\n`,
			);
			return `javac -encoding UTF-8 -d . Main.java ${listFiles("java/src/dat/*.java")} && java -cp . Main`;
		},
	},
	csharp: {
		tool: "mcs",
		titles: BOTH,
		write: (folder, code) => {
			const head = "using System; using System.Threading.Tasks; using Dat;\nclass Program {\n";
			const main = "static void Main() { Run().Wait(); }\n";
			writeFileSync(join(folder, "Main.cs"), `${head}${main}static async Task Run() {\n${code}}\n}\n`);
			const compile = "mcs -langversion:6 -r:System.Net.Http.dll -out:main.exe";
			return `${compile} Main.cs ${listFiles("csharp/src/*.cs")} && mono main.exe`;
		},
	},
	rust: {
		tool: "cargo",
		titles: BOTH,
		write: (folder, code) => {
			const head =
				"use std::time::Duration;\n#[tokio::main]\nasync fn main() -> Result<(), Box<dyn std::error::Error>> {\n";
			writeFileSync(join(folder, "main.rs"), `${head}${code}\nOk(())\n}\n`);
			const needs = `dat = { path = "${port("rust")}" }\ntokio = { version = "1", features = ["full"] }`;
			const target = '[[bin]]\nname = "main"\npath = "main.rs"';
			const about = '[package]\nname = "main"\nedition = "2021"';
			writeFileSync(join(folder, "Cargo.toml"), `${about}\n${target}\n[dependencies]\n${needs}\n`);
			return `cp ${port("rust/Cargo.lock")} . && cargo run --quiet --target-dir ${port("rust/target")}`;
		},
	},
};
