import type { Virtualizer } from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** So near to the end, a reader is at the end, px. */
export const NEAR_PX = 80;

/** By these a reader scrolls; all other scrolling is the list's own. */
const HANDS = ["wheel", "touchmove", "pointerdown", "keydown"] as const;

/**
 * Keeps the newest in sight when the window or a row changes its size, until the reader scrolls away. Returns what lets go
 * by hand.
 */
export function useStick(
	virtual: Virtualizer<HTMLElement, Element>,
	scroller: RefObject<HTMLElement | null>,
): () => void {
	const state = useRef({ isStuck: true, isByHand: false });
	useEffect(() => {
		const element = scroller.current;
		if (!element) return;
		const setByHand = ({ type }: Event): void => {
			state.current.isByHand = type !== "scrollend";
		};
		const listen = (): void => {
			const { scrollHeight, scrollTop, clientHeight } = element;
			if (scrollHeight - scrollTop - clientHeight < NEAR_PX) state.current.isStuck = true;
			else if (state.current.isByHand) state.current.isStuck = false;
		};
		// Before the list itself hears of it and draws.
		const options = { passive: true, capture: true };
		for (const type of [...HANDS, "scrollend"]) element.addEventListener(type, setByHand, options);
		element.addEventListener("scroll", listen, options);
		return () => {
			for (const type of [...HANDS, "scrollend"]) element.removeEventListener(type, setByHand, options);
			element.removeEventListener("scroll", listen, options);
		};
	}, []);
	useLayoutEffect(() => {
		if (state.current.isStuck && !virtual.isAtEnd()) virtual.scrollToEnd();
	});
	return () => {
		state.current.isStuck = false;
	};
}
