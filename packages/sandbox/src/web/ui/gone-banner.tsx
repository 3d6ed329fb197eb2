import type { JSX } from "preact";
import { Icon } from "./icon.tsx";
import { usePage } from "./page-store.ts";

/** Says that what is shown may be old. */
export function GoneBanner(): JSX.Element | null {
	const isGone = usePage((page) => page.link === "gone");
	if (!isGone) return null;
	return (
		<div class="gone" role="alert">
			<Icon name="plug" />
			<span>The sandbox does not answer. What you see stays; it goes on by itself when the server is back.</span>
		</div>
	);
}
