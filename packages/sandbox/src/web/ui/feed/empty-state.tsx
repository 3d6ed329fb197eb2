import type { JSX } from "preact";
import { webhookOf } from "../../model/channels.ts";
import { toGreeting, toUrl, toWish } from "../../model/curl.ts";
import { CopyButton } from "../copy-button.tsx";
import { dispatch, usePage } from "../page-store.ts";

/** First use: where to send, and a command that does it. Or: nothing fits the filter. */
export function EmptyState(): JSX.Element {
	const { channel, query, status, webhooks } = usePage((page) => page);
	const webhook = webhookOf(webhooks, channel);
	const url = webhook ? toUrl(webhook, location.origin) : "";
	if (query !== "" || status !== "all") return <NothingFits />;
	return (
		<div class="empty">
			<h2>{channel === undefined ? "No request yet" : `Nothing in #${channel} yet`}</h2>
			<p>Send something to this webhook, and it appears here as Discord would show it.</p>
			{!webhook && <Snippet label="First make a webhook" text={toWish(location.origin)} />}
			{webhook && (
				<>
					<Snippet label="Webhook URL" text={url} />
					<Snippet label="In a shell" text={toGreeting(url)} />
					<Snippet
						label="For a program"
						text={`export DISCORD_WEBHOOK_${webhook.channel.toUpperCase().replace(/\W/g, "_")}=${url}`}
					/>
				</>
			)}
		</div>
	);
}

function NothingFits(): JSX.Element {
	const reset = (): void => {
		dispatch({ type: "searched", query: "" });
		dispatch({ type: "filtered", status: "all" });
	};
	return (
		<div class="empty">
			<h2>Nothing fits</h2>
			<p>No request of this channel has what you search for.</p>
			<button type="button" class="button" onClick={reset}>
				Show everything
			</button>
		</div>
	);
}

function Snippet({ label, text }: { readonly label: string; readonly text: string }): JSX.Element {
	return (
		<figure class="snippet">
			<figcaption>
				{label}
				<CopyButton text={text} label={`Copy: ${label}`} />
			</figcaption>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
			<pre tabIndex={0}>{text}</pre>
		</figure>
	);
}
