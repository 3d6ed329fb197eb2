import type { JSX } from "preact";
import { usePage } from "../page-store.ts";

const WORDS = { connecting: "connecting", live: "live", gone: "server gone" } as const;

/** Whether the server is heard. */
export function LinkState(): JSX.Element {
	const link = usePage((page) => page.link);
	return (
		<span class={`link-state ${link}`} role="status">
			{WORDS[link]}
		</span>
	);
}
