import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { Entry } from "../../model/wire.ts";
import { ClockTime } from "../message/clock.tsx";
import { dispatch, usePage } from "../page-store.ts";

/** All requests about one message, so that edits and its deletion are found from anywhere. */
export function History({ entry }: { readonly entry: Entry }): JSX.Element | null {
	const rows = usePage((page) => page.rows);
	const { messageId } = entry;
	const all = useMemo(
		() => (messageId === undefined ? [] : rows.filter((row) => row.entry.messageId === messageId)),
		[rows, messageId],
	);
	if (all.length < 2) return null;
	return (
		<section>
			<h3>Requests about this message</h3>
			<ul class="history">
				{all.map(({ entry: { index, method, status, atMs } }) => (
					<li key={index}>
						<button
							type="button"
							aria-current={index === entry.index ? "true" : undefined}
							onClick={() => dispatch({ type: "inspected", index })}
						>
							<ClockTime ms={atMs} />
							<span class="method">{method}</span>
							<span>{status || "no answer"}</span>
						</button>
					</li>
				))}
			</ul>
		</section>
	);
}
