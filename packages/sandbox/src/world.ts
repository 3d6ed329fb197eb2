import type { SandboxRequest } from "./exchange.ts";
import type { Route } from "./route.ts";
import type { SandboxState } from "./state.ts";

/** All that an answer is made of. */
export interface World<Kind extends Route = Route> {
	readonly state: SandboxState;
	readonly request: SandboxRequest;
	readonly route: Kind;
	readonly query: URLSearchParams;
	readonly nowMs: number;
}
