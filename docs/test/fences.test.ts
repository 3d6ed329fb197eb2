import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Fence, listFences, ROOT } from "./fences.ts";
import { refusals } from "./refusals.ts";

/** What a page's piece of code takes as given: what its reader has. */
const GIVEN = `
declare const url: string;
declare const error: unknown;
declare const clock: import("@dat/core").Clock;
declare const random: import("@dat/core").Random;
declare module "*/send-alert.ts" { export const sendAlert: any; }
declare module "discord-webhook-node" {
	export class MessageBuilder { setTitle(text: string): this; addField(name: string, value: string): this; setColor(color: number): this; }
	export class Webhook { constructor(url: string); send(message: string | MessageBuilder): Promise<void>; error(text: string): Promise<void>; }
}
declare module "winston-discord-transport" {
	const DiscordTransport: new (options: { webhook: string; level?: string }) => import("winston").transport;
	export default DiscordTransport;
}
`;

/** Programs that a test of @dat/node runs as they are, by page. */
const RUN: readonly (readonly [page: string, test: string])[] = [
	["docs/diagnostics.md", "packages/node/test/diagnostics.test.ts"],
	["docs/logging.md", "packages/node/test/logging-docs.test.ts"],
	["docs/testing.md", "packages/node/test/testing/runners.test.ts"],
];

/** Those, and the ports' first alerts (port-fences.test.ts). */
const isRun = ({ page, language }: Fence): boolean =>
	page.startsWith("reference/") || (language === "js" && RUN.some(([where]) => where === page));

/** Deno's types are not Node's. */
const needsDeno = ({ code }: Fence): boolean => /\bDeno\.|@dat\/deno/.test(code);

describe("the code in pages and READMEs", () => {
	it.each(RUN)("is run as it stands in %s", (page, test) => {
		expect(readFileSync(join(ROOT, test), "utf8")).toContain(`"${page.replace("docs/", "")}"`);
	});

	it.each([
		["node", false],
		["deno", true],
	] as const)("has the types of what a reader installs: %s", (types, isForDeno) => {
		const fences = listFences("ts", "js").filter((fence) => isForDeno === needsDeno(fence) && !isRun(fence));
		expect(fences.length).toBeGreaterThan(3);
		expect(refusals(fences, types, GIVEN)).toEqual([]);
	});
});
