import { createInterface } from "node:readline";
import type { Command, Commands, Reply } from "./commands.ts";

/** Answers the lines of stdin, until it ends or `stop` comes; `leave` is the last that happens before the exit. */
export function speak({ perform, end }: Commands, leave: () => Promise<void> = async () => {}): void {
	const reply = (message: Reply): Promise<void> =>
		new Promise((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, () => resolve()));
	const finish = async (id?: number): Promise<void> => {
		await end();
		if (id !== undefined) await reply({ id, result: true });
		await leave();
		process.exit(0);
	};
	createInterface({ input: process.stdin })
		.on("line", async (line) => {
			const command = parse(line);
			if (typeof command === "string") await reply({ id: null, error: command });
			else if (command.cmd === "stop") await finish(command.id);
			else await reply(await perform(command));
		})
		.on("close", () => finish());
}

/** The command in a line, or what is wrong with the line. */
function parse(line: string): Command | string {
	try {
		return JSON.parse(line);
	} catch (error) {
		return (error as Error).message;
	}
}
