import type { Case } from "../case.ts";
import { limited, SERVER_ERROR } from "../stage/discord-says.ts";

export const OBS: readonly Case[] = [
	{
		id: "obs/01-attempts",
		title: "the outcome counts every request that was made",
		requirement: "DAT-OBS-01",
		level: "L1",
		arms: { default: [limited(0.3), SERVER_ERROR] },
		checks: [{ kind: "true-outcomes" }, { kind: "told", members: { status: "delivered", attempts: 3 } }],
	},
];
