import { existsSync, readFileSync } from "node:fs";
import { findProblems } from "@dat/sandbox";
import { expect, it } from "vitest";
import { PUBLISHED_LIMITS } from "../../../../tooling/published-limits.ts";

const x = (length: number): string => "x".repeat(length);
const url = (length: number): string => `https://a.example/${x(length - "https://a.example/".length)}`;
const list = <Item>(length: number, make: (index: number) => Item): Item[] => Array.from({ length }, (_, i) => make(i));
const embed = (part: object): object => ({ embeds: [part] });
const field = (part: object): object => embed({ fields: [{ name: "n", value: "v", ...part }] });
const attachment = (part: object): object => ({ content: "a", attachments: [{ id: 0, ...part }] });

/** How to make a body that has so much of a property. */
const make: Record<string, (size: number) => object> = {
	"RichEmbed.title": (size) => embed({ title: x(size) }),
	"RichEmbed.description": (size) => embed({ description: x(size) }),
	"RichEmbed.url": (size) => embed({ url: url(size) }),
	"RichEmbed.fields": (size) => embed({ fields: list(size, () => ({ name: "n", value: "v" })) }),
	"RichEmbed.color": (size) => embed({ color: size }),
	"RichEmbedField.name": (size) => field({ name: x(size) }),
	"RichEmbedField.value": (size) => field({ value: x(size) }),
	"RichEmbedFooter.text": (size) => embed({ footer: { text: x(size) } }),
	"RichEmbedFooter.icon_url": (size) => embed({ footer: { text: "f", icon_url: url(size) } }),
	"RichEmbedAuthor.name": (size) => embed({ author: { name: x(size) } }),
	"RichEmbedAuthor.url": (size) => embed({ author: { name: "a", url: url(size) } }),
	"RichEmbedAuthor.icon_url": (size) => embed({ author: { name: "a", icon_url: url(size) } }),
	"RichEmbedImage.url": (size) => embed({ image: { url: url(size) } }),
	"RichEmbedThumbnail.url": (size) => embed({ thumbnail: { url: url(size) } }),
	"MessageAttachmentRequest.filename": (size) => attachment({ filename: x(size) }),
	"MessageAttachmentRequest.description": (size) => attachment({ description: x(size) }),
	"MessageAttachmentRequest.title": (size) => attachment({ title: x(size) }),
	"MessageAllowedMentionsRequest.users": (size) => ({ allowed_mentions: { users: list(size, (id) => `${id + 1}`) } }),
	"MessageAllowedMentionsRequest.roles": (size) => ({ allowed_mentions: { roles: list(size, (id) => `${id + 1}`) } }),
	"IncomingWebhookRequestPartial.content": (size) => ({ content: x(size) }),
	"IncomingWebhookRequestPartial.embeds": (size) => ({ embeds: list(size, () => ({ title: "t" })) }),
	"IncomingWebhookRequestPartial.username": (size) => ({ username: x(size) }),
	"IncomingWebhookRequestPartial.avatar_url": (size) => ({ avatar_url: url(size) }),
	"IncomingWebhookRequestPartial.thread_name": (size) => ({ thread_name: x(size) }),
	"IncomingWebhookRequestPartial.applied_tags": (size) => ({ applied_tags: list(size, (id) => `${id + 1}`) }),
	"IncomingWebhookRequestPartial.attachments": (size) => ({ attachments: list(size, () => ({ id: 0 })) }),
};

/** What Discord overwrites or ignores in what a webhook sends, and what an edit has like a post. */
const LEFT_OUT =
	/^(?:RichEmbedVideo|RichEmbedProvider|IncomingWebhookUpdateRequestPartial)\.|\.(?:placeholder|placeholder_version|duration_secs|waveform|type|parse)$|^RichEmbed(?:Image|Thumbnail)\.description$/;

it.skipIf(!existsSync(PUBLISHED_LIMITS))(
	"agrees with every limit of a webhook's message in Discord's published OpenAPI description",
	() => {
		const { schemas } = JSON.parse(readFileSync(PUBLISHED_LIMITS, "utf8")).components;
		const seen: string[] = [];
		for (const [name, { properties = {} }] of Object.entries<any>(schemas)) {
			for (const [property, { maxLength, maxItems, maximum }] of Object.entries<any>(properties)) {
				const key = `${name}.${property}`;
				const max: number | undefined = maxLength ?? maxItems ?? maximum;
				if (max === undefined || LEFT_OUT.test(key)) continue;
				seen.push(key);
				const build = make[key] ?? expect.unreachable(`nothing makes ${key}`);
				expect(findProblems(build(max), ["a.png"]), `${key} at ${max}`).toEqual([]);
				expect(findProblems(build(max + 1), ["a.png"]), `${key} above ${max}`).not.toEqual([]);
			}
		}
		expect(seen.sort()).toEqual(Object.keys(make).sort());
	},
);
