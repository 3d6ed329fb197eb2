#!/usr/bin/env node
import { complain, EXIT } from "./cli/command.ts";
import { main } from "./cli/main.ts";
import { isTooOld, LEAST_NODE } from "./cli/runtime.ts";

let isOutputLost = false;
for (const stream of [process.stdout, process.stderr])
	stream.on("error", ({ code, message }: NodeJS.ErrnoException) => {
		// A reader that has gone (`dat scan | head`) is no failure.
		if (code === "EPIPE" || isOutputLost) return;
		isOutputLost = true;
		complain(`the output is lost: ${message}`);
		process.exitCode ||= EXIT.outputLost;
	});
// Ours are for whoever reads stderr; that node:sqlite is new is not.
process.removeAllListeners("warning").on("warning", ({ name, message }) => {
	if (name === "DatWarning") complain(message);
});
// Not process.exit(): it would cut what a pipe has not taken yet.
process.exitCode = isTooOld() ? refuse() : await main(process.argv.slice(2));
if (isOutputLost) process.exitCode ||= EXIT.outputLost;

function refuse(): number {
	complain(`Node ${process.versions.node} is too old for dat; install ${LEAST_NODE.join(".")} or later`);
	return EXIT.unavailable;
}
