import type { SandboxWebhook } from "../state.ts";
import { checkMessage } from "../validate/message.ts";
import { toBoolean, toInteger } from "../validate/scalars.ts";
import { isRecord } from "../validate/scope.ts";
import { post } from "./execute.ts";
import { readForm } from "./form.ts";
import { type Handled, refuse, refuseForm, type WebhookWorld } from "./handled.ts";
import { findPlace } from "./place.ts";

type Json = Readonly<Record<string, unknown>>;

/** Takes what was written for Slack. It waits unless told otherwise, and answers `ok`, never a message. */
export function executeSlack(world: WebhookWorld, webhook: SandboxWebhook): Handled {
	const done = convert(world, webhook, fromSlack);
	if (done.status >= 300 || toBoolean(world.query.get("wait")) === false) return done;
	return { ...done, status: 200, headers: { "content-type": "text/html; charset=utf-8" }, body: "ok" };
}

/** Takes an event of GitHub's; one that it does not know is accepted and posts nothing (discord-api-docs #6957). */
export function executeGithub(world: WebhookWorld, webhook: SandboxWebhook): Handled {
	const event = world.request.headers["x-github-event"] ?? "";
	return convert(world, webhook, (value) => fromGithub(event, value));
}

function convert(world: WebhookWorld, webhook: SandboxWebhook, toMessage: (value: Json) => Json | undefined): Handled {
	const form = readForm(world);
	if ("refused" in form) return form.refused;
	const told = { parsed: form.value };
	const message = toMessage(form.value);
	if (!message) {
		const place = findPlace(world, webhook, {});
		return "error" in place ? { ...refuse(place.error), ...told } : { status: 204, ...told };
	}
	const problems = checkMessage(message, { profile: world.state.profile });
	if (problems.length > 0) return { ...refuseForm(world, problems), ...told };
	const posted = post(world, webhook, { value: message, files: [] });
	if ("refused" in posted) return { ...posted.refused, ...told };
	return { status: 204, stored: posted.stored, effect: "stored", ...told };
}

/** The part of Slack's format that Discord reads: text, name, icon, attachments. */
function fromSlack(value: Json): Json {
	const attachments = Array.isArray(value["attachments"]) ? value["attachments"].filter(isRecord) : [];
	return {
		content: value["text"],
		...(value["username"] !== undefined && { username: value["username"] }),
		...(value["icon_url"] !== undefined && { avatar_url: value["icon_url"] }),
		embeds: attachments.map(fromAttachment),
	};
}

function fromAttachment(attachment: Json): Json {
	const { title, title_link, text, footer, author_name, image_url, thumb_url, color, fields } = attachment;
	const hex = typeof color === "string" ? toInteger(`0x${color.replace("#", "")}`) : undefined;
	return {
		...(title !== undefined && { title }),
		...(title_link !== undefined && { url: title_link }),
		...(text !== undefined && { description: text }),
		...(hex !== undefined && { color: hex }),
		...(footer !== undefined && { footer: { text: footer } }),
		...(author_name !== undefined && { author: { name: author_name } }),
		...(image_url !== undefined && { image: { url: image_url } }),
		...(thumb_url !== undefined && { thumbnail: { url: thumb_url } }),
		...(Array.isArray(fields) && {
			fields: fields.filter(isRecord).map(({ title: name, value, short }) => ({ name, value, inline: short === true })),
		}),
	};
}

/** Events of which Discord makes a message (docs: resources/webhook#execute-githubcompatible-webhook). */
const EVENTS = new Set(
	"commit_comment create delete fork issue_comment issues member public pull_request pull_request_review pull_request_review_comment push release watch check_run check_suite discussion discussion_comment".split(
		" ",
	),
);

function fromGithub(event: string, { sender, repository, action }: Json): Json | undefined {
	if (!EVENTS.has(event)) return undefined;
	const login = isRecord(sender) ? String(sender["login"] ?? "") : "";
	const name = isRecord(repository) ? String(repository["full_name"] ?? "") : "";
	return {
		username: "GitHub",
		embeds: [
			{
				title: `[${name}] ${event}${typeof action === "string" ? ` ${action}` : ""}`,
				author: { name: login || "ghost" },
			},
		],
	};
}
