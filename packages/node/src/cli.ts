#!/usr/bin/env node
import { complain } from "./cli/command.ts";
import { main } from "./cli/main.ts";

// A reader that has gone (`dat scan | head`) is no failure.
for (const stream of [process.stdout, process.stderr])
	stream.on("error", (error: NodeJS.ErrnoException) => {
		if (error.code !== "EPIPE") throw error;
	});
// Ours are for whoever reads stderr; that node:sqlite is new is not.
process.removeAllListeners("warning").on("warning", ({ name, message }) => {
	if (name === "DatWarning") complain(message);
});
// Not process.exit(): it would cut what a pipe has not taken yet.
process.exitCode = await main(process.argv.slice(2));
