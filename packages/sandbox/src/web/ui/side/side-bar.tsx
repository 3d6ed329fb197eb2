import type { JSX } from "preact";
import { channelsOf } from "../../model/channels.ts";
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
	const current = usePage((page) => page.channel);
	const unread = usePage((page) => page.unread);
	return (
		<nav aria-label="Channels">
			<ul class="channels">
				<li>
					<ChannelButton channel={undefined} isCurrent={current === undefined} unread={0} />
				</li>
				{channelsOf(webhooks).map((channel) => (
					<li key={channel}>
						<ChannelButton channel={channel} isCurrent={channel === current} unread={unread[channel] ?? 0} />
					</li>
				))}
			</ul>
		</nav>
	);
}

function ChannelButton({
	channel,
	isCurrent,
	unread,
}: {
	readonly channel: string | undefined;
	readonly isCurrent: boolean;
	readonly unread: number;
}): JSX.Element {
	return (
		<button
			type="button"
			class={unread > 0 ? "channel has-unread" : "channel"}
			aria-current={isCurrent ? "page" : undefined}
			onClick={() => dispatch({ type: "channel-chosen", channel })}
		>
			<Icon name={channel === undefined ? "all" : "hash"} />
			<span class="channel-name">{channel ?? "All requests"}</span>
			{unread > 0 && (
				<span class="badge">
					{unread > 999 ? "999+" : unread}
					<span class="hidden"> unread</span>
				</span>
			)}
		</button>
	);
}
