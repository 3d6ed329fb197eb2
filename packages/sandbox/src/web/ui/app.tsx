import type { JSX } from "preact";
import { useKeyboard } from "../keyboard/use-keyboard.ts";
import { Announcer } from "./announcer.tsx";
import { FaultPanel } from "./faults/fault-panel.tsx";
import { Feed } from "./feed/feed.tsx";
import { GoneBanner } from "./gone-banner.tsx";
import { HelpDialog } from "./help-dialog.tsx";
import { Inspector } from "./inspector/inspector.tsx";
import { dispatch, usePage } from "./page-store.ts";
import { SideBar } from "./side/side-bar.tsx";
import { TopBar } from "./top-bar.tsx";
import { useAddress } from "./use-address.ts";

/** The whole page. */
export function App(): JSX.Element {
	const panel = usePage((page) => page.panel);
	const channel = usePage((page) => page.channel);
	const status = usePage((page) => page.status);
	const isInspecting = usePage((page) => page.isInspecting);
	useKeyboard();
	useAddress();
	return (
		<div class={isInspecting ? "app is-inspecting" : "app"}>
			<SideBar />
			{panel === "channels" && <Shade />}
			<main class="main">
				<TopBar />
				{panel === "faults" && <FaultPanel />}
				<GoneBanner />
				<Feed key={`${channel} ${status}`} />
			</main>
			<Inspector />
			{panel === "help" && <HelpDialog />}
			<Announcer />
		</div>
	);
}

/** What lies beside the open side bar of a narrow window; a tap on it closes the bar. */
function Shade(): JSX.Element {
	return (
		<button
			type="button"
			class="shade"
			aria-label="Close the channels"
			onClick={() => dispatch({ type: "panel-opened", panel: undefined })}
		/>
	);
}
