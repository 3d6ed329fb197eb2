import { COLOR, DESCRIPTION, EMBED_FIELDS, title } from "../alert.ts";
import { type Library, lost, webhookOf } from "./peer.ts";

/** By hand: a pool of five connections, which was the fastest of one, five and ten; its retry reads Retry-After. */
export const undici: Library = {
	packages: ["undici"],
	open: async (place) => {
		const { Pool, interceptors, request } = await import("undici");
		const pool = new Pool(place.origin, { connections: 5 });
		const dispatcher = place.isLimited
			? pool.compose(interceptors.retry({ methods: ["POST"], statusCodes: [429, 500, 502, 503, 504], maxRetries: 100 }))
			: pool;
		const headers = { "content-type": "application/json" };
		return {
			raise: (index) => {
				const embed = { title: title(index), description: DESCRIPTION, color: COLOR, fields: EMBED_FIELDS };
				const body = JSON.stringify({ embeds: [embed], allowed_mentions: { parse: [] } });
				request(webhookOf(place), { dispatcher, method: "POST", headers, body }).then(
					(answer) => answer.body.dump(),
					lost,
				);
			},
		};
	},
};
