// The layers of core look down only, adapters never import each other, nothing reaches into another package's sources.
const LAYERS = [
	"errors",
	"alert",
	"discord",
	"policy",
	"outcome",
	"platform",
	"spool",
	"delivery",
	"options",
	"notifier",
];

const lookDownOnly = LAYERS.map((layer, index) => ({
	name: `core-${layer}-looks-down`,
	severity: "error",
	from: { path: `^packages/core/src/${layer}/` },
	to: {
		path: `^packages/core/src/(${[...LAYERS.slice(index + 1).map((above) => `${above}/`), "relay/", "testing/", "index", "adapter"].join("|")})`,
	},
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
	forbidden: [
		...lookDownOnly,
		{ name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
		{
			name: "core-imports-only-itself",
			severity: "error",
			from: { path: "^packages/core/src/" },
			to: { pathNot: "^packages/core/src/" },
		},
		{
			name: "testing-sees-shapes-only",
			severity: "error",
			from: { path: "^packages/core/src/testing/" },
			to: { path: "^packages/core/src/(delivery|notifier|options|policy)/" },
		},
		{
			name: "adapters-are-strangers",
			severity: "error",
			from: { path: "^packages/(node|browser|deno)/src/" },
			to: { path: "^packages/(?!core/|$1/)" },
		},
		{
			name: "sandbox-is-independent",
			comment: "A mistake shared with core would hide itself.",
			severity: "error",
			from: { path: "^packages/sandbox/(src|test)/" },
			to: { path: "(^packages/core/|@dat/core)" },
		},
		{
			name: "sandbox-runs-in-pages",
			comment: "Its engine and its msw handlers are what the docs site and setupWorker use.",
			severity: "error",
			from: { path: "^packages/sandbox/src/(create-sandbox|msw)[.]ts$" },
			to: { reachable: true, path: "^(node:|http2?$|net$|fs(/|$)|util$)" },
		},
		{
			name: "no-reaching-through",
			severity: "error",
			from: { path: "^packages/([^/]+)/" },
			to: { path: "^packages/(?!$1/)[^/]+/src/(?!index[.]ts|adapter[.]ts|http[.]ts|(relay|testing)/index[.]ts)" },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		tsConfig: { fileName: "tsconfig.base.json" },
		enhancedResolveOptions: {
			conditionNames: ["@dat/source", "import", "node", "default"],
			exportsFields: ["exports"],
		},
		exclude: { path: "(node_modules|/dist/)" },
		doNotFollow: { path: "node_modules" },
	},
};
