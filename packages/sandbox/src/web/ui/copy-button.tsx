import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Icon } from "./icon.tsx";

const TOLD_MS = 1500;

/** Copies a text and says so. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
	const [isCopied, setCopied] = useState(false);
	const copy = async (): Promise<void> => {
		await navigator.clipboard.writeText(text);
		setCopied(true);
		setTimeout(() => setCopied(false), TOLD_MS);
	};
	return (
		<button type="button" class="icon-button" aria-label={isCopied ? "Copied" : label} title={label} onClick={copy}>
			<Icon name={isCopied ? "check" : "copy"} />
		</button>
	);
}
