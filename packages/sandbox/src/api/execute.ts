import type { UploadedFile } from "../body.ts";
import { API_ERRORS } from "../errors.ts";
import { strip } from "../python-text.ts";
import type { SandboxWebhook, StoredMessage } from "../state.ts";
import { checkMessage } from "../validate/message.ts";
import { toBoolean } from "../validate/scalars.ts";
import { isEmpty, toMentions, toStoredBody, toStoredFiles } from "./content.ts";
import { readForm } from "./form.ts";
import { type Handled, refuse, refuseForm, type WebhookWorld } from "./handled.ts";
import { toMessageObject } from "./objects.ts";
import { findPlace, type Place } from "./place.ts";

/** Posts a message. */
export function execute(world: WebhookWorld, webhook: SandboxWebhook): Handled {
	const form = readForm(world);
	if ("refused" in form) return form.refused;
	const { value, files } = form;
	const told = { parsed: value, parts: files };
	const hasComponents = value["components"] !== undefined;
	const withComponents = toBoolean(world.query.get("with_components")) === true;
	const problems = checkMessage(value, { profile: world.state.profile, files, withComponents });
	if (problems.length > 0) return { ...refuseForm(world, problems), ...told };
	// Without `with_components` they are dropped without a word (facts 1.3).
	const posted = post(world, webhook, {
		value: withComponents || !hasComponents ? value : { ...value, components: undefined },
		files,
	});
	if ("refused" in posted) return { ...posted.refused, ...told };
	const { stored } = posted;
	// A file forces `wait`, so that 200 and a body come back (a maintainer in discord-api-docs #5099).
	const isAwaited = toBoolean(world.query.get("wait")) === true || files.length > 0;
	const body = isAwaited ? toMessageObject(stored, webhook) : undefined;
	return { status: isAwaited ? 200 : 204, body, stored, effect: "stored", parsed: value, parts: files };
}

/** Stores a checked message in its place, or says why it cannot be. */
export function post(
	world: WebhookWorld,
	webhook: SandboxWebhook,
	{ value, files }: { readonly value: Readonly<Record<string, unknown>>; readonly files: readonly UploadedFile[] },
): { readonly stored: StoredMessage } | { readonly refused: Handled } {
	const place = findPlace(world, webhook, value);
	if ("error" in place) return { refused: refuse(place.error) };
	const body = toStoredBody(value, world.nowMs);
	if (isEmpty(body, files)) return { refused: refuse(API_ERRORS.emptyMessage) };
	const { state, nowMs } = world;
	const id = state.nextId(nowMs);
	const { notified, withheld } = toMentions(body, state.profile);
	const stored: StoredMessage = {
		id,
		webhookId: webhook.id,
		channel: webhook.channel,
		threadId: settle(world, place, { id, channelId: webhook.channelId }),
		username: strip(String(value["username"] ?? webhook.name)),
		...(typeof value["avatar_url"] === "string" && { avatarUrl: value["avatar_url"] }),
		sentAtMs: nowMs,
		editedAtMs: undefined,
		body,
		files: toStoredFiles(files, value["attachments"], () => state.nextId(nowMs)),
		notified,
		withheld,
	};
	state.messages.set(id, stored);
	return { stored };
}

/** Wakes an archived thread, or opens a post of a forum, which shares its id with its first message. */
function settle(
	{ state }: WebhookWorld,
	{ thread, newPost }: Place,
	{ id, channelId }: { readonly id: string; readonly channelId: string },
): string | undefined {
	if (thread) thread.isArchived = false;
	if (!newPost) return thread?.id;
	state.threads.set(id, { id, channelId, ...newPost, isArchived: false, isLocked: false });
	return id;
}
