import { parseBody } from "./body.ts";
import type { WireFault } from "./exchange.ts";
import type { Effect } from "./ledger.ts";
import { findWithheld, wouldNotify } from "./mentions.ts";
import { toMessageObject, toWebhookObject } from "./objects.ts";
import { strip } from "./python-text.ts";
import type { SandboxWebhook, StoredMessage } from "./state.ts";
import { toStoredEmbed } from "./validate/embed.ts";
import { isRecord } from "./validate/fields.ts";
import { createFormErrors, type FormError, toErrorBody, toLegacyErrorBody } from "./validate/form-errors.ts";
import { checkMessage, SETTABLE_FLAGS } from "./validate/message.ts";
import type { World } from "./world.ts";

/** An answer before headers. */
export interface Handled {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** JSON, or text as it is; absent for none. */
	readonly body?: unknown;
	readonly wire?: WireFault;
	/** What it did; default nothing. */
	readonly effect?: Effect;
	/** The message that it stored, changed or deleted. */
	readonly stored?: StoredMessage;
	/** The parsed request body, for the ledger. */
	readonly parsed?: unknown;
	readonly problems?: readonly FormError[];
}

/** What the API answers once the limits have let a request through. */
export function handle(world: World): Handled {
	const { state, route, request } = world;
	if (!("id" in route)) return { status: 404, body: { message: "404: Not Found", code: 0 } };
	if (!/^\d{1,20}$/.test(route.id))
		return refuseField("webhook_id", `Value "${route.id}" is not snowflake.`, route.version);
	const webhook = state.webhooks.get(route.id);
	if (!webhook || webhook.isDeleted) return { status: 404, body: { message: "Unknown Webhook", code: 10015 } };
	if (webhook.token !== route.token) return { status: 401, body: { message: "Invalid Webhook Token", code: 50027 } };
	const action = ACTIONS[`${request.method} ${route.kind}`];
	return action ? action(world, webhook) : { status: 405, body: { message: "405: Method Not Allowed", code: 0 } };
}

const ACTIONS: Readonly<Record<string, (world: World, webhook: SandboxWebhook) => Handled>> = {
	"GET webhook": (_, webhook) => ({ status: 200, body: toWebhookObject(webhook), effect: "read" }),
	"DELETE webhook": (_, webhook) => {
		webhook.isDeleted = true;
		return { status: 204, effect: "deleted" };
	},
	"PATCH webhook": rename,
	"POST webhook": execute,
	"GET message": (world, webhook) =>
		withMessage(world, webhook, (stored) => ({
			status: 200,
			body: toMessageObject(stored, webhook),
			effect: "read",
			stored,
		})),
	"PATCH message": edit,
	"DELETE message": (world, webhook) =>
		withMessage(world, webhook, (stored) => {
			world.state.messages.delete(stored.id);
			return { status: 204, effect: "deleted", stored };
		}),
};

function rename(world: World, webhook: SandboxWebhook): Handled {
	const parsed = readBody(world);
	if ("refused" in parsed) return parsed.refused;
	const { name } = parsed.value;
	const length = typeof name === "string" ? strip(name).length : 1;
	if (length < 1 || length > 80) return refuseField("name", "Must be between 1 and 80 in length.", 10);
	if (typeof name === "string") webhook.name = strip(name);
	return { status: 200, body: toWebhookObject(webhook), parsed: parsed.value, effect: "edited" };
}

type ReadBody =
	| { readonly value: Readonly<Record<string, unknown>>; readonly files: StoredMessage["files"] }
	| { readonly refused: Handled };

const ENTITY_TOO_LARGE: Handled = { status: 413, body: { message: "Request entity too large", code: 40005 } };

function readBody({ request, route, state }: World): ReadBody {
	const parsed = parseBody(request.headers["content-type"] ?? "", request.body);
	const version = "version" in route ? route.version : 10;
	if (parsed.kind === "bad-type") {
		const text = `Expected "Content-Type" header to be one of {'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'}.`;
		return { refused: refuseField(version > 6 ? "" : "_misc", text, version) };
	}
	if (parsed.kind === "bad-json")
		return { refused: { status: 400, body: { message: "The request body contains invalid JSON.", code: 50109 } } };
	if (request.body.length > 26_214_400 || parsed.files.some(({ size }) => size > state.limits.fileBytes))
		return { refused: { ...ENTITY_TOO_LARGE, parsed: parsed.value } };
	return { value: parsed.value, files: parsed.files };
}

function refuseField(field: string, message: string, version: number): Handled {
	const code = field === "" || field === "_misc" ? "CONTENT_TYPE_INVALID" : "NUMBER_TYPE_COERCE";
	const errors = [{ path: field === "" ? [] : [field], code, message }];
	return { status: 400, body: version > 6 ? toErrorBody(errors) : toLegacyErrorBody(errors), problems: errors };
}

function check(
	world: World,
	value: Readonly<Record<string, unknown>>,
	files: StoredMessage["files"],
): Handled | undefined {
	const errors = createFormErrors();
	const wait = world.query.get("wait");
	if (wait !== null && !/^(?:true|1|false|0)$/i.test(wait))
		errors.add(["wait"], "BOOLEAN_TYPE_CONVERT", "Must be either true or false.");
	const thread = world.query.get("thread_id");
	if (thread !== null && !/^\d{1,20}$/.test(thread))
		errors.add(["thread_id"], "NUMBER_TYPE_COERCE", `Value "${thread}" is not snowflake.`);
	checkMessage(value, { errors, filenames: files.map(({ filename }) => filename) });
	if (errors.list.length === 0) return undefined;
	const isLegacy = "version" in world.route && world.route.version < 7;
	return {
		status: 400,
		body: isLegacy ? toLegacyErrorBody(errors.list) : toErrorBody(errors.list),
		parsed: value,
		problems: errors.list,
	};
}

function isEmpty(value: Readonly<Record<string, unknown>>, files: StoredMessage["files"]): boolean {
	const { content, embeds } = value;
	return strip(String(content ?? "")) === "" && !(Array.isArray(embeds) && embeds.length > 0) && files.length === 0;
}

const EMPTY_MESSAGE = { message: "Cannot send an empty message", code: 50006 };

function execute(world: World, webhook: SandboxWebhook): Handled {
	const { state, query, nowMs } = world;
	const parsed = readBody(world);
	if ("refused" in parsed) return parsed.refused;
	const { value, files } = parsed;
	const refused = check(world, value, files);
	if (refused) return refused;
	if (value["thread_name"])
		return {
			status: 400,
			body: { message: "Webhooks can only create threads in forum channels", code: 220003 },
			parsed: value,
		};
	if (isEmpty(value, files)) return { status: 400, body: EMPTY_MESSAGE, parsed: value };
	const id = state.nextId(nowMs);
	const body = toStored(value);
	const notified = wouldNotify(body.content, value["allowed_mentions"]);
	const stored: StoredMessage = {
		id,
		webhookId: webhook.id,
		channel: webhook.channel,
		threadId: query.get("thread_id") ?? undefined,
		username: strip(String(value["username"] ?? webhook.name)),
		sentAtMs: nowMs,
		editedAtMs: undefined,
		body,
		files,
		notified,
		withheld: findWithheld(body, notified),
	};
	state.messages.set(id, stored);
	const hasAnswer = /^(?:true|1)$/i.test(query.get("wait") ?? "") || files.length > 0;
	return hasAnswer
		? { status: 200, body: toMessageObject(stored, webhook), stored, effect: "stored", parsed: value }
		: { status: 204, stored, effect: "stored", parsed: value };
}

function toStored(value: Readonly<Record<string, unknown>>): StoredMessage["body"] {
	const embeds = Array.isArray(value["embeds"]) ? value["embeds"].filter(isRecord).map(toStoredEmbed) : [];
	return {
		...value,
		content: strip(String(value["content"] ?? "")),
		embeds,
		flags: Number(value["flags"] ?? 0) & SETTABLE_FLAGS,
	};
}

function withMessage(
	{ state, route, query }: World,
	webhook: SandboxWebhook,
	act: (message: StoredMessage) => Handled,
): Handled {
	const message = route.kind === "message" ? state.messages.get(route.messageId) : undefined;
	if (!message || message.webhookId !== webhook.id || message.threadId !== (query.get("thread_id") ?? undefined)) {
		return { status: 404, body: { message: "Unknown Message", code: 10008 } };
	}
	return act(message);
}

function edit(world: World, webhook: SandboxWebhook): Handled {
	return withMessage(world, webhook, (message) => {
		const parsed = readBody(world);
		if ("refused" in parsed) return parsed.refused;
		const { value } = parsed;
		const merged = { ...message.body, ...value };
		const refused = check(world, value, parsed.files);
		if (refused) return refused;
		if (isEmpty(merged, message.files)) return { status: 400, body: EMPTY_MESSAGE, parsed: value };
		const body = toStored(merged);
		message.body = body;
		message.editedAtMs = world.nowMs;
		// Mentions are computed afresh by the edit's own allowed_mentions, never the original's (facts 4.1).
		if (value["content"] !== undefined) message.notified = wouldNotify(body.content, value["allowed_mentions"]);
		message.withheld = findWithheld(body, message.notified);
		return {
			status: 200,
			body: toMessageObject(message, webhook),
			stored: message,
			effect: "edited",
			parsed: value,
		};
	});
}
