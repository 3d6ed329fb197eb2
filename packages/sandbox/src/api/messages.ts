import { API_ERRORS } from "../errors.ts";
import type { SandboxWebhook, StoredMessage } from "../state.ts";
import { checkMessage, FLAGS } from "../validate/message.ts";
import { toBoolean, toInteger } from "../validate/scalars.ts";
import { isRecord } from "../validate/scope.ts";
import { isEmpty, toMentions, toStoredBody, toStoredFiles } from "./content.ts";
import { checkQuery, type Form, readForm } from "./form.ts";
import { type Handled, refuse, refuseForm, type WebhookWorld } from "./handled.ts";
import { toMessageObject } from "./objects.ts";

/** Answers with one of the webhook's own messages. */
export function readMessage(world: WebhookWorld, webhook: SandboxWebhook): Handled {
	return withMessage(world, webhook, (stored) => ({
		status: 200,
		body: toMessageObject(stored, webhook),
		effect: "read",
		stored,
	}));
}

/** Deletes one of the webhook's own messages. */
export function deleteMessage(world: WebhookWorld, webhook: SandboxWebhook): Handled {
	return withMessage(world, webhook, (stored) => {
		world.state.messages.delete(stored.id);
		return { status: 204, effect: "deleted", stored };
	});
}

/** Changes one of the webhook's own messages: what is left out stays, null and empty clear (facts 6). */
export function editMessage(world: WebhookWorld, webhook: SandboxWebhook): Handled {
	return withMessage(world, webhook, (message) => {
		const form = readForm(world);
		if ("refused" in form) return form.refused;
		const told = { parsed: form.value, parts: form.files };
		const merged = merge(message, form, toBoolean(world.query.get("with_components")) === true);
		const problems = checkMessage(merged, {
			profile: world.state.profile,
			files: form.files,
			kept: message.files.map(({ id }) => id),
			keptNames: message.files.map(({ filename }) => filename),
			withComponents: merged["components"] !== message.body.components,
		});
		if (problems.length > 0) return { ...refuseForm(world, problems), ...told };
		const body = toStoredBody(merged, world.nowMs);
		const files = keepFiles(world, message, form);
		if (isEmpty(body, files)) return { ...refuse(API_ERRORS.emptyMessage), ...told };
		change(world, message, { body, files, hasNewText: form.value["content"] !== undefined });
		const done = { stored: message, effect: "edited", ...told } as const;
		return { status: 200, body: toMessageObject(message, webhook), ...done };
	});
}

const EDITABLE = ["content", "embeds", "allowed_mentions", "attachments", "flags", "poll"];

function merge(message: StoredMessage, { value }: Form, withComponents: boolean): Readonly<Record<string, unknown>> {
	const { allowed_mentions: _, attachments: __, ...kept } = message.body;
	const merged: Record<string, unknown> = { ...kept };
	for (const key of withComponents ? [...EDITABLE, "components"] : EDITABLE)
		if (value[key] !== undefined) merged[key] = value[key];
	// IS_COMPONENTS_V2 can be set by an edit, never taken back.
	const hasV2 = message.body.flags & FLAGS.componentsV2;
	if (hasV2) merged["flags"] = (toInteger(merged["flags"]) ?? 0) | hasV2;
	return merged;
}

/** `attachments` lists what stays; without it all stay. New files come after (API v10). */
function keepFiles(
	{ state, nowMs }: WebhookWorld,
	message: StoredMessage,
	{ value, files }: Form,
): StoredMessage["files"] {
	const listed = value["attachments"];
	const ids = Array.isArray(listed) ? listed.filter(isRecord).map(({ id }) => String(id)) : [];
	const kept = listed === undefined ? message.files : message.files.filter(({ id }) => ids.includes(id));
	return [...kept, ...toStoredFiles(files, listed, () => state.nextId(nowMs))];
}

function change(
	{ state, nowMs }: WebhookWorld,
	message: StoredMessage,
	{ body, files, hasNewText }: Pick<StoredMessage, "body" | "files"> & { readonly hasNewText: boolean },
): void {
	const hasNewParts = body.components !== message.body.components;
	message.body = body;
	message.files = files;
	message.editedAtMs = nowMs;
	// Mentions are computed afresh by the edit's own allowed_mentions, never the original's (facts 4.1).
	if (hasNewText || hasNewParts) Object.assign(message, toMentions(body, state.profile));
}

function withMessage(world: WebhookWorld, webhook: SandboxWebhook, act: (message: StoredMessage) => Handled): Handled {
	const problems = checkQuery(world);
	if (problems.length > 0) return refuseForm(world, problems);
	const { state, route, query } = world;
	const message = state.messages.get(route.messageId ?? "");
	// In a thread a message is found only with the thread's id (discord-api-docs #3519).
	const isHere = message?.webhookId === webhook.id && message.threadId === (query.get("thread_id") ?? undefined);
	return message && isHere ? act(message) : refuse(API_ERRORS.unknownMessage);
}
