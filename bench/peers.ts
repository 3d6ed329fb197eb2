// Each peer as its documentation shows it, with its own brake on requests lifted where it has one.

/** A library that posts alerts to a webhook. */
export interface Peer {
	/** Raises an alert and does not wait for it. */
	raise(index: number): void;
}

const FIELDS = {
	region: "ap-south-1",
	host: "db-3.internal",
	attempt: "3 of 5",
	elapsed: "2,431 ms",
	customer: "4711",
};
const DESCRIPTION = "p99 over two seconds, the pool is exhausted and new connections are refused. ".repeat(3);
const title = (index: number): string => `Order x${index} failed in checkout`;

/** How each is loaded and opened. */
export const PEERS: Readonly<Record<string, (origin: string, token: string) => Promise<Peer>>> = {
	"@dat/node": async (origin, token) => {
		const { createNotifier } = await import("@dat/node");
		const notifier = createNotifier({
			webhooks: { default: `${origin}/api/webhooks/${"1".repeat(18)}/${token}` },
			queue: { max: 100_000, maxTotal: 100_000 },
			pacing: false,
		});
		return {
			raise: (index) =>
				void notifier.notify({
					severity: "P2",
					title: title(index),
					key: `${index}`,
					description: DESCRIPTION,
					fields: FIELDS,
				}),
		};
	},
	undici: async (origin, token) => {
		const { Agent, request } = await import("undici");
		const dispatcher = new Agent({ connections: 10 });
		const post = (index: number): void => {
			const fields = Object.entries(FIELDS).map(([name, value]) => ({ name, value, inline: true }));
			const embed = { title: title(index), description: DESCRIPTION, color: 0xffcc00, fields };
			void request(`${origin}/api/webhooks/1/${token}`, {
				dispatcher,
				method: "POST",
				headers: { "content-type": "application/json" },
				body: JSON.stringify({ embeds: [embed], allowed_mentions: { parse: [] } }),
			}).then(({ body }) => body.dump());
		};
		return { raise: post };
	},
	"discord.js": async (origin, token) => {
		const { EmbedBuilder, WebhookClient } = await import("discord.js");
		const client = new WebhookClient(
			{ id: "1".repeat(18), token },
			{ rest: { api: `${origin}/api`, globalRequestsPerSecond: 1e9 } },
		);
		const fields = Object.entries(FIELDS).map(([name, value]) => ({ name, value, inline: true }));
		return {
			raise: (index) => {
				const embed = new EmbedBuilder().setTitle(title(index)).setDescription(DESCRIPTION).setColor(0xffcc00);
				void client.send({ embeds: [embed.addFields(fields)], allowedMentions: { parse: [] } });
			},
		};
	},
	"pino-discord-transport": async (origin, token) => {
		const { pino } = await import("pino");
		const logger = pino(
			pino.transport({
				target: "pino-discord-transport",
				options: { webhookUrl: `${origin}/api/webhooks/1/${token}`, webhookType: 1, title: "bench" },
			}),
		);
		return { raise: (index) => logger.error({ ...FIELDS, description: DESCRIPTION }, title(index)) };
	},
};
