import { inspect } from "node:util";
import { createCommands, type Driven } from "./commands.ts";
import { speak } from "./speak.ts";

/** Drives a package that reads its environment itself, in this process. */
export function drive(name: string, create: Driven["create"]): void {
	const defaults = process.env["DAT_THROTTLE_MAX"] === "0" ? { throttle: false as const } : {};
	speak(createCommands({ name, create, inspect: (value) => inspect(value, { depth: 9 }), defaults }));
}
