import { fileURLToPath } from "node:url";

/** Discord's published limits lie beside the repository where the project is developed; nothing of them is committed. */
export const PUBLISHED_LIMITS: string = fileURLToPath(
	new URL("../../shared/discord-openapi-webhook.json", import.meta.url),
);
