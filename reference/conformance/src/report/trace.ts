import type { Run } from "../drive/run.ts";
import type { StageWebhook } from "../stage/webhook-name.ts";

/** What was seen of a case, without tokens: lines for a person. */
export interface Trace {
	/** Requests and answers. */
	readonly http: readonly string[];
	/** Commands and replies, or the outcome. */
	readonly port: readonly string[];
	readonly stderr: string;
}

const LONGEST = 600;

/** Tells a run in lines; times are ms since it began. */
export function toTrace(run: Run): Trace {
	const since = (ms: number | undefined): string =>
		ms === undefined ? "never" : `${Math.round(ms - run.startedMs)} ms`;
	const hide = (text: string): string => redact(text, run.webhooks);
	const http = run.exchanges.map(
		({ index, method, to, path, body, status, responseHeaders, responseBody, wire, ...times }) => {
			const waits = Object.entries(responseHeaders).filter(([name]) =>
				/^(?:retry-after|x-ratelimit-(?!bucket))/.test(name),
			);
			const told = [...waits.map(([name, value]) => `${name}: ${value}`), responseBody]
				.filter((text) => text !== "")
				.join(", ");
			return hide(
				[
					`#${index + 1} ${since(times.seenMs)}  ${method} ${path}${to ? ` (${to})` : ""}`,
					`     ${shorten(Buffer.from(body).toString())}`,
					`   ${since(times.answeredMs)}  ${wire ? `${wire}, ` : ""}${status === 0 ? "no answer" : status} ${shorten(told)}`,
				].join("\n"),
			);
		},
	);
	const port = run.asked.flatMap(({ as, cmd, alert, askedMs, repliedMs, result, error }) => [
		hide(`> ${since(askedMs)}  ${cmd}${as === cmd ? "" : ` as ${as}`} ${alert ? shorten(JSON.stringify(alert)) : ""}`),
		hide(`< ${since(repliedMs)}  ${shorten(JSON.stringify(error === undefined ? (result ?? "no reply") : { error }))}`),
	]);
	const exit = run.exit ? [`exit ${run.exit.signal ?? run.exit.code} after ${since(run.exit.atMs)}`] : [];
	const outcome = run.asked.length === 0 && run.outcome ? [hide(`outcome ${JSON.stringify(run.outcome)}`)] : [];
	return { http, port: [...port, ...outcome, ...exit], stderr: hide(run.stderr.slice(-2_000)) };
}

/** Takes out every token, in whatever part it shows. */
function redact(text: string, webhooks: readonly StageWebhook[]): string {
	return webhooks.reduce((rest, { name, token }) => {
		const parts = [token, ...Array.from({ length: token.length - 11 }, (_, start) => token.slice(start, start + 12))];
		return parts.reduce((left, part) => left.replaceAll(part, `[token of ${name}]`), rest);
	}, text);
}

function shorten(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST)}… (${text.length})` : text;
}
