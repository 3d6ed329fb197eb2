// One library under one measurement, in a process of its own: prints its figures as the last line. Started by `run.ts`.
import { bulk } from "./measurements/bulk.ts";
import { burst, delay } from "./measurements/burst.ts";
import { drain } from "./measurements/drain.ts";
import type { Bench, Figures } from "./measurements/measurement.ts";
import { own } from "./measurements/own.ts";
import { startCost } from "./measurements/start-cost.ts";
import { storm } from "./measurements/storm.ts";
import { wire } from "./measurements/wire.ts";
import { LIBRARIES, WITH_BOUND } from "./peers/libraries.ts";
import { openDiscord } from "./servers/discord.ts";

const UNLIMITED: Readonly<Record<string, (bench: Bench) => Promise<Figures>>> = { burst, delay, bulk, wire };
const LIMITED: Readonly<Record<string, (bench: Bench) => Promise<Figures>>> = { drain, storm };

// One library leaves its second try without a catch: without this it would end here, and its users with it.
process.on("unhandledRejection", () => {});
const [name = "", measurement = "", words = "1"] = process.argv.slice(2);
console.log(`${JSON.stringify(await measure(Number(words)))}`);
process.exit();

async function measure(count: number): Promise<Figures> {
	if (measurement === "own") return own(count);
	if (measurement === "start") return startCost(name);
	const run = UNLIMITED[measurement] ?? LIMITED[measurement];
	const library = (measurement === "storm" ? WITH_BOUND : LIBRARIES)[name];
	if (!(run && library)) throw new Error(`there is no ${measurement} of ${name}`);
	const discord = await openDiscord(measurement in LIMITED ? "limited" : "unlimited");
	const peer = await library.open(discord.place);
	return run({ peer, discord, count }).finally(discord.close);
}
