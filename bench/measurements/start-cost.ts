import { fork } from "node:child_process";
import { once } from "node:events";
import { openDiscord } from "../servers/discord.ts";
import type { Figures } from "./measurement.ts";

interface Used {
	readonly cpuMs: number;
	readonly mb: number;
}

/** What it costs to import and open a library, and then to deliver one alert; over a bare process. */
export async function startCost(name: string): Promise<Figures> {
	const discord = await openDiscord("unlimited");
	const child = fork(new URL("./start.ts", import.meta.url), [name, JSON.stringify(discord.place)]);
	const [opened] = (await once(child, "message")) as [Used];
	child.send("raise");
	await discord.until(1);
	child.send("arrived");
	const [first] = (await once(child, "message")) as [Used];
	discord.close();
	return { openCpuMs: opened.cpuMs, openMb: opened.mb, firstCpuMs: first.cpuMs, firstMb: first.mb };
}
