import { readMember } from "../alert/show-value.ts";
import type { RelayContext, RelayRequest } from "./request.ts";

/**
 * Whom to believe about the client's address: `0` only the connection; `n` the last n entries of `X-Forwarded-For` were
 * written by proxies of yours; or the name of a header that your proxy sets and strips from requests, such as
 * `cf-connecting-ip`.
 */
export type TrustProxy = number | string;

const ADDRESS = /^[0-9a-f.:]{2,45}$/i;

/** Some proxies write the client's port, too (RFC 7239 has both forms): counted with it every connection would be a client. */
const WITH_PORT = /^"?(?:\[([^\]]*)\]|([\d.]+))(?::\d+)?"?$/;

/** Who asks, as far as it may be believed: an IPv4 address, or the /64 of an IPv6 one, which is what one client gets. */
export function readClient(
	request: RelayRequest,
	context: RelayContext | undefined,
	trustProxy: TrustProxy,
): string | undefined {
	// Hosts such as Workers hand something else over in this place.
	const peer = readMember(readMember(context, "remoteAddr"), "hostname");
	const told = trustProxy === 0 ? undefined : readForwarded(request, trustProxy);
	// What is no address was not written by the proxy.
	const address = [told, peer].map(toAddress).find((known) => ADDRESS.test(known));
	return address && toNetwork(address.toLowerCase());
}

function toAddress(given: unknown): string {
	if (typeof given !== "string") return "";
	const [, v6, v4] = WITH_PORT.exec(given) ?? [];
	return (v6 ?? v4 ?? given).replace(/%.*$/, "");
}

/** `undefined` when there are fewer entries than proxies: that request did not come through them. */
function readForwarded({ headers }: RelayRequest, trustProxy: TrustProxy): string | undefined {
	if (typeof trustProxy === "string") return headers.get(trustProxy)?.trim();
	return headers.get("x-forwarded-for")?.split(",").at(-trustProxy)?.trim();
}

function toNetwork(address: string): string {
	const mapped = /^::ffff:([0-9.]+)$/.exec(address)?.[1];
	if (mapped || !address.includes(":")) return mapped ?? address;
	const [head = "", tail] = address.split("::");
	const front = head === "" ? [] : head.split(":");
	const back = tail ? tail.split(":") : [];
	const gap = Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0");
	return [...front, ...gap, ...back]
		.slice(0, 4)
		.map((group) => group.replace(/^0+(?=.)/, ""))
		.join(":");
}
