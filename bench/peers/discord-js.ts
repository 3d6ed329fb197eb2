import { COLOR, DESCRIPTION, EMBED_FIELDS, title } from "../alert.ts";
import { type Library, lost } from "./peer.ts";

/** Both hold themselves to 50 requests a second, which would be all that is measured. */
const UNBRAKED = 1e9;

/** `WebhookClient` with an `EmbedBuilder`, as its guide shows. */
export const discordJs: Library = {
	packages: ["discord.js"],
	open: async ({ origin, id, token }) => {
		const { EmbedBuilder, WebhookClient } = await import("discord.js");
		const rest = { api: `${origin}/api`, globalRequestsPerSecond: UNBRAKED };
		const client = new WebhookClient({ id, token }, { rest });
		return {
			raise: (index) => {
				const embed = new EmbedBuilder().setTitle(title(index)).setDescription(DESCRIPTION).setColor(COLOR);
				client.send({ embeds: [embed.addFields(EMBED_FIELDS)], allowedMentions: { parse: [] } }).catch(lost);
			},
		};
	},
};

/** The lighter half of it, for those who only speak HTTP. */
export const discordJsRest: Library = {
	packages: ["@discordjs/core", "@discordjs/rest"],
	open: async ({ origin, id, token }) => {
		const [{ REST }, { API }] = await Promise.all([import("@discordjs/rest"), import("@discordjs/core/http-only")]);
		const api = new API(new REST({ version: "10", api: `${origin}/api`, globalRequestsPerSecond: UNBRAKED }));
		return {
			raise: (index) => {
				const embed = { title: title(index), description: DESCRIPTION, color: COLOR, fields: EMBED_FIELDS };
				api.webhooks.execute(id, token, { embeds: [embed], allowed_mentions: { parse: [] } }).catch(lost);
			},
		};
	},
};
