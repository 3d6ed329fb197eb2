import type { JSX } from "preact";
import { useCallback, useLayoutEffect, useRef } from "preact/hooks";
import { isPinging, kindOf, type Row } from "../../model/row.ts";
import { Icon } from "../icon.tsx";
import { MessageRow } from "../message/message-row.tsx";
import { RefusalRow } from "../message/refusal-row.tsx";
import { RequestRow } from "../message/request-row.tsx";
import { dispatch } from "../page-store.ts";

/** What a row needs to know of its neighbours and of the reader. */
export interface RowItemProps {
	readonly row: Row;
	readonly position: number;
	readonly count: number;
	readonly isContinued: boolean;
	readonly isSelected: boolean;
	readonly isFirstStop: boolean;
	readonly offset: number;
	readonly measure: (element: Element | null) => void;
}

/** One article of the feed. The selected one holds the focus; Enter or its button opens the inspector. */
export function RowItem(props: RowItemProps): JSX.Element {
	const { row, position, count, isSelected, isFirstStop, offset, measure } = props;
	const { index } = row.entry;
	const element = useRef<HTMLElement>(null);
	useLayoutEffect(() => {
		// Who reads in the inspector stays there.
		if (isSelected && !document.activeElement?.closest(".inspector")) element.current?.focus({ preventScroll: true });
	}, [isSelected]);
	const inspect = (): void => dispatch({ type: "inspected", index });
	const keep = useCallback((node: HTMLElement | null) => {
		element.current = node;
		measure(node);
	}, []);
	return (
		<article
			ref={keep}
			data-index={position}
			class={classOf(props)}
			style={{ transform: `translateY(${offset}px)` }}
			tabIndex={isSelected || isFirstStop ? 0 : -1}
			aria-posinset={position + 1}
			aria-setsize={count}
			aria-label={labelOf(row)}
			onFocus={() => dispatch({ type: "selected", index })}
		>
			<RowBody {...props} />
			<button type="button" class="inspect" tabIndex={-1} onClick={inspect} aria-label="Inspect request and response">
				<Icon name="inspect" />
			</button>
		</article>
	);
}

function RowBody({ row, isContinued }: RowItemProps): JSX.Element {
	if (row.message) return <MessageRow row={row} message={row.message} isContinued={isContinued} />;
	const isServed = ["message", "other"].includes(kindOf(row));
	return isServed ? <RequestRow entry={row.entry} /> : <RefusalRow row={row} />;
}

function classOf({ row, isSelected, isContinued }: RowItemProps): string {
	return [
		"row",
		`is-${kindOf(row)}`,
		isPinging(row) && "is-pinging",
		row.isDeleted && "is-deleted",
		isSelected && "is-selected",
		row.message && !isContinued && "starts-group",
	]
		.filter(Boolean)
		.join(" ");
}

function labelOf({ entry, message }: Row): string {
	if (!message) return `${entry.method} ${entry.status || "no answer"}`;
	return `${message.username}: ${message.body.embeds?.[0]?.title ?? message.body.content ?? "message"}`;
}
