import type { JSX } from "preact";

const HUES = 12;

/** A round initial whose colour tells names apart; the picture behind `avatar_url` is never fetched. */
export function Avatar({ name, url }: { readonly name: string; readonly url: string | undefined }): JSX.Element {
	const hue = [...name].reduce((sum, character) => (sum * 31 + (character.codePointAt(0) ?? 0)) % 997, 7) % HUES;
	const [initial = "?"] = name.trim();
	return (
		<div class={`avatar hue-${hue}`} aria-hidden="true" title={url && `avatar_url: ${url}`}>
			{initial.toUpperCase()}
		</div>
	);
}
