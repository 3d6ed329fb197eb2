import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { findProblems } from "@dat/sandbox";
import { expect, it } from "vitest";

// Discord's published limits lie beside the repository where the project is developed; nothing of them is committed.
const FILE = fileURLToPath(new URL("../../../../../shared/discord-openapi-webhook.json", import.meta.url));

const make: Record<string, (value: never) => object> = {
	"RichEmbed.title": (title) => ({ embeds: [{ title }] }),
	"RichEmbed.description": (description) => ({ embeds: [{ description }] }),
	"RichEmbedField.name": (name) => ({ embeds: [{ fields: [{ name, value: "v" }] }] }),
	"RichEmbedField.value": (value) => ({ embeds: [{ fields: [{ name: "n", value }] }] }),
	"RichEmbedFooter.text": (text) => ({ embeds: [{ footer: { text } }] }),
	"RichEmbedAuthor.name": (name) => ({ embeds: [{ author: { name } }] }),
	"IncomingWebhookRequestPartial.content": (content) => ({ content }),
	"IncomingWebhookRequestPartial.username": (username) => ({ username }),
	"IncomingWebhookRequestPartial.thread_name": (name) => ({ thread_name: name }),
};

it.skipIf(!existsSync(FILE))("agrees with the lengths in Discord's published OpenAPI description", () => {
	const { schemas } = JSON.parse(readFileSync(FILE, "utf8")).components;
	const seen: string[] = [];
	for (const [name, { properties = {} }] of Object.entries<any>(schemas)) {
		for (const [property, { maxLength }] of Object.entries<any>(properties)) {
			const build = make[`${name}.${property}`];
			if (!build || maxLength === undefined) continue;
			seen.push(`${name}.${property}`);
			expect(findProblems(build("x".repeat(maxLength) as never)), `${name}.${property} at ${maxLength}`).toEqual([]);
			expect(
				findProblems(build("x".repeat(maxLength + 1) as never)),
				`${name}.${property} above ${maxLength}`,
			).not.toEqual([]);
		}
	}
	expect(seen.sort()).toEqual(Object.keys(make).sort());
});
