import type { Arm } from "../stage/arm.ts";
import * as discord from "../stage/discord-says.ts";
import { openStage } from "../stage/stage.ts";

/** What each webhook answers, for whoever tries by hand. */
const SCENARIOS: Readonly<Record<string, readonly Arm[]>> = {
	fine: [],
	"429-then-fine": [discord.limited(1.3)],
	"429-shared": [discord.always(discord.SHARED)],
	"429-for-an-hour": [discord.always(discord.limited(3_600))],
	"429-ban": [discord.always(discord.BANNED_TEXT)],
	"404-dead": [discord.always(discord.REFUSALS[404] ?? {})],
	"401-wrong-token": [discord.always(discord.REFUSALS[401] ?? {})],
	"500-then-fine": [discord.SERVER_ERROR],
	"502-page": [discord.always(discord.errorPage(502))],
	"lost-reply": [discord.always({ wire: "lost-reply" })],
	silence: [discord.always({ wire: "stall" })],
};

/** `serve`: a webhook URL for each scenario, and every request as it comes, until it is stopped. */
export async function serve(): Promise<never> {
	const stage = await openStage({ webhooks: Object.keys(SCENARIOS), hasBucket: true });
	for (const [name, arms] of Object.entries(SCENARIOS)) stage.script(name, arms);
	for (const { name, id, token } of stage.webhooks.values())
		console.log(`${name.padEnd(16)} ${stage.origin}/api/v10/webhooks/${id}/${token}`);
	console.log("Ctrl-C stops it.");
	for (let told = 0; ; told++) {
		await stage.until(() => stage.exchanges.length > told, 2 ** 31 - 1);
		const exchange = stage.exchanges[told];
		if (exchange)
			console.log(
				`${exchange.method} ${exchange.to} -> ${exchange.status || exchange.wire}  ${exchange.problems.join("; ")}`,
			);
	}
}
