import { DESCRIPTION, FIELDS, title } from "../alert.ts";
import { type Library, webhookOf } from "./peer.ts";

/** In pino's own worker thread. */
export const pinoDiscord: Library = {
	packages: ["pino", "pino-discord-transport"],
	open: async (place) => {
		const { pino } = await import("pino");
		const options = { webhookUrl: webhookOf(place), webhookType: 1, title: "bench" };
		const logger = pino(pino.transport({ target: "pino-discord-transport", options }));
		return { raise: (index) => logger.error({ ...FIELDS, description: DESCRIPTION }, title(index)) };
	},
};

/** What is used of it: it can send to discordapp.com alone, unless this is put in its place. */
interface Redirected {
	getUrl: () => string;
}

/** On the thread that logs. */
export const winstonDiscord: Library = {
	packages: ["winston", "winston-discord-transport"],
	open: async (place) => {
		const [{ createLogger }, module] = await Promise.all([import("winston"), import("winston-discord-transport")]);
		// CommonJS below an ES default.
		const Transport = (module.default as unknown as { default: typeof module.default }).default;
		const transport = new Transport({ webhook: webhookOf(place), defaultMeta: {} } as never);
		(transport as unknown as Redirected).getUrl = () => webhookOf(place);
		const logger = createLogger({ transports: [transport as never] });
		return {
			raise: (index) => void logger.error(title(index), { meta: { ...FIELDS, description: DESCRIPTION } }),
		};
	},
};
