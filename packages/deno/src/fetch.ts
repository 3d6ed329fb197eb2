import type { FetchLike } from "@dat/core";
import { flagFor, isGranted, type Need } from "./permission.ts";

/** Deno's fetch. Without permission for the host it rejects with the flag that is missing, where Deno would prompt. */
export function createFetch(): FetchLike {
	return (url, init) => {
		const need = needOf(url);
		if (isGranted(need)) return fetch(url, init);
		return Promise.reject(new TypeError(`Deno may not reach ${need.host}; add ${flagFor(need)}`));
	};
}

/** What a request to `url` needs. Deno grants a host with all its ports, or with one. */
export function needOf(url: string): Extract<Need, { name: "net" }> {
	const { host, hostname, port } = new URL(url);
	return { name: "net", host: port === "" ? hostname : host };
}
