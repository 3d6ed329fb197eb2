import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Panel } from "../model/state.ts";
import { Icon } from "./icon.tsx";
import { dispatch } from "./page-store.ts";

/** A modal dialog; the browser keeps the focus inside, gives it back, and closes on Esc. */
export function Dialog({
	panel,
	title,
	children,
}: {
	readonly panel: Panel;
	readonly title: string;
	readonly children: ComponentChildren;
}): JSX.Element {
	const dialog = useRef<HTMLDialogElement>(null);
	const close = (): void => dispatch({ type: "panel-closed", panel });
	useEffect(() => {
		dialog.current?.showModal();
		return () => dialog.current?.close();
	}, []);
	return (
		<dialog ref={dialog} class="dialog" aria-labelledby="dialog-title" onClose={close}>
			<header>
				<h2 id="dialog-title">{title}</h2>
				<button type="button" class="icon-button" aria-label="Close" onClick={close}>
					<Icon name="close" />
				</button>
			</header>
			{children}
		</dialog>
	);
}
