import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { toCurl } from "../../model/curl.ts";
import { explain } from "../../model/explain.ts";
import type { Row } from "../../model/row.ts";
import type { Entry } from "../../model/wire.ts";
import { CopyButton } from "../copy-button.tsx";
import { Icon } from "../icon.tsx";
import { dispatch, usePage } from "../page-store.ts";
import { Block } from "./block.tsx";
import { HeaderTable } from "./header-table.tsx";
import { History } from "./history.tsx";
import { Pings } from "./pings.tsx";
import { ProblemTable } from "./problem-table.tsx";

/** Request, response and headers of the selected row, beside the feed. */
export function Inspector(): JSX.Element | null {
	const isOpen = usePage((page) => page.isInspecting);
	const selected = usePage((page) => page.selected);
	const rows = usePage((page) => page.rows);
	const row = isOpen ? rows.findLast(({ entry }) => entry.index === selected) : undefined;
	return row ? <Open row={row} /> : null;
}

function Open({ row }: { readonly row: Row }): JSX.Element {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		heading.current?.focus();
		return () => document.querySelector<HTMLElement>(".row.is-selected")?.focus({ preventScroll: true });
	}, []);
	const { entry, message } = row;
	return (
		<aside class="inspector" aria-labelledby="inspector-title">
			<header class="inspector-head">
				<h2 id="inspector-title" ref={heading} tabIndex={-1}>
					<span class="method">{entry.method}</span>
					<span class={`status status-${String(entry.status)[0]}`}>{entry.status || "no answer"}</span>
				</h2>
				<button
					type="button"
					class="icon-button"
					aria-label="Close inspector"
					onClick={() => dispatch({ type: "inspected", index: undefined })}
				>
					<Icon name="close" />
				</button>
			</header>
			<div class="inspector-scroll">
				<Summary entry={entry} />
				<Reason entry={entry} />
				{message && <Pings message={message} />}
				<History entry={entry} />
				<Block title="Request body" value={entry.body} />
				<HeaderTable title="Request headers" headers={entry.headers} />
				<Block title="Response body" value={entry.responseBody} />
				<HeaderTable title="Response headers" headers={entry.responseHeaders} />
			</div>
		</aside>
	);
}

function Summary({ entry }: { readonly entry: Entry }): JSX.Element {
	const webhooks = usePage((page) => page.webhooks);
	const webhook = webhooks.find(({ id }) => id === entry.webhookId);
	return (
		<>
			<p class="path">
				{entry.path}
				<CopyButton text={toCurl(entry, webhook, location.origin)} label="Copy as curl" />
			</p>
			<p class="when">
				{new Date(entry.atMs).toISOString()} from {entry.address}
				{entry.connection !== undefined && `, connection ${entry.connection}`}
			</p>
		</>
	);
}

function Reason({ entry }: { readonly entry: Entry }): JSX.Element | null {
	if (entry.reason === undefined) return null;
	return (
		<section class="reason">
			<h3>Why</h3>
			<p>{explain(entry)}</p>
			{entry.fault && <p>The fault "{entry.fault}" was on.</p>}
			{entry.problems.length > 0 && <ProblemTable problems={entry.problems} />}
		</section>
	);
}
