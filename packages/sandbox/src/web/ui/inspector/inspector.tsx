import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { explain, toField } from "../../model/explain.ts";
import type { Row } from "../../model/row.ts";
import type { Entry } from "../../model/wire.ts";
import { Icon } from "../icon.tsx";
import { dispatch, usePage } from "../page-store.ts";
import { Block } from "./block.tsx";
import { HeaderTable } from "./header-table.tsx";
import { Pings } from "./pings.tsx";

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
	useEffect(() => heading.current?.focus(), []);
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
				<p class="path">{entry.path}</p>
				<Reason row={row} />
				{message && <Pings message={message} />}
				<Block title="Request body" value={entry.body} />
				<HeaderTable title="Request headers" headers={entry.headers} />
				<Block title="Response body" value={entry.responseBody} />
				<HeaderTable title="Response headers" headers={entry.responseHeaders} />
			</div>
		</aside>
	);
}

function Reason({ row: { entry } }: { readonly row: Row }): JSX.Element | null {
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

function ProblemTable({ problems }: Pick<Entry, "problems">): JSX.Element {
	return (
		<table>
			<thead>
				<tr>
					<th>Field</th>
					<th>Problem</th>
				</tr>
			</thead>
			<tbody>
				{problems.map(({ path, code, message }) => (
					<tr key={path + code + message}>
						<td>
							<code>{toField(path)}</code>
						</td>
						<td>
							{message} <small>{code}</small>
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}
