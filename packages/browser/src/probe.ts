import type { ChannelReport, ProbeReport } from "@dat/core";
import { readMember } from "@dat/core/adapter";
import { exchange } from "./delivery/exchange.ts";
import type { RelayAddress } from "./delivery/relay-address.ts";

/** What an answer says about the relay, where it is known. */
const DEAD: Readonly<Record<number, string>> = {
	401: "the token is refused",
	403: "the origin is refused; add it to origins",
	404: "no relay is there",
};

/**
 * Asks the relay with a batch that has no alerts, which it answers by `bad_request`. Browsers do not tell why a request
 * failed, but a Content-Security-Policy that forbids it raises an event of its own.
 */
export async function probeRelay(address: RelayAddress): Promise<ProbeReport> {
	let dead: string | undefined;
	const url = await address.ready();
	const { origin, pathname } = new URL(url);
	const onViolation = ({ blockedURI }: SecurityPolicyViolationEvent): void => {
		if (blockedURI.startsWith(origin + pathname)) dead = `the page's policy forbids it; add connect-src ${origin}`;
	};
	addEventListener("securitypolicyviolation", onViolation);
	const { status, body } = await exchange({ url, body: '{"v":1,"alerts":[]}', keepalive: false });
	// The event comes a moment after the failure.
	if (status === 0) await new Promise((resolve) => setTimeout(resolve, 100));
	removeEventListener("securitypolicyviolation", onViolation);
	dead ??= DEAD[status];
	const relay: ChannelReport =
		readMember(body, "error") === "bad_request"
			? { status: "alive", detail: "the relay answers" }
			: { status: dead ? "dead" : "unreachable", detail: dead ?? `HTTP ${status}; see the console` };
	return { channels: { relay }, p0Mention: "" };
}
