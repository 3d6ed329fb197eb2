#!/usr/bin/env node
import { main } from "./cli/main.ts";

// A reader that has gone (`dat scan | head`) is no failure.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
	if (error.code !== "EPIPE") throw error;
});
// Not process.exit(): it would cut what a pipe has not taken yet.
process.exitCode = await main(process.argv.slice(2));
