import { defineConfig } from "tsup";
import { preset } from "../../tooling/tsup-preset.ts";

export default defineConfig([
	preset({ entry: ["src/index.ts", "src/adapter.ts", "src/testing/index.ts"], platform: "neutral" }),
	// The relay may name more of the web than the rest of core (docs/decisions/0006-the-relay-names-the-web.md).
	preset({
		entry: { "relay/index": "src/relay/index.ts" },
		platform: "neutral",
		tsconfig: "src/relay/tsconfig.json",
		clean: false,
	}),
]);
