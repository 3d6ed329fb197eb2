import type { Virtualizer } from "@tanstack/virtual-core";
import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import type { Row } from "../../model/row.ts";
import { Icon } from "../icon.tsx";

/** Says how much arrived below while the reader was scrolled up, and leads there. */
export function NewestButton({
	rows,
	virtual,
}: {
	readonly rows: readonly Row[];
	readonly virtual: Virtualizer<HTMLElement, Element>;
}): JSX.Element | null {
	const last = rows.at(-1)?.entry.index ?? -1;
	const seen = useRef(last);
	const isAtEnd = virtual.isAtEnd();
	if (isAtEnd) seen.current = last;
	if (isAtEnd) return null;
	const fresh = countAfter(rows, seen.current);
	return (
		<button type="button" class={fresh > 0 ? "newest fresh" : "newest"} onClick={() => virtual.scrollToEnd()}>
			{fresh > 0 ? `${fresh} new ${fresh === 1 ? "message" : "messages"}` : "Jump to newest"}
			<Icon name="down" />
		</button>
	);
}

function countAfter(rows: readonly Row[], index: number): number {
	let count = 0;
	while ((rows.at(-1 - count)?.entry.index ?? -1) > index) count++;
	return count;
}
