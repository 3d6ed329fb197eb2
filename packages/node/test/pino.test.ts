import type { Sandbox } from "@dat/sandbox";
import { describe, expect, it } from "vitest";
import { type Programs, setupPrograms } from "./programs.ts";

interface Shown {
	readonly title: string;
	readonly description?: string;
	readonly color: number;
	readonly fields?: readonly { readonly name: string; readonly value: string }[];
	readonly footer?: { readonly text: string };
	readonly timestamp?: string;
}

function shown(sandbox: Sandbox): Shown[] {
	return sandbox.messages().flatMap(({ body }) => (body["embeds"] ?? []) as Shown[]);
}

/** The real pino beside the built package, since pino loads its targets by name, and a program that logs. */
async function setup(program: string, options = "{}", settings = "{}"): Promise<Programs> {
	const programs = await setupPrograms();
	programs.install("@dat/node", "pino");
	programs.write(
		"app.mjs",
		`import pino from "pino";
		const transport = pino.transport({ target: "@dat/node/pino", options: ${options} });
		const logger = pino(${settings}, transport);
		${program}`,
	);
	return programs;
}

const QUIET = { code: 0, said: "", printed: "" };

describe("@dat/node/pino, under the real pino", () => {
	it("raises error and fatal, the message as title and the bindings as fields, when the program just ends", async () => {
		const { sandbox, run } = await setup(
			`logger.info("up"); logger.warn("slow");
			logger.child({ service: "checkout" }).error({ orderId: 47, user: { id: 7 } }, "payment failed\\nsecond line");
			logger.fatal("out of disk");`,
			"{}",
			`{ name: "shop", redact: ["user.id"] }`,
		);
		expect(await run("app.mjs")).toEqual(QUIET);
		const [payment, disk] = shown(sandbox).toSorted((one, other) => other.title.localeCompare(one.title));
		expect(payment).toMatchObject({
			title: expect.stringContaining("payment failed"),
			description: "second line",
			color: 0xff8800,
			fields: [
				{ name: "service", value: "checkout" },
				{ name: "orderId", value: "47" },
				{ name: "user", value: '{"id":"[Redacted]"}' },
			],
			footer: { text: expect.stringMatching(/^shop @ /) },
			timestamp: expect.any(String),
		});
		expect(disk).toMatchObject({ title: expect.stringContaining("out of disk"), color: 0xff0000 });
		expect(shown(sandbox)).toHaveLength(2);
	});

	it("delivers a fatal that is followed by process.exit, whose code stays", async () => {
		const { sandbox, run } = await setup(`logger.fatal("last words"); process.exit(3);`);
		expect(await run("app.mjs")).toEqual({ ...QUIET, code: 3 });
		expect(shown(sandbox)).toMatchObject([{ title: expect.stringContaining("last words") }]);
	});

	it("shows an error with its class, its causes and the errors of an AggregateError", async () => {
		const { sandbox, run } = await setup(
			`const cause = new RangeError("port 0");
			logger.error(new TypeError("cannot connect", { cause }));
			logger.error({ err: new AggregateError([new Error("first"), new Error("second")], "all failed") }, "gave up");`,
		);
		expect(await run("app.mjs")).toEqual(QUIET);
		const [aggregate, nested] = shown(sandbox).toSorted((one, other) => other.title.localeCompare(one.title));
		expect(nested?.title).toContain("cannot connect");
		expect(nested?.description).toMatch(/TypeError: cannot connect[\s\S]*RangeError: port 0/);
		expect(aggregate?.description).toMatch(/AggregateError: all failed[\s\S]*first[\s\S]*second/);
	});

	it("knows custom levels and keys, and takes severities by level name", async () => {
		const { sandbox, run } = await setup(
			`logger.page({ fault: new Error("root cause") }, "wake up"); logger.error("not for Discord"); logger.info("fine");`,
			`{ severities: { page: "P0", error: false } }`,
			`{ customLevels: { page: 70 }, messageKey: "text", errorKey: "fault" }`,
		);
		expect(await run("app.mjs")).toEqual(QUIET);
		expect(shown(sandbox)).toMatchObject([{ title: expect.stringContaining("wake up"), color: 0xff0000 }]);
		expect(shown(sandbox)[0]?.description).toContain("root cause");
	});

	it("lets a record say by `alert` whether it is one", async () => {
		const { sandbox, run } = await setup(
			`logger.info({ alert: { severity: "P3", mention: [] } }, "sold one"); logger.error({ alert: false }, "hidden");
			logger.info({ alert: "a binding of that name" }, "also hidden");`,
			"{}",
			`{ formatters: { level: (level) => ({ level }) } }`,
		);
		expect(await run("app.mjs")).toEqual(QUIET);
		expect(shown(sandbox)).toMatchObject([{ title: expect.stringContaining("sold one"), color: 0x00cc66 }]);
	});

	it("is one of several targets, with a level of its own", async () => {
		const { sandbox, run, write } = await setup("");
		write(
			"several.mjs",
			`import pino from "pino";
			const targets = [
				{ target: "@dat/node/pino", level: "fatal" },
				{ target: "pino/file", level: "info", options: { destination: "all.log" } },
			];
			const logger = pino(pino.transport({ targets }));
			logger.error("only in the file"); logger.fatal("in both");`,
		);
		expect(await run("several.mjs")).toEqual(QUIET);
		expect(shown(sandbox)).toMatchObject([{ title: expect.stringContaining("in both") }]);
	});

	it("costs a storm of 10,000 equal errors a handful of messages", async () => {
		const { sandbox, run } = await setup(`for (let i = 0; i < 10_000; i++) logger.error({ i }, "database is gone");`);
		expect(await run("app.mjs")).toEqual(QUIET);
		expect(sandbox.messages().length).toBeLessThanOrEqual(5);
		expect(shown(sandbox).at(-1)?.title).toMatch(/9,?997/);
	});

	it("warns of a dead webhook without the logger, and ends", async () => {
		const { sandbox, run } = await setup(`logger.error("nobody hears this");`);
		for (const webhook of sandbox.state.webhooks.values()) webhook.isDeleted = true;
		const { code, said, printed } = await run("app.mjs");
		expect({ code, printed }).toEqual({ code: 0, printed: "" });
		expect(sandbox.messages()).toHaveLength(0);
		expect(said).toBe("");
	});

	it("gives wrong options to the `error` of the transport, with a word on what to write", async () => {
		const { run } = await setup(
			`transport.on("error", (error) => console.log(error.message));`,
			`{ minSeverity: "critical" }`,
		);
		expect(await run("app.mjs")).toMatchObject({
			printed: expect.stringContaining("minSeverity is critical; write one of P0, P1, P2, P3, DEV"),
		});
	});
});
