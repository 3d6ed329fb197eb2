import type { ChannelReport, ProbeReport } from "@dat/core";
import { readMember } from "@dat/core/adapter";
import { exchange } from "./delivery/exchange.ts";
import type { RelayAddress } from "./delivery/relay-address.ts";

/** What an answer says about the relay, where it is known. */
const DEAD: Readonly<Record<number, string>> = {
	401: "the relay refuses the page token; give one made by createPageToken with its key",
	403: "the relay refuses this origin; add it to its origins",
	404: "there is no relay at this URL",
	405: "there is no relay at this URL",
};

/**
 * Asks the relay with a batch that has no alerts, which it answers by `bad_request`. Browsers do not tell why a request
 * failed, but a Content-Security-Policy that forbids it raises an event of its own.
 */
export async function probeRelay(address: RelayAddress): Promise<ProbeReport> {
	let isForbidden = false;
	const url = await address.ready();
	const onViolation = (event: Event): void => {
		if (String(readMember(event, "blockedURI")).startsWith(url.split("?", 1)[0] ?? url)) isForbidden = true;
	};
	globalThis.addEventListener("securitypolicyviolation", onViolation);
	const { status, body } = await exchange({ url, body: '{"v":1,"alerts":[]}', keepalive: false });
	globalThis.removeEventListener("securitypolicyviolation", onViolation);
	const relay =
		readMember(body, "error") === "bad_request" ? ALIVE : toReport(status, isForbidden, new URL(url).origin);
	return { channels: { relay }, p0Mention: "" };
}

const ALIVE: ChannelReport = { status: "alive", detail: "the relay answers this page" };

function toReport(status: number, isForbidden: boolean, origin: string): ChannelReport {
	if (isForbidden)
		return { status: "dead", detail: `the Content-Security-Policy of this page forbids it; add connect-src ${origin}` };
	const known = DEAD[status];
	if (known) return { status: "dead", detail: `${known} (${status})` };
	return {
		status: "unreachable",
		detail:
			status === 0
				? "no answer: offline, the relay is down, or it does not list this origin; see the browser's console"
				: `the relay answered ${status}`,
	};
}
