import { redactSecrets } from "../alert/scrub.ts";
import { readMember, showValue } from "../alert/show-value.ts";
import { type RawReply, type Reply, readReply } from "../discord/reply.ts";
import type { Platform } from "../platform/platform.ts";

/** One HTTP request, complete but for what the platform adds. */
export interface AttemptRequest {
	readonly method: "POST" | "GET" | "PATCH" | "DELETE";
	readonly url: string;
	readonly contentType?: string | undefined;
	readonly body?: string | Uint8Array<ArrayBuffer> | undefined;
}

/** The bounds of an attempt, ms. */
export interface AttemptOptions {
	readonly attemptTimeoutMs: number;
	readonly banPauseMs: number;
}

/** An attempt under way: its reply, and how to end it early. */
export interface Attempt {
	readonly reply: Promise<Reply>;
	abort(): void;
}

/**
 * Makes one HTTP call with one deadline over connecting, sending, waiting and reading (DAT-REQ-07). The reply always
 * resolves: a failure of the network, of the injected fetch, or of the deadline is a `silent` reply.
 */
export function startAttempt(
	{ fetch, clock, userAgent }: Platform,
	request: AttemptRequest,
	options: AttemptOptions,
): Attempt {
	const controller = new AbortController();
	let giveUp: (error: Error) => void;
	const deadline = new Promise<never>((_, reject) => {
		giveUp = (error) => {
			reject(error);
			controller.abort(error);
		};
	});
	const cancel = clock.schedule(options.attemptTimeoutMs, () =>
		giveUp(new Error(`no answer within ${options.attemptTimeoutMs} ms`)),
	);
	const headers: Record<string, string> = {};
	if (request.contentType) headers["content-type"] = request.contentType;
	if (userAgent) headers["user-agent"] = userAgent;
	const exchange = async (): Promise<RawReply> => {
		const { method, url, body } = request;
		const response = await fetch(url, {
			method,
			headers,
			redirect: "manual",
			signal: controller.signal,
			...(body === undefined ? {} : { body }),
		});
		const text = await response.text().catch(() => ""); // the status alone decides when the body breaks off (DAT-SRV-06)
		return { status: response.status, header: (name) => response.headers.get(name), text };
	};
	const reply = Promise.race([exchange(), deadline])
		.then((raw) => readReply(raw, options.banPauseMs), toSilence)
		.finally(cancel);
	return { reply, abort: () => giveUp(new Error("aborted")) };
}

/**
 * Failures in which nothing was written yet, by the codes and words of Node, undici, Deno and browsers; only these are
 * safe to repeat (facts 7, "Retry safety").
 */
const NOT_WRITTEN =
	/ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E(?:HOST|NET)UNREACH|CONNECT_TIMEOUT|CERT|SELF_SIGNED|ERR_SSL|\(Connect\)|dns error/;

function toSilence(error: unknown): Reply {
	const parts = [error, readMember(error, "cause")].flatMap((each) => [
		readMember(each, "code"),
		readMember(each, "message"),
	]);
	const text = parts.filter(Boolean).join(" ") || showValue(error);
	return {
		kind: "silent",
		status: 0,
		written: !NOT_WRITTEN.test(text),
		error: redactSecrets(text).slice(0, 200),
		rate: undefined,
	};
}
