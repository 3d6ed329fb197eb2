import {
	elementScroll,
	observeElementOffset,
	observeElementRect,
	Virtualizer,
	type VirtualizerOptions,
} from "@tanstack/virtual-core";
import { useLayoutEffect, useState } from "preact/hooks";
import { NEAR_PX } from "./use-stick.ts";

type Options = Pick<
	VirtualizerOptions<HTMLElement, Element>,
	"count" | "getScrollElement" | "estimateSize" | "getItemKey" | "rangeExtractor"
>;

/** A virtual list that stays at its end while things are added there, unless the reader has scrolled away. */
export function useVirtual(options: Options): Virtualizer<HTMLElement, Element> {
	const [, redraw] = useState(0);
	const all: VirtualizerOptions<HTMLElement, Element> = {
		...options,
		overscan: 6,
		paddingStart: 16,
		paddingEnd: 24,
		anchorTo: "end",
		followOnAppend: true,
		scrollEndThreshold: NEAR_PX,
		observeElementRect,
		observeElementOffset,
		scrollToFn: elementScroll,
		onChange: () => redraw((count) => count + 1),
	};
	const [virtualizer] = useState(() => new Virtualizer<HTMLElement, Element>(all));
	virtualizer.setOptions(all);
	useLayoutEffect(() => virtualizer._didMount(), []);
	useLayoutEffect(() => virtualizer._willUpdate());
	return virtualizer;
}
