import type { Answer } from "./answer.ts";
import { parseBody } from "./body.ts";
import { isMute, type SandboxRequest, type SandboxResponse } from "./exchange.ts";
import { type LedgerEntry, redact } from "./ledger.ts";
import { readGauge } from "./limit.ts";
import type { World } from "./world.ts";

/** A larger body is not kept in the ledger, so that a bounded number of entries is a bounded memory. */
const MOST_BYTES = 1_000_000;

/** Writes a request and what became of it into the ledger. */
export function record({ state, request, route, nowMs }: World, answer: Answer, response: SandboxResponse): void {
	const webhook = "id" in route ? state.webhooks.get(route.id) : undefined;
	const { stored, parsed, fault, effect = "nothing", problems = [], limitedBy } = answer;
	state.ledger.push({
		index: state.requests++,
		atMs: nowMs,
		receivedAtMs: request.receivedAtMs ?? nowMs,
		answeredAtMs: undefined,
		connection: request.connection,
		address: request.address,
		method: request.method,
		path: "id" in route ? request.path.replace(route.token, "[token]") : redact(request.path),
		webhookId: "id" in route ? route.id : undefined,
		channel: webhook?.channel,
		headers: redactHeaders(request.headers),
		body: request.body.length > MOST_BYTES ? undefined : (parsed ?? readForLedger(request)),
		bodyBytes: request.body.length,
		parts: answer.parts ?? [],
		status: isMute(response.wire) ? 0 : response.status,
		responseHeaders: response.headers,
		responseBody: response.body,
		target: toTarget(route.kind, request.method),
		effect,
		reason: toReason(answer),
		code: toCode(answer.body),
		problems,
		limitedBy,
		gauge: webhook && readGauge(state, webhook, nowMs),
		messageId: stored?.id,
		...toPings(answer),
		fault,
	});
}

function toPings({ effect, stored }: Answer): Pick<LedgerEntry, "notified" | "withheld"> {
	const isSaid = effect === "stored" || effect === "edited";
	return { notified: isSaid ? stored?.notified : undefined, withheld: (isSaid && stored?.withheld) || [] };
}

function redactHeaders(headers: SandboxRequest["headers"]): SandboxRequest["headers"] {
	for (const name in headers) {
		if (headers[name]?.includes("/webhooks/"))
			return Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, redact(text)]));
	}
	return headers;
}

function toTarget(kind: World["route"]["kind"], method: string): "webhook" | "message" | undefined {
	if (kind === "unknown" || kind === "bad-version") return undefined;
	return kind === "webhook" && method !== "POST" ? "webhook" : "message";
}

function toReason({ status, body, wire, limitedBy, isEdge }: Answer): string | undefined {
	if (wire !== undefined) return WIRE_REASONS[wire];
	if (status < 300) return undefined;
	const message = typeof body === "string" ? body : (body as { message?: unknown } | undefined)?.message; // read with care
	const text = typeof message === "string" && message !== "" ? message : `status ${status}`;
	return `${limitedBy ? `limited (${limitedBy}): ` : isEdge ? "refused at the edge: " : ""}${text}`;
}

const WIRE_REASONS = {
	"reset-before": "connection reset before it was looked at",
	"reset-after": "connection reset after it was carried out",
	goaway: "connection ended before it was looked at",
	stall: "never answered",
	"stall-body": "answer stalled half-way",
	truncate: "answer broken off half-way",
	"short-length": "answer longer than its Content-Length",
	drip: undefined,
	"reset-next": undefined,
} as const;

function toCode(body: unknown): number | undefined {
	const code = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
	return typeof code === "number" ? code : undefined;
}

/** The body of a request that was turned away before anybody looked at it. */
function readForLedger({ headers, body }: SandboxRequest): unknown {
	if (body.length === 0) return undefined;
	const parsed = parseBody(headers["content-type"] ?? "", body);
	return parsed.kind === "ok" ? parsed.value : undefined;
}
