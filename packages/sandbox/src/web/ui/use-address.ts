import { useEffect } from "preact/hooks";
import { toAddress } from "../model/address.ts";
import { usePage } from "./page-store.ts";

/** Keeps the channel in the address, so that a reload stays there, and what is unread in the title of the tab. */
export function useAddress(): void {
	const channel = usePage((page) => page.channel);
	const unread = usePage((page) => Object.values(page.unread).reduce((sum, count) => sum + count, 0));
	useEffect(() => {
		history.replaceState(null, "", toAddress(channel));
	}, [channel]);
	useEffect(() => {
		document.title = `${unread > 0 ? `(${unread}) ` : ""}${channel === undefined ? "all" : `#${channel}`} · @dat sandbox`;
	}, [channel, unread]);
}
