import type { FetchInit, FetchLike, FetchResponse } from "../platform/fetch.ts";

/** One scripted answer: a response, an error to reject with, or `"stall"` for none at all. */
export type ScriptedAnswer =
	| { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
	| { readonly error: Error }
	| "stall";

/** A request that was made, with its JSON body parsed. */
export interface RecordedRequest {
	readonly url: string;
	readonly method: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Parsed when it was JSON, else as it was. */
	readonly body: unknown;
}

/** A fetch that answers from a script and keeps what it was asked. */
export interface ScriptedFetch extends FetchLike {
	readonly requests: readonly RecordedRequest[];
	/** Adds answers to the end of the script. */
	answer(...answers: readonly ScriptedAnswer[]): void;
}

/**
 * Answers in order; when the script is used up, with 204.
 *
 * @example
 * const fetch = scriptedFetch({ status: 429, body: { retry_after: 1.7 } }, { status: 204 });
 */
export function scriptedFetch(...script: readonly ScriptedAnswer[]): ScriptedFetch {
	const answers = [...script];
	const requests: RecordedRequest[] = [];
	const fetch = async (url: string, init: FetchInit): Promise<FetchResponse> => {
		requests.push({ url, method: init.method, headers: init.headers, body: readBody(init.body) });
		const answer = answers.shift() ?? { status: 204 };
		if (answer === "stall") return stall(init.signal);
		if ("error" in answer) throw answer.error;
		return toResponse(answer);
	};
	return Object.assign(fetch, { requests, answer: (...more: readonly ScriptedAnswer[]) => void answers.push(...more) });
}

function stall(signal: AbortSignal): Promise<never> {
	return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true }));
}

function toResponse({
	status = 204,
	headers = {},
	body = "",
}: Exclude<ScriptedAnswer, { error: Error } | "stall">): FetchResponse {
	const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
	return {
		status,
		headers: { get: (name) => lower[name.toLowerCase()] ?? null },
		text: async () => (typeof body === "string" ? body : JSON.stringify(body)),
	};
}

function readBody(body: FetchInit["body"]): unknown {
	if (typeof body !== "string") return body;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}
