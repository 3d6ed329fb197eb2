import { toPublic } from "../events.ts";
import { FAULTS, ODD_FAULTS, STANDING_FAULTS } from "../faults.ts";
import { PROFILE_SWITCHES, readProfile } from "../profile.ts";
import type { SandboxWebhook } from "../state.ts";
import { answer, type Call, CallError, found, maybeTextOf, numberIn, textOf } from "./call.ts";
import { readVersion } from "./description.ts";
import { streamEvents } from "./event-stream.ts";
import { FAULT_NAMES, readFault, readFaults } from "./read-fault.ts";
import { readLimits } from "./read-limits.ts";
import { channelKindOf, isTrue, tagsOf } from "./read-place.ts";

/** What the JSON API does; `openapi.json` describes it, and a test holds the two together. */
export const ACTIONS: Readonly<Record<string, (call: Call) => void | Promise<void>>> = {
	"GET /_sandbox/profile": async (call) => answer(call.response, await toProfile(call)),
	"PATCH /_sandbox/profile": async (call) => {
		const { profile, limits, clockSkewMs } = call.body;
		if (clockSkewMs !== undefined && typeof clockSkewMs !== "number")
			throw new CallError(400, `"clockSkewMs" must be a number`);
		call.sandbox.tune({
			...(profile !== undefined && { profile: readProfile(profile as Record<string, unknown>) }), // readProfile checks
			...(limits !== undefined && { limits: readLimits(limits) }),
			...(clockSkewMs !== undefined && { clockSkewMs }),
		});
		answer(call.response, await toProfile(call));
	},
	"GET /_sandbox/webhooks": (call) =>
		answer(
			call.response,
			[...call.sandbox.state.webhooks.values()].map((webhook) => toListed(webhook, call)),
		),
	"POST /_sandbox/webhooks": (call) => {
		const name = maybeTextOf(call, "name");
		const { id } = call.sandbox.createWebhook({
			channel: maybeTextOf(call, "channel") ?? "alerts",
			...(name !== undefined && { name }),
		});
		answer(call.response, toListed(found(call.sandbox.state.webhooks, id), call), 201);
	},
	"PATCH /_sandbox/webhooks/{id}": (call) => {
		const webhook = found(call.sandbox.state.webhooks, call.id);
		webhook.isDeleted = isTrue(call, "isDeleted");
		call.sandbox.events.emit({ type: "webhook", webhook: toPublic(webhook) }, call.sandbox.clock.now());
		answer(call.response, toListed(webhook, call));
	},
	"GET /_sandbox/channels": ({ sandbox, response }) => answer(response, [...sandbox.state.channels.values()]),
	"POST /_sandbox/channels": (call) => {
		const channel = call.sandbox.createChannel({
			name: textOf(call, "name"),
			kind: channelKindOf(call),
			tags: tagsOf(call),
			isTagRequired: isTrue(call, "isTagRequired"),
		});
		answer(call.response, channel, 201);
	},
	"GET /_sandbox/threads": ({ sandbox, response }) => answer(response, [...sandbox.state.threads.values()]),
	"POST /_sandbox/threads": (call) => {
		const [name, id] = [maybeTextOf(call, "name"), maybeTextOf(call, "id")];
		const thread = call.sandbox.createThread({
			channel: textOf(call, "channel"),
			...(name !== undefined && { name }),
			...(id !== undefined && { id }),
			isArchived: isTrue(call, "isArchived"),
			isLocked: isTrue(call, "isLocked"),
		});
		answer(call.response, thread, 201);
	},
	"GET /_sandbox/messages": ({ sandbox, response, query }) =>
		answer(response, sandbox.messages(query.get("channel") ?? undefined)),
	"GET /_sandbox/messages/{id}": ({ sandbox, response, id }) => answer(response, found(sandbox.state.messages, id)),
	"GET /_sandbox/ledger": (call) => {
		const after = numberIn(call, "after", -1);
		const webhookId = call.query.get("webhookId");
		const entries = call.sandbox.ledger.filter(
			(entry) => entry.index > after && (webhookId === null || entry.webhookId === webhookId),
		);
		answer(call.response, entries.slice(-numberIn(call, "last", entries.length) || entries.length));
	},
	"GET /_sandbox/wait": async (call) => {
		const [channel, webhookId] = [call.query.get("channel"), call.query.get("webhookId")];
		const options = {
			timeoutMs: numberIn(call, "timeoutMs", 10_000),
			...(channel !== null && { channel }),
			...(webhookId !== null && { webhookId }),
		};
		const messages = await call.sandbox.waitFor(numberIn(call, "count", 1), options).catch((error: Error) => {
			throw new CallError(408, error.message);
		});
		answer(call.response, messages);
	},
	"GET /_sandbox/gauges": ({ sandbox, response }) => answer(response, sandbox.gauges()),
	"POST /_sandbox/script": (call) => {
		const { id } = found(call.sandbox.state.webhooks, textOf(call, "webhookId"));
		const faults = readFaults(call.body["faults"]);
		call.sandbox.script(id, ...faults);
		answer(call.response, { scripted: faults.length });
	},
	"GET /_sandbox/faults": (call) => answer(call.response, toFaults(call)),
	"POST /_sandbox/faults": (call) => {
		const { on = true, fault } = call.body;
		const name = maybeTextOf(call, "name");
		if (name === undefined) throw new CallError(400, `write {"name": "${FAULT_NAMES.join('" or "')}", "on": true}`);
		call.sandbox.stand(name, on === false ? undefined : readFault(fault ?? name), maybeTextOf(call, "webhookId"));
		answer(call.response, toFaults(call));
	},
	"DELETE /_sandbox/faults": (call) => {
		call.sandbox.state.scripts.clear();
		for (const { name, webhookId } of [...call.sandbox.state.standing]) call.sandbox.stand(name, undefined, webhookId);
		answer(call.response, toFaults(call));
	},
	"POST /_sandbox/refuse": (call) => {
		const { forMs } = call.body;
		if (typeof forMs !== "number" || forMs < 0) throw new CallError(400, `write {"forMs": 2000}`);
		// Only after this answer is out: the connection it goes by is cut, too.
		call.response.once("finish", () => void call.refuse(forMs));
		answer(call.response, { refusedForMs: forMs });
	},
	"GET /_sandbox/clock": (call) => answer(call.response, toClock(call)),
	"POST /_sandbox/clock": (call) => {
		const { clock } = call.sandbox;
		const { freeze, advanceMs, atMs } = call.body;
		if ([advanceMs, atMs].some((value) => value !== undefined && typeof value !== "number"))
			throw new CallError(400, `"advanceMs" and "atMs" must be numbers, ms`);
		if (freeze === true) clock.freeze();
		if (typeof atMs === "number") clock.set(atMs);
		if (typeof advanceMs === "number") clock.advance(advanceMs);
		if (freeze === false) clock.run();
		answer(call.response, toClock(call));
	},
	"POST /_sandbox/reset": ({ sandbox, response }) => {
		sandbox.reset();
		answer(response, { reset: true });
	},
	"GET /_sandbox/events": ({ sandbox, request, response }) => streamEvents(sandbox, request, response),
};

function toListed(webhook: SandboxWebhook, { origin }: Call): object {
	return { ...webhook, url: `${origin}/api/webhooks/${webhook.id}/${webhook.token}` };
}

function toClock({ sandbox: { clock } }: Call): object {
	return { nowMs: clock.now(), isFrozen: clock.isFrozen };
}

async function toProfile(call: Call): Promise<object> {
	const { profile, limits, clockSkewMs, seed } = call.sandbox.state;
	const version = await readVersion();
	return { version, profile, limits, clockSkewMs, seed, clock: toClock(call), switches: PROFILE_SWITCHES };
}

function toFaults({ sandbox: { state } }: Call): object {
	return {
		standing: state.standing,
		scripted: Object.fromEntries([...state.scripts].map(([id, faults]) => [id, faults.length])),
		available: {
			standing: Object.keys(STANDING_FAULTS),
			script: Object.keys({ ...FAULTS, ...ODD_FAULTS }),
		},
	};
}
