import type { JSX } from "preact";
import { explain, toField } from "../../model/explain.ts";
import { kindOf, type Row } from "../../model/row.ts";
import { Icon } from "../icon.tsx";
import { ClockTime } from "./clock.tsx";
import { excerptOf } from "./excerpt.ts";

/** A request that Discord turned away, with the reason and what it would have said. */
export function RefusalRow({ row }: { readonly row: Row }): JSX.Element {
	const { entry } = row;
	const kind = kindOf(row);
	const excerpt = excerptOf(entry.body);
	return (
		<div class={`refusal ${kind}`}>
			<ClockTime ms={entry.atMs} />
			<div class="refusal-column">
				<p>
					<Icon name={kind === "lost" ? "plug" : "alert"} />
					<strong class="status">{entry.status || "no answer"}</strong>
					<span>{explain(entry)}</span>
					{entry.fault && <span class="fault-tag">fault: {entry.fault}</span>}
				</p>
				{entry.problems.length > 0 && (
					<ul class="problems">
						{entry.problems.map(({ path, message, code }) => (
							<li key={path + code + message}>
								<code>{toField(path)}</code> {message} <small>{code}</small>
							</li>
						))}
					</ul>
				)}
				{excerpt && <p class="excerpt">{excerpt}</p>}
			</div>
		</div>
	);
}
