import type { Answer } from "./answer.ts";
import { refuse } from "./api/handled.ts";
import { askEdge } from "./edge.ts";
import { API_ERRORS } from "./errors.ts";
import type { SandboxRequest, SandboxResponse } from "./exchange.ts";
import { type Fault, isCarriedOut, mergeStanding, nameOf } from "./fault.ts";
import { faultByName } from "./faults.ts";
import { withStandardHeaders } from "./headers.ts";
import { limit } from "./limit.ts";
import { countAgainst, sweep } from "./rate-limit.ts";
import { record } from "./record.ts";
import { parseRoute, type WebhookRoute } from "./route.ts";
import type { SandboxState } from "./state.ts";
import type { World } from "./world.ts";

/**
 * Answers one request as Discord would and writes it into the ledger. Everything happens at `nowMs`; the same state,
 * request and time give the same answer in every shell. Order of checks (emulator requirement 3): faults, edge, rate limits,
 * id, webhook, token, content type, body, query, form, place, emptiness.
 *
 * @example
 * const state = createState();
 * const request = { method: "GET", path: "/api/v10/gateway", headers: {}, body: new Uint8Array(), address: "127.0.0.1" };
 * respond(state, request, Date.now()).status; // 404
 */
export function respond(state: SandboxState, request: SandboxRequest, nowMs: number): SandboxResponse {
	const mark = request.path.indexOf("?");
	const route = parseRoute(mark < 0 ? request.path : request.path.slice(0, mark));
	const query = mark < 0 ? NO_QUERY : new URLSearchParams(request.path.slice(mark + 1));
	const world: World = { state, request, route, query, nowMs };
	const fault = takeFault(world);
	const answer = fault ? applyFault(world, fault) : askDiscord(world);
	const response = withStandardHeaders(answer, world);
	// A fault is no doing of the client's, except where it only slows the real answer down.
	if (response.status >= 400 && response.headers["x-ratelimit-scope"] !== "shared") {
		const isUnknown = answer.fault === undefined && codeOf(answer.body) === API_ERRORS.unknownWebhook.code;
		countAgainst(state.rates, request.address, { status: response.status, isUnknown, limits: state.limits, nowMs });
	}
	record(world, answer, response);
	if (state.requests % 1024 === 0) sweep(state.rates, nowMs);
	return response;
}

const NO_QUERY = new URLSearchParams();

/** A scripted fault before one that the request asks for by its name, before the standing ones. */
function takeFault({ state, route, request }: World): Fault | undefined {
	const asked = request.headers["x-sandbox-fault"];
	const scripted = "id" in route ? state.scripts.get(route.id)?.shift() : undefined;
	return (
		scripted ??
		(asked === undefined ? undefined : faultByName(asked)) ??
		("id" in route && state.standing.length > 0 ? mergeStanding(state.standing, route.id) : undefined)
	);
}

function applyFault(world: World, fault: Fault): Answer {
	const { status, headers, body, isEdge, wire, delayMs, dripMs } = fault;
	const done: Answer = isCarriedOut(fault) ? askDiscord(world) : { status: 200 };
	const own = status !== undefined || headers !== undefined || body !== undefined;
	return {
		...done,
		...(own && { status: status ?? 200, headers: headers ?? {}, body: body ?? (status === 204 ? undefined : "") }),
		...(own && status === 429 && { limitedBy: limitOf(fault) }),
		...(isEdge && { isEdge }),
		...(wire && { wire }),
		...(delayMs && { delayMs }),
		...(dripMs && { dripMs }),
		fault: nameOf(fault),
	};
}

function limitOf({ isEdge, headers = {}, body }: Fault): NonNullable<Answer["limitedBy"]> {
	const scope = headers["x-ratelimit-scope"];
	if (isEdge) return "ban";
	if (scope === "shared" || scope === "global") return scope;
	return codeOf(body) === undefined ? "user" : "write";
}

function codeOf(body: unknown): unknown {
	return typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
}

function askDiscord(world: World): Answer {
	const refused = askEdge(world);
	if (refused) return refused;
	const { route } = world;
	if (isWebhookRoute(route)) return limit({ ...world, route });
	return refuse(route.kind === "bad-version" ? API_ERRORS.invalidVersion : API_ERRORS.notFound);
}

function isWebhookRoute(route: World["route"]): route is WebhookRoute {
	return "id" in route;
}
