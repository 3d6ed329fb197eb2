import { COLOR, DESCRIPTION, EMBED_FIELDS, title } from "../alert.ts";
import { type Library, lost, webhookOf } from "./peer.ts";

/** What is used of it; it has no types of its own. */
interface Module {
	readonly Webhook: new (options: { readonly url: string }) => { send(message: Message): Promise<void> };
	readonly MessageBuilder: new () => Message;
}

interface Message {
	setTitle(text: string): Message;
	setDescription(text: string): Message;
	setColor(color: number): Message;
	addField(name: string, value: string, inline: boolean): Message;
}

/** With `retryOnLimit`, its default. */
export const discordWebhookNode: Library = {
	packages: ["discord-webhook-node"],
	open: async (place) => {
		const name = "discord-webhook-node";
		const { default: module } = (await import(name)) as { readonly default: Module };
		const webhook = new module.Webhook({ url: webhookOf(place) });
		return {
			raise: (index) => {
				const message = new module.MessageBuilder().setTitle(title(index)).setDescription(DESCRIPTION).setColor(COLOR);
				for (const { name: field, value, inline } of EMBED_FIELDS) message.addField(field, value, inline);
				webhook.send(message).catch(lost);
			},
		};
	},
};
