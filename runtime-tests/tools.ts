const platform = `${process.platform}-${process.arch}`;

/** The runtimes, bundlers and compilers that users have, by the name they are installed under. */
export const TOOLS: Readonly<Record<string, string>> = {
	// npm's `node` fetches these when it is installed; taken as they are, several versions live side by side.
	"node-22": `npm:node-${platform}@22.19.0`,
	"node-24": `npm:node-${platform}@24.21.0`,
	"node-26": `npm:node-${platform}@26.10.0`,
	bun: "1.4.5",
	deno: "2.9.6",
	miniflare: "4.20260730.0",
	esbuild: "0.28.2",
	rollup: "4.68.8",
	"@rollup/plugin-node-resolve": "16.0.3",
	vite: "8.3.8",
	webpack: "5.112.2",
	"@types/node": "22.20.5",
	"typescript-5.9": "npm:typescript@5.9.3",
	"typescript-6.0": "npm:typescript@6.0.3",
	"typescript-7.0": "npm:typescript@7.0.2",
};
