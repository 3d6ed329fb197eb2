import type { SandboxRequest, SandboxResponse } from "./exchange.ts";
import { type Fault, isCarriedOut, mergeStanding, nameOf } from "./fault.ts";
import { faultByName } from "./faults.ts";
import { type Answer, withStandardHeaders } from "./headers.ts";
import { limit } from "./limit.ts";
import { countInvalid } from "./rate-limit.ts";
import { record } from "./record.ts";
import { parseRoute } from "./route.ts";
import type { SandboxState } from "./state.ts";
import type { World } from "./world.ts";

/**
 * Answers one request as Discord would and writes it into the ledger. Everything happens at `nowMs`; the same state,
 * request and time give the same answer in every shell. Order of checks: emulator requirement 3.
 */
export function respond(state: SandboxState, request: SandboxRequest, nowMs: number): SandboxResponse {
	const [path = "", query = ""] = request.path.split("?", 2);
	const route = parseRoute(path);
	const world: World = { state, request, route, query: new URLSearchParams(query), nowMs };
	const answer = decide(world);
	const response = withStandardHeaders(answer, nowMs + state.clockSkewMs);
	if ([401, 403, 429].includes(response.status) && response.headers["x-ratelimit-scope"] !== "shared") {
		countInvalid(state.rates, request.address, { limits: state.limits, nowMs });
	}
	record(world, answer, response);
	return response;
}

function decide(world: World): Answer {
	const { state, request, nowMs } = world;
	const banned = state.rates.bannedUntilMs.get(request.address) ?? 0;
	if (nowMs < banned) return BANNED;
	const fault = takeFault(world);
	return fault ? applyFault(world, fault) : discord(world);
}

const BANNED: Answer = {
	status: 429,
	isEdge: true,
	limitedBy: "ban",
	body: {
		code: 0,
		message: "You are being blocked from accessing our API temporarily due to exceeding our rate limits frequently.",
	},
};

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
	const done: Answer = isCarriedOut(fault) ? discord(world) : { status: 200 };
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
	return typeof body === "object" && body !== null && "code" in body ? "write" : "user";
}

function discord(world: World): Answer {
	const { request, route } = world;
	if (/^Python-urllib\//.test(request.headers["user-agent"] ?? "")) {
		return { status: 403, headers: { "content-type": "text/plain" }, body: "error code: 1010", isEdge: true };
	}
	if (route.kind === "unknown") return { status: 404, body: { message: "404: Not Found", code: 0 } };
	if (route.kind === "bad-version") return { status: 400, body: { message: "Invalid API version", code: 50041 } };
	return limit(world, route);
}
