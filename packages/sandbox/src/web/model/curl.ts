import type { Entry, Webhook } from "./wire.ts";

/** The URL that a program is given. */
export function toUrl({ id, token = "" }: Webhook, origin: string): string {
	return `${origin}/api/webhooks/${id}/${token}`;
}

/** A shell command that posts a greeting. */
export function toGreeting(url: string): string {
	return toCommand([["-d", '{"content":"Hello from **curl**"}']], url);
}

/** A shell command that makes a webhook. */
export function toWish(origin: string): string {
	return toCommand([["-d", '{"channel":"alerts"}']], `${origin}/_sandbox/webhooks`);
}

/** A shell command that makes a request once more; files are not kept, so not sent again. */
export function toCurl({ method, path, body }: Entry, webhook: Webhook | undefined, origin: string): string {
	const url = origin + path.replace("[token]", webhook?.token ?? "[token]");
	const verb: Option[] = method === (body === undefined ? "GET" : "POST") ? [] : [["-X", method]];
	return toCommand([...verb, ...(body === undefined ? [] : [["-d", JSON.stringify(body)] as const])], url);
}

type Option = readonly [flag: string, value: string];

function toCommand(options: readonly Option[], url: string): string {
	const type: Option[] = options.some(([flag]) => flag === "-d") ? [["-H", "Content-Type: application/json"]] : [];
	const words = [...type, ...options].map(([flag, value]) => `${flag} ${quote(value)}`);
	return ["curl", ...words, quote(url)].join(" ");
}

/** For a POSIX shell. */
function quote(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
