import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { channelsOf, isAlive } from "../../model/channels.ts";
import { Icon } from "../icon.tsx";
import { dispatch, usePage } from "../page-store.ts";
import { GaugeList } from "./gauge-list.tsx";
import { LinkState } from "./link-state.tsx";
import { Tools } from "./tools.tsx";

/** Channels with what is unread, the limits of their webhooks, and the tools of the page. */
export function SideBar(): JSX.Element {
	const isOpen = usePage((page) => page.panel === "channels");
	return (
		<aside class={isOpen ? "side is-open" : "side"} id="side" aria-label="Sandbox">
			<header class="side-head">
				<span class="brand">
					<strong>@dat</strong> sandbox
				</span>
				<LinkState />
			</header>
			<div class="side-scroll">
				<ChannelList />
				<GaugeList />
			</div>
			<Tools />
		</aside>
	);
}

function ChannelList(): JSX.Element {
	const webhooks = usePage((page) => page.webhooks);
	const isOpen = usePage((page) => page.panel === "channels");
	const nav = useRef<HTMLElement>(null);
	useEffect(() => {
		if (!isOpen) return;
		nav.current?.querySelector<HTMLElement>("[aria-current]")?.focus();
		return () => document.getElementById("channels-button")?.focus();
	}, [isOpen]);
	return (
		<nav aria-label="Channels" ref={nav}>
			<ul class="channels">
				{[undefined, ...channelsOf(webhooks)].map((channel) => (
					<li key={channel}>
						<ChannelButton channel={channel} />
					</li>
				))}
			</ul>
		</nav>
	);
}

function ChannelButton({ channel }: { readonly channel: string | undefined }): JSX.Element {
	const isCurrent = usePage((page) => page.channel === channel, [channel]);
	const unread = usePage((page) => (channel === undefined ? 0 : (page.unread[channel] ?? 0)), [channel]);
	const isDead = usePage(({ webhooks }) => channel !== undefined && !isAlive(webhooks, channel), [channel]);
	return (
		<button
			type="button"
			class={unread > 0 ? "channel has-unread" : "channel"}
			aria-current={isCurrent ? "page" : undefined}
			onClick={() => dispatch({ type: "channel-chosen", channel })}
		>
			<Icon name={channel === undefined ? "all" : "hash"} />
			<span class={isDead ? "channel-name is-dead" : "channel-name"}>{channel ?? "All requests"}</span>
			{isDead && <span class="dead">deleted</span>}
			{unread > 0 && (
				<span class="badge">
					{unread > 999 ? "999+" : unread}
					<span class="hidden"> unread</span>
				</span>
			)}
		</button>
	);
}
