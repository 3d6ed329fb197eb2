import { defaultRangeExtractor } from "@tanstack/virtual-core";
import type { JSX } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { isContinued } from "../../model/group.ts";
import type { Row } from "../../model/row.ts";
import { createRowSelector } from "../../model/select.ts";
import { usePage } from "../page-store.ts";
import { EmptyState } from "./empty-state.tsx";
import { NewestButton } from "./newest-button.tsx";
import { RowItem } from "./row-item.tsx";
import { useStick } from "./use-stick.ts";
import { useVirtual } from "./use-virtual.ts";

/** Messages and refused requests, oldest first. Only what is near the window is in the document. */
export function Feed(): JSX.Element {
	const selectRows = useMemo(createRowSelector, []);
	const rows = usePage(selectRows);
	return rows.length === 0 ? <EmptyState /> : <RowList rows={rows} />;
}

function RowList({ rows }: { readonly rows: readonly Row[] }): JSX.Element {
	const selected = usePage((page) => page.selected);
	const scroller = useRef<HTMLElement>(null);
	const at = selected === undefined ? -1 : rows.findLastIndex(({ entry }) => entry.index === selected);
	const virtual = useVirtual({
		count: rows.length,
		getScrollElement: () => scroller.current,
		estimateSize: (index) => (rows[index]?.message ? 140 : 48),
		getItemKey: (index) => rows[index]?.entry.index ?? index,
		// Whoever has the focus stays in the document.
		rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), at),
	});
	const letGo = useStick(virtual, scroller);
	useEffect(() => {
		if (at < 0) return;
		letGo();
		virtual.scrollToIndex(at, { align: "auto" });
	}, [selected]);
	const items = virtual.getVirtualItems();
	return (
		<div class="feed">
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
			<section class="scroller" ref={scroller} role="feed" aria-label="Requests, oldest first" tabIndex={0}>
				<div class="sizer" style={{ height: `${virtual.getTotalSize()}px` }}>
					{items.map(({ key, index, start }) => {
						const row = rows[index];
						return (
							row && (
								<RowItem
									key={key}
									row={row}
									position={index}
									count={rows.length}
									isContinued={isContinued(row, rows[index - 1])}
									isSelected={index === at}
									isFirstStop={at < 0 && index === items.at(-1)?.index}
									offset={start}
									measure={virtual.measureElement}
								/>
							)
						);
					})}
				</div>
			</section>
			<NewestButton rows={rows} virtual={virtual} />
		</div>
	);
}

function withIndex(indexes: number[], extra: number): number[] {
	if (extra < 0 || indexes.includes(extra)) return indexes;
	return [...indexes, extra].sort((a, b) => a - b);
}
