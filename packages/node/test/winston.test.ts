import { createSandbox, type Sandbox, startServer } from "@dat/sandbox";
import { describe, expect, it, onTestFinished } from "vitest";
import winston from "winston";
import { createNotifier } from "../src/index.ts";
import { createTransport, type WinstonTransportOptions } from "../src/winston.ts";
import { setupPrograms } from "./programs.ts";

interface Setup {
	readonly sandbox: Sandbox;
	readonly webhook: string;
	readonly logger: winston.Logger;
	/** Ends the logger; resolves when the transport has finished. */
	readonly end: () => Promise<void>;
}

/** The real winston, and a sandbox behind the transport. */
async function setup(
	options: WinstonTransportOptions = {},
	settings: winston.LoggerOptions = { level: "silly" },
): Promise<Setup> {
	const sandbox = createSandbox();
	const server = await startServer(sandbox);
	onTestFinished(() => server.close());
	const webhook = sandbox.createWebhook({ channel: "alerts" }).url(server.url);
	const transport = createTransport({ webhooks: { default: webhook }, queue: { thread: false }, ...options });
	const logger = winston.createLogger({ ...settings, transports: [transport] });
	const end = async (): Promise<void> => {
		const isFinished = new Promise<void>((resolve) => transport.once("finish", resolve));
		logger.end();
		await isFinished;
	};
	return { sandbox, webhook, logger, end };
}

interface Shown {
	readonly title: string;
	readonly description?: string;
	readonly fields?: readonly { readonly name: string; readonly value: string }[];
}

function shown(sandbox: Sandbox): Shown[] {
	return sandbox.messages().flatMap(({ body }) => (body["embeds"] ?? []) as Shown[]);
}

describe("@dat/node/winston, under the real winston", () => {
	it("raises errors, the message as title and metadata as fields, and finishes when they are settled", async () => {
		const { sandbox, logger, end } = await setup();
		logger.info("up");
		logger.child({ service: "checkout" }).error("payment failed", { orderId: 47 });
		await end();
		expect(shown(sandbox)).toMatchObject([
			{
				title: expect.stringContaining("payment failed"),
				fields: [
					{ name: "service", value: "checkout" },
					{ name: "orderId", value: "47" },
				],
			},
		]);
	});

	it("shows an Error, given alone or beside a message, with its causes", async () => {
		const { sandbox, logger, end } = await setup();
		logger.error(new TypeError("cannot connect", { cause: new RangeError("port 0") }));
		logger.error("gave up", new Error("late"));
		await end();
		const [alone, beside] = shown(sandbox);
		expect(alone?.title).toContain("cannot connect");
		expect(alone?.description).toMatch(/TypeError: cannot connect[\s\S]*RangeError: port 0/);
		expect(beside?.description).toContain("Error: late");
	});

	it("knows a level below its colours, syslog's levels, and takes severities by level name", async () => {
		const { sandbox, logger, end } = await setup(
			{ severities: { notice: "P1", error: false } },
			{ levels: winston.config.syslog.levels, format: winston.format.colorize(), level: "debug" },
		);
		logger.log("notice", "told as P1");
		logger.log("error", "not for Discord");
		logger.log("emerg", "everything burns");
		await end();
		expect(shown(sandbox).map(({ title }) => title)).toEqual([
			expect.stringMatching(/P0 · everything burns/),
			expect.stringMatching(/P1 · told as P1/),
		]);
	});

	it("hears nothing that its own callbacks log", async () => {
		let outcomes = 0;
		const told = Promise.withResolvers<void>();
		const { sandbox, logger, end } = await setup({
			onOutcome: ({ status }) => {
				outcomes++;
				logger.error(`an alert was ${status}`);
				told.resolve();
			},
		});
		logger.error("once");
		await told.promise;
		await end();
		expect(shown(sandbox)).toHaveLength(1);
		expect(outcomes).toBe(1);
	});

	it("raises through a notifier that is given, and leaves it open", async () => {
		const { sandbox, webhook } = await setup();
		const notifier = createNotifier({ webhooks: { default: webhook }, queue: { thread: false } });
		onTestFinished(async () => void (await notifier.close()));
		const transport = createTransport({ notifier });
		const logger = winston.createLogger({ transports: [transport] });
		const isFinished = new Promise((resolve) => transport.once("finish", resolve));
		logger.error("through the other");
		logger.end();
		await isFinished;
		expect(shown(sandbox)).toHaveLength(1);
		expect((await notifier.send({ severity: "P1", title: "still open" })).status).toBe("delivered");
	});

	it("keeps an alert that a record forbids, and raises one that it asks for", async () => {
		const { sandbox, logger, end } = await setup();
		logger.error("hidden", { alert: false });
		logger.info("sold one", { alert: { severity: "P3" } });
		await end();
		expect(shown(sandbox).map(({ title }) => title)).toEqual([expect.stringContaining("sold one")]);
	});

	it("throws for wrong options, with a word on what to write", () => {
		expect(() => createTransport({ minSeverity: "critical" as "P0" })).toThrow(
			"minSeverity is critical; write one of P0, P1, P2, P3, DEV",
		);
	});

	it.each([
		["handleExceptions", `setTimeout(() => { throw new Error("nobody caught this"); });`],
		["handleRejections", `Promise.reject(new Error("nobody caught this"));`],
	])("delivers a crash that winston handles by %s", async (option, crash) => {
		const { sandbox, run, write, install } = await setupPrograms();
		install("@dat/node", "winston");
		write(
			"app.mjs",
			`import winston from "winston";
			import { createTransport } from "@dat/node/winston";
			winston.createLogger({ transports: [createTransport({ ${option}: true })] });
			${crash}`,
		);
		expect((await run("app.mjs")).code).toBe(1);
		expect(shown(sandbox)).toMatchObject([{ description: expect.stringContaining("Error: nobody caught this") }]);
		expect(shown(sandbox)).toHaveLength(1);
	});
});
