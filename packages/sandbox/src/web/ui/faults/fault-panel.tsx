import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { titleOf } from "../../model/channels.ts";
import { isStanding, SWITCHES } from "../../model/faults.ts";
import { endFaults, switchFault } from "../../server-link/api.ts";
import { Icon } from "../icon.tsx";
import { dispatch, usePage } from "../page-store.ts";

/** Makes Discord misbehave while a program runs. It covers nothing, so that one sees what the program does about it. */
export function FaultPanel(): JSX.Element {
	const [webhookId, setWebhookId] = useState<string | undefined>(undefined);
	const standing = usePage((page) => page.standing);
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		heading.current?.focus();
		return () => document.getElementById("faults-button")?.focus();
	}, []);
	return (
		<section class="fault-panel" id="faults" aria-labelledby="faults-title">
			<header>
				<h2 id="faults-title" ref={heading} tabIndex={-1}>
					Make Discord misbehave
				</h2>
				<button
					type="button"
					class="icon-button"
					aria-label="Close faults"
					onClick={() => dispatch({ type: "panel-opened", panel: undefined })}
				>
					<Icon name="close" />
				</button>
			</header>
			<Scope webhookId={webhookId} onChange={setWebhookId} />
			<ul>
				{Object.entries(SWITCHES).map(([name, words]) => (
					<FaultSwitch key={name} name={name} webhookId={webhookId} {...words} />
				))}
			</ul>
			<footer>
				<button type="button" class="button" disabled={standing.length === 0} onClick={endFaults}>
					All off
				</button>
				<OnElsewhere webhookId={webhookId} />
			</footer>
		</section>
	);
}

function Scope({
	webhookId,
	onChange,
}: {
	readonly webhookId: string | undefined;
	readonly onChange: (webhookId: string | undefined) => void;
}): JSX.Element {
	const webhooks = usePage((page) => page.webhooks);
	return (
		<label class="scope">
			Which webhook
			<select
				value={webhookId ?? ""}
				onChange={({ currentTarget }) => onChange(currentTarget.value === "" ? undefined : currentTarget.value)}
			>
				<option value="">every webhook</option>
				{webhooks.map((webhook) => (
					<option key={webhook.id} value={webhook.id}>
						{titleOf(webhook, webhooks)}
					</option>
				))}
			</select>
		</label>
	);
}

function FaultSwitch({
	name,
	title,
	text,
	webhookId,
}: {
	readonly name: string;
	readonly title: string;
	readonly text: string;
	readonly webhookId: string | undefined;
}): JSX.Element {
	const isOn = usePage((page) => isStanding(page.standing, name, webhookId), [name, webhookId]);
	return (
		<li>
			<button
				type="button"
				class="switch"
				role="switch"
				aria-checked={isOn}
				aria-label={title}
				aria-describedby={`fault-${name}`}
				onClick={() => switchFault(name, !isOn, webhookId)}
			>
				<span class="switch-words">
					<strong>{title}</strong>
					<small id={`fault-${name}`}>{text}</small>
				</span>
				<span class="switch-track" aria-hidden="true" />
			</button>
		</li>
	);
}

/** Faults that stand for another scope than the one that is shown, so that none is forgotten. */
function OnElsewhere({ webhookId }: { readonly webhookId: string | undefined }): JSX.Element | null {
	const standing = usePage((page) => page.standing);
	const webhooks = usePage((page) => page.webhooks);
	const others = standing.filter((one) => one.webhookId !== webhookId);
	if (others.length === 0) return null;
	const nameOf = (id: string | undefined): string => webhooks.find((one) => one.id === id)?.channel ?? "every webhook";
	return <p>Also on: {others.map((one) => `${one.name} (${nameOf(one.webhookId)})`).join(", ")}</p>;
}
