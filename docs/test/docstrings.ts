import { join, relative } from "node:path";
import ts from "typescript";
import { ROOT } from "./fences.ts";

/** The files that programs import, and by which name. `@dat/core/adapter` is left out: it is for our own adapters. */
const ENTRIES: Readonly<Record<string, string>> = {
	"@dat/core": "core/src/index.ts",
	"@dat/core/relay": "core/src/relay/index.ts",
	"@dat/core/testing": "core/src/testing/index.ts",
	"@dat/node": "node/src/index.ts",
	"@dat/node/http": "node/src/http.ts",
	"@dat/node/pino": "node/src/pino.ts",
	"@dat/node/winston": "node/src/winston.ts",
	"@dat/node/testing": "node/src/testing.ts",
	"@dat/deno": "deno/src/index.ts",
	"@dat/browser": "browser/src/index.ts",
	"@dat/browser/direct": "browser/src/direct.ts",
	"@dat/sandbox": "sandbox/src/index.ts",
	"@dat/sandbox/node": "sandbox/src/node.ts",
	"@dat/sandbox/msw": "sandbox/src/msw.ts",
};

/** A public name, and the examples in its docstring and those of its members. */
export interface Docstring {
	/** Such as `packages/core/src/policy/route.ts channelFor`. */
	readonly place: string;
	/** Such as `@dat/core`. */
	readonly entry: string;
	/** A function or a class, which has an example; a type or a table may have none. */
	readonly isCalled: boolean;
	readonly examples: readonly string[];
}

const files = Object.values(ENTRIES).map((file) => join(ROOT, "packages", file));
const program = ts.createProgram(files, {
	target: ts.ScriptTarget.ESNext,
	module: ts.ModuleKind.NodeNext,
	moduleResolution: ts.ModuleResolutionKind.NodeNext,
	customConditions: ["@dat/source"],
	allowImportingTsExtensions: true,
	noEmit: true,
});
const checker = program.getTypeChecker();

/** All public names, each once, at the first entry that has it. */
export function listDocstrings(): Docstring[] {
	const seen = new Set<string>();
	return Object.keys(ENTRIES).flatMap((entry) =>
		listExports(entry).flatMap((symbol) => {
			const place = `${relative(ROOT, symbol.declarations?.[0]?.getSourceFile().fileName ?? "")} ${symbol.name}`;
			if (seen.has(place)) return [];
			seen.add(place);
			const isCalled = (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Class)) !== 0;
			const examples = [symbol, ...(symbol.members?.values() ?? [])].flatMap(readExamples);
			return [{ place, entry, isCalled, examples }];
		}),
	);
}

/** The values that an entry exports. */
export function listNames(entry: string): string[] {
	const isValue = (symbol: ts.Symbol): boolean => (symbol.flags & ts.SymbolFlags.Value) !== 0;
	return listExports(entry).flatMap((symbol) => (isValue(symbol) && symbol.name !== "default" ? [symbol.name] : []));
}

function listExports(entry: string): ts.Symbol[] {
	const file = program.getSourceFile(join(ROOT, "packages", ENTRIES[entry] ?? ""));
	const module = file && checker.getSymbolAtLocation(file);
	if (!module) throw new Error(`${entry} could not be read`);
	return checker
		.getExportsOfModule(module)
		.map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
}

function readExamples(symbol: ts.Symbol): string[] {
	const tags = symbol.getJsDocTags(checker).filter(({ name }) => name === "example");
	return tags.map(({ text }) => ts.displayPartsToString(text));
}
