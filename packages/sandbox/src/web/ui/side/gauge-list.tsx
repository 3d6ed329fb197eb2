import type { JSX } from "preact";
import { titleOf } from "../../model/channels.ts";
import { type GaugeState, type Level, remainingAt } from "../../model/gauge.ts";
import { usePage } from "../page-store.ts";
import { useNow } from "../use-now.ts";

/** What each webhook may still do: posts in its own window, and messages in its channel's. */
export function GaugeList(): JSX.Element | null {
	const webhooks = usePage((page) => page.webhooks);
	const gauges = usePage((page) => page.gauges);
	if (Object.keys(gauges).length === 0) return null;
	return (
		<section aria-labelledby="gauges-title">
			<h2 id="gauges-title" class="side-title">
				Rate limits
			</h2>
			<p class="side-note">What is left: posts of the webhook, messages of its channel.</p>
			<ul class="gauges">
				{webhooks.map((webhook) => {
					const gauge = gauges[webhook.id];
					return gauge && <GaugeItem key={webhook.id} title={titleOf(webhook, webhooks)} gauge={gauge} />;
				})}
			</ul>
		</section>
	);
}

function GaugeItem({ title, gauge }: { readonly title: string; readonly gauge: GaugeState }): JSX.Element {
	const nowMs = useNow(250);
	const { bucket, channel, waitUntilMs } = gauge;
	const waitMs = Math.max(0, waitUntilMs - nowMs);
	return (
		<li class={waitMs > 0 ? "gauge waiting" : "gauge"}>
			<span class="gauge-name">{title}</span>
			{waitMs > 0 && <span class="gauge-wait">429: wait {(waitMs / 1000).toFixed(1)} s</span>}
			{bucket && <LevelBar level={bucket} nowMs={nowMs} name={`${title}, posts`} />}
			{channel && <LevelBar level={channel} nowMs={nowMs} name={`${title}, its channel`} />}
		</li>
	);
}

function LevelBar({
	level,
	nowMs,
	name,
}: {
	readonly level: Level;
	readonly nowMs: number;
	readonly name: string;
}): JSX.Element {
	const left = remainingAt(level, nowMs);
	const { limit } = level;
	return (
		<div class={left === 0 ? "level spent" : "level"}>
			<meter class="hidden" aria-label={`Left for ${name}`} max={limit} value={left} />
			<span class={limit > 12 ? "pips fine" : "pips"} aria-hidden="true">
				{Array.from({ length: Math.min(limit, 60) }, (_, index) => (
					<i key={index} class={index < left ? "pip full" : "pip"} />
				))}
			</span>
			<span class="level-text">
				{left}/{limit}
			</span>
		</div>
	);
}
