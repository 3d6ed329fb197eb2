import { DEFAULT_PROFILE } from "../profile.ts";
import { strip } from "../python-text.ts";
import type { SandboxWebhook } from "../state.ts";
import type { FormError } from "../validate/form-errors.ts";
import type { Scope } from "../validate/scope.ts";
import { checkUsername } from "../validate/username.ts";
import { readForm } from "./form.ts";
import { type Handled, refuseForm, type WebhookWorld } from "./handled.ts";
import { toWebhookObject } from "./objects.ts";

/** Answers with the webhook; a check of its health. */
export function readWebhook(_: WebhookWorld, webhook: SandboxWebhook): Handled {
	return { status: 200, body: toWebhookObject(webhook), effect: "read" };
}

/** Deletes the webhook; from now on it is unknown. */
export function deleteWebhook(_: WebhookWorld, webhook: SandboxWebhook): Handled {
	webhook.isDeleted = true;
	return { status: 204, effect: "deleted" };
}

/** Changes its name or its picture. */
export function editWebhook(world: WebhookWorld, webhook: SandboxWebhook): Handled {
	const form = readForm(world);
	if ("refused" in form) return form.refused;
	const { value } = form;
	const errors: FormError[] = [];
	const scope: Scope = { world: { errors, profile: DEFAULT_PROFILE, filenames: new Set() }, value };
	checkUsername(scope, "name");
	const { name, avatar } = value;
	if (typeof avatar === "string" && !/^data:image\/(?:png|jpe?g|gif|webp);base64,/.test(avatar))
		errors.push({ path: ["avatar"], code: "IMAGE_INVALID", message: "Invalid image data" });
	if (errors.length > 0) return { ...refuseForm(world, errors), parsed: value };
	if (typeof name === "string") webhook.name = strip(name);
	if (avatar === null) webhook.avatar = null;
	else if (typeof avatar === "string") webhook.avatar = "0".repeat(32);
	return { status: 200, body: toWebhookObject(webhook), parsed: value, effect: "edited" };
}
