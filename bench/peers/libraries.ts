import { datNode, ROOM } from "./dat-node.ts";
import { discordJs, discordJsRest } from "./discord-js.ts";
import { discordWebhookNode } from "./discord-webhook-node.ts";
import { pinoDiscord, winstonDiscord } from "./loggers.ts";
import type { Library } from "./peer.ts";
import { undici } from "./undici.ts";

export const OURS = "@dat/node";

/** All that are measured, ours first. */
export const LIBRARIES: Readonly<Record<string, Library>> = {
	[OURS]: datNode(ROOM),
	undici,
	"discord.js": discordJs,
	"@discordjs/rest": discordJsRest,
	"discord-webhook-node": discordWebhookNode,
	"pino-discord-transport": pinoDiscord,
	"winston-discord-transport": winstonDiscord,
};

/** For a storm, whose point is the bound: ours with the queue that it has by default. */
export const WITH_BOUND: Readonly<Record<string, Library>> = { ...LIBRARIES, [OURS]: datNode({}) };
