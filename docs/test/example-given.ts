/** What an example takes as given, by the name it uses: lines in front of it, so that it has types and can run. */
export const GIVEN: Readonly<Record<string, string>> = {
	url: 'const url = process.env["DISCORD_WEBHOOK"] ?? "";',
	host: 'import { createVirtualClock as openClock } from "@dat/core/testing";\nconst host = { fetch, clock: openClock(), random: Math.random };',
	platform:
		'import { createVirtualClock as openClockToo } from "@dat/core/testing";\nconst platform = { fetch, clock: openClockToo(), random: Math.random };',
	createNotifier: 'import { createNotifier } from "@dat/node";',
	notifier: 'import { createNotifier as openNotifier } from "@dat/node";\nconst notifier = openNotifier();',
	relay:
		'import { createRelay as openRelay } from "@dat/core/relay";\nimport { createNotifier as openForRelay } from "@dat/node";\nconst relay = openRelay({ notifier: openForRelay(), origins: ["https://shop.example"] });',
	createRelay: 'import { createRelay } from "@dat/core/relay";',
	sandbox: 'import { createSandbox as openSandbox } from "@dat/sandbox";\nconst sandbox = openSandbox();',
	createSandbox: 'import { createSandbox } from "@dat/sandbox";',
	setupServer: `import { createRequire } from "node:module";
const { setupServer } = createRequire(\`\${process.cwd()}/../../../sandbox/package.json\`)("msw/node");`,
	pino: 'import pino from "pino";',
	winston: 'import winston from "winston";',
	assert: 'import assert from "node:assert/strict";',
	secret: 'const secret = "secret";',
	page: "const page = () => {};",
	response: "const response = { send: (text: string) => text };",
	beforeEach: "const beforeEach = (run: () => void) => run();",
	app: "const app = { all: hear, post: hear, register: hear };\nfunction hear(..._: any[]): void {}",
	createServer: "const createServer = (_: unknown) => ({ listen(_port: number) {} });",
	card: 'const card = "47";',
	checkout:
		'const checkout = { pay: (order: string) => notifier.notify({ severity: "P1", title: "payment failed", fields: { order } }) };',
	Checkout: `import type { Notifier } from "@dat/node";

class Checkout {
	notifier: Notifier;
	constructor(given: Notifier) { this.notifier = given; }
	async pay(order: string) { this.notifier.notify({ severity: "P1", title: "payment failed", fields: { order } }); }
}`,
};
