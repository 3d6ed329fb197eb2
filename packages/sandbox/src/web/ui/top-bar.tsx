import type { JSX } from "preact";
import { webhookOf } from "../model/channels.ts";
import { toUrl } from "../model/curl.ts";
import type { StatusFilter } from "../model/state.ts";
import { CopyButton } from "./copy-button.tsx";
import { FaultButton } from "./faults/fault-button.tsx";
import { Icon } from "./icon.tsx";
import { dispatch, usePage } from "./page-store.ts";

/** The channel, its webhook's URL to copy, the filter, the search, and the way to the faults. */
export function TopBar(): JSX.Element {
	const channel = usePage((page) => page.channel);
	return (
		<header class="top">
			<button
				type="button"
				id="channels-button"
				class="icon-button only-narrow"
				aria-label="Channels"
				aria-controls="side"
				onClick={() => dispatch({ type: "panel-opened", panel: "channels" })}
			>
				<Icon name="menu" />
			</button>
			<h1>
				<Icon name={channel === undefined ? "all" : "hash"} />
				{channel ?? "All requests"}
			</h1>
			<CopyWebhook />
			<StatusChips />
			<SearchBox />
			<FaultButton />
		</header>
	);
}

function CopyWebhook(): JSX.Element | null {
	const webhooks = usePage((page) => page.webhooks);
	const channel = usePage((page) => page.channel);
	const webhook = webhookOf(webhooks, channel);
	return channel !== undefined && webhook ? (
		<CopyButton text={toUrl(webhook, location.origin)} label={`Copy the webhook URL of #${webhook.channel}`} />
	) : null;
}

const FILTERS: Readonly<Record<StatusFilter, string>> = {
	all: "All",
	delivered: "Delivered",
	pinged: "Pinged",
	limited: "429",
	refused: "Refused",
};

function StatusChips(): JSX.Element {
	const current = usePage((page) => page.status);
	return (
		<fieldset class="chips">
			<legend class="hidden">Show only</legend>
			{(Object.keys(FILTERS) as StatusFilter[]).map((status) => (
				<button
					key={status}
					type="button"
					class="chip"
					aria-pressed={status === current}
					onClick={() => dispatch({ type: "filtered", status })}
				>
					{FILTERS[status]}
				</button>
			))}
		</fieldset>
	);
}

function SearchBox(): JSX.Element {
	const query = usePage((page) => page.query);
	return (
		<search class="search">
			<Icon name="search" />
			<input
				id="search"
				type="search"
				placeholder="Search"
				aria-label="Search requests"
				aria-keyshortcuts="/"
				value={query}
				onInput={(event) => dispatch({ type: "searched", query: event.currentTarget.value })}
			/>
		</search>
	);
}
