import { showMessages } from "@dat/sandbox/show";
import embed from "../../../../packages/sandbox/src/web/styles/embed.css?inline";
import markdown from "../../../../packages/sandbox/src/web/styles/markdown.css?inline";
import message from "../../../../packages/sandbox/src/web/styles/message.css?inline";
import tokens from "../../../../packages/sandbox/src/web/styles/tokens.css?inline";
import type { PageDiscord } from "./discord.ts";
import frame from "./frame.css?inline";

/** The styles of the sandbox's page, for a shadow tree: there the root is the host. */
const CSS = [tokens, frame, embed, markdown, message]
	.join("\n")
	.replace(/:root((?:\[[^\]]*\]|:not\([^)]*\))+)/g, ":host($1)")
	.replaceAll(":root", ":host");

/** Shows what has arrived, as Discord would, apart from the styles of the page around it. */
export function showIn(host: HTMLElement, { sandbox }: PageDiscord, isDark: boolean): void {
	host.dataset["theme"] = isDark ? "dark" : "light";
	const root = host.shadowRoot ?? openRoot(host);
	const list = root.querySelector(".list-of-messages");
	if (!list) return;
	const rows = sandbox.ledger.flatMap((entry) => {
		const found = sandbox.state.messages.get(entry.messageId ?? "");
		return found ? [{ entry, message: found as Parameters<typeof showMessages>[1][number]["message"] }] : [];
	});
	showMessages(list, rows);
}

function openRoot(host: HTMLElement): ShadowRoot {
	const root = host.attachShadow({ mode: "open" });
	const style = document.createElement("style");
	style.textContent = CSS;
	const list = document.createElement("div");
	list.className = "list-of-messages";
	root.append(style, list);
	return root;
}
