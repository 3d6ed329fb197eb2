import type { JSX } from "preact";
import { Icon } from "../icon.tsx";

/** Where Discord would show a picture. It is never fetched: the sandbox asks nobody for anything. */
export function Picture({ url, isSmall = false }: { readonly url: string; readonly isSmall?: boolean }): JSX.Element {
	return (
		<div class={isSmall ? "picture small" : "picture"} title={`${url} (the sandbox fetches no pictures)`}>
			<Icon name="image" />
			<span>{url.replace(/^https?:\/\//, "")}</span>
		</div>
	);
}
