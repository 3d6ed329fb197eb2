import { randomBytes, randomInt } from "node:crypto";

/** A webhook of one case. Its token isolates the case and is what the leak scan looks for. */
export interface StageWebhook {
	readonly name: string;
	readonly id: string;
	readonly token: string;
}

/** Ids of 19 digits and tokens of 68 characters, as Discord's are. */
export function mintWebhook(name: string): StageWebhook {
	const id = `11${String(randomInt(1e14)).padStart(14, "0")}${String(randomInt(1000)).padStart(3, "0")}`;
	return { name, id, token: randomBytes(51).toString("base64url") };
}
