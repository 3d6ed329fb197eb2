import { API_ERRORS } from "../errors.ts";
import type { SandboxWebhook } from "../state.ts";
import { checkMessage } from "../validate/message.ts";
import { isSnowflake } from "../validate/scalars.ts";
import { execute } from "./execute.ts";
import { readForm } from "./form.ts";
import { type Handled, refuse, refuseForm, type WebhookWorld } from "./handled.ts";
import { deleteMessage, editMessage, readMessage } from "./messages.ts";
import { executeGithub, executeSlack } from "./services.ts";
import { deleteWebhook, editWebhook, readWebhook } from "./webhook.ts";

/** What the API answers once the limits have let a request through: method, id, lookup, token, then the action. */
export function handle(world: WebhookWorld): Handled {
	const { state, route, request } = world;
	const action = ACTIONS[`${request.method} ${route.kind}`];
	if (!action) return refuse(API_ERRORS.methodNotAllowed);
	if (!isSnowflake(route.id)) {
		const message = `Value "${route.id}" is not snowflake.`;
		return refuseForm(world, [{ path: ["webhook_id"], code: "NUMBER_TYPE_COERCE", message }]);
	}
	if (state.profile.firstCheck === "form" && action === execute) {
		const refused = checkFormFirst(world);
		if (refused) return refused;
	}
	const webhook = state.webhooks.get(route.id);
	if (!webhook || webhook.isDeleted) return refuse(API_ERRORS.unknownWebhook);
	if (webhook.token !== route.token) return refuse(API_ERRORS.invalidToken);
	return action(world, webhook);
}

const ACTIONS: Readonly<Record<string, (world: WebhookWorld, webhook: SandboxWebhook) => Handled>> = {
	"GET webhook": readWebhook,
	"DELETE webhook": deleteWebhook,
	"PATCH webhook": editWebhook,
	"POST webhook": execute,
	"GET message": readMessage,
	"PATCH message": editMessage,
	"DELETE message": deleteMessage,
	"POST slack": executeSlack,
	"POST github": executeGithub,
	// These only say whether webhook and service exist.
	"GET slack": readWebhook,
	"GET github": readWebhook,
};

function checkFormFirst(world: WebhookWorld): Handled | undefined {
	const form = readForm(world);
	if ("refused" in form) return form.refused;
	const problems = checkMessage(form.value, { profile: world.state.profile, files: form.files });
	return problems.length > 0 ? { ...refuseForm(world, problems), parsed: form.value } : undefined;
}
