import { answerPreflight } from "./answers.ts";
import { checkOrigin, type Origin } from "./check-origin.ts";
import { readClient } from "./client-address.ts";
import { createIntake } from "./intake.ts";
import { createTokenCheck } from "./page-token.ts";
import { parseJson } from "./parse-json.ts";
import { createRaiser } from "./raise-batch.ts";
import { readBatch } from "./read-batch.ts";
import type { Refusal } from "./refusal.ts";
import { type RelayOptions, resolveRelayOptions } from "./relay-options.ts";
import type { Relay, RelayRequest } from "./request.ts";
import { respond } from "./respond.ts";
import type { RelayResult } from "./wire.ts";

/**
 * The relay: takes alerts from pages and raises them, so that no page holds a webhook. Web-standard, for every host that
 * speaks `Request` and `Response`. What it takes and answers is docs/relay-protocol.md.
 *
 * @throws DatError `DAT_INVALID_OPTION` for wrong options; the relay itself never rejects.
 * @example
 * const relay = createRelay({ notifier, origins: ["https://shop.example"] });
 * Deno.serve(relay);
 */
export function createRelay(options: RelayOptions): Relay {
	const settings = resolveRelayOptions(options);
	const { clock, tell, maxAlerts, origins, trustProxy } = settings;
	const intake = createIntake(settings);
	const raise = createRaiser(settings);
	const admitView = createViewCheck(settings.tokenKeys);

	const serve = async (request: RelayRequest, { origin, client }: Asked): Promise<RelayResult[] | Refusal> => {
		if (!origin) return { error: "origin", detail: "the origin is not on the list; add it to origins" };
		const refusal = intake.refuse(request, client);
		if (refusal) return refusal;
		const admitted = await admitView(request, clock.now());
		if ("error" in admitted) return admitted;
		const bytes = await intake.read(request, client);
		if ("error" in bytes) return bytes;
		const parsed = parseJson(bytes);
		if ("error" in parsed) return parsed;
		const batch = readBatch(parsed.json, maxAlerts);
		return "error" in batch ? batch : raise(batch, { origin: origin.name, client, ...admitted });
	};

	return async (request, context) => {
		const asked = { origin: checkOrigin(request, origins), client: readClient(request, context, trustProxy) };
		if (asked.origin && request.method === "OPTIONS") return answerPreflight(asked.origin);
		return respond({ ...asked, tell }, () => serve(request, asked));
	};
}

/** Who asks, as far as headers and connection tell. */
interface Asked {
	readonly origin: Origin | undefined;
	readonly client: string | undefined;
}

type ViewCheck = (request: RelayRequest, nowMs: number) => Promise<{ readonly view: string | undefined } | Refusal>;

/** Asks for a page token where there are keys. It is in the URL, so that no stranger's body is read. */
function createViewCheck(keys: readonly string[]): ViewCheck {
	const check = createTokenCheck(keys);
	return async ({ url }, nowMs) => {
		if (keys.length === 0) return { view: undefined };
		const view = await check(new URL(url).searchParams.get("token") ?? "", nowMs);
		return view === undefined ? { error: "token", detail: "the page token is missing, forged or expired" } : { view };
	};
}
