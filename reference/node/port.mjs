// Drives the notifier by lines of JSON on stdin, as PROTOCOL.md says. A program of your own needs only notifier.mjs.
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import { Notifier } from "./notifier.mjs";
import { redact } from "./redact.mjs";
import { readSettings } from "./settings.mjs";

const LAST_WORDS_MS = 2_000;
const NOBODY = { webhooks: new Map(), enabled: true, audit: false, throttleMax: 0 };

let notifier = new Notifier(NOBODY);
let lastError;
const open = new Set();

const commands = {
	start: ({ protocol }) => {
		if (protocol !== 1) throw new Error(`this port speaks protocol 1, not ${protocol}`);
		return { protocol: 1, name: "dat-node-port", language: "node", level: "L3", features: [] };
	},
	configure: (given) => {
		notifier = new Notifier(NOBODY);
		notifier = new Notifier(readSettings(given));
		return true;
	},
	send: ({ alert, timeoutMs }) => notifier.send(alert, timeoutMs),
	notify: ({ alert }) => notifier.notify(alert),
	stats: () => notifier.stats(),
	flush: ({ timeoutMs }) => notifier.flush(timeoutMs),
	close: ({ timeoutMs }) => notifier.close(timeoutMs),
	probe: () => notifier.probe(),
	inspect: () =>
		[inspect(notifier, { depth: 9, showHidden: true }), JSON.stringify(notifier), inspect(lastError)].join(" | "),
};

async function answer(line) {
	let id = null;
	try {
		const { cmd, ...given } = JSON.parse(line);
		id = given.id;
		if (cmd === "stop") return void stop(id); // it waits for all the others, so nobody waits for it
		if (!Object.hasOwn(commands, cmd)) return reply({ id, unsupported: true });
		reply({ id, result: await commands[cmd](given) });
	} catch (error) {
		lastError = error;
		reply({ id, error: redact(error.message) });
	}
}

async function stop(id) {
	await end();
	reply({ id, result: true }, () => process.exit(0));
}

async function end() {
	await notifier.close(LAST_WORDS_MS);
	await Promise.allSettled([...open]);
}

function reply(message, then) {
	process.stdout.write(`${JSON.stringify(message)}\n`, then);
}

createInterface({ input: process.stdin })
	.on("line", (line) => {
		const working = answer(line);
		open.add(working);
		working.finally(() => open.delete(working));
	})
	.on("close", () => end().then(() => process.exit(0)));
process.on("SIGTERM", () => notifier.close(LAST_WORDS_MS).then(() => process.exit(0)));
