import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { channelOf, kindOf, type Row } from "../model/row.ts";
import { getPage } from "./page-store.ts";

/** A storm is told in one sentence per so many ms; a reader of each message would never end. */
const EVERY_MS = 2000;

/** Tells screen readers what arrived. */
export function Announcer(): JSX.Element {
	const [text, setText] = useState("");
	useEffect(() => {
		let seen = getPage().rows.at(-1)?.entry.index ?? -1;
		const timer = setInterval(() => {
			const fresh = takeAfter(getPage().rows, seen);
			if (fresh.length === 0) return;
			seen = fresh.at(-1)?.entry.index ?? seen;
			setText(sayAll(fresh));
		}, EVERY_MS);
		return () => clearInterval(timer);
	}, []);
	return (
		<p class="hidden" aria-live="polite">
			{text}
		</p>
	);
}

function takeAfter(rows: readonly Row[], index: number): readonly Row[] {
	const at = rows.findLastIndex(({ entry }) => entry.index <= index);
	return rows.slice(at + 1);
}

function sayAll(fresh: readonly Row[]): string {
	const stored = fresh.filter((row) => kindOf(row) === "message");
	const refused = fresh.filter((row) => ["refused", "limited", "lost"].includes(kindOf(row)));
	const [only] = stored;
	const told =
		stored.length === 1 && only?.message
			? `${channelOf(only)}: ${only.message.body.embeds?.[0]?.title ?? only.message.body.content ?? "a message"}.`
			: stored.length > 1
				? `${stored.length} new messages.`
				: "";
	return `${told}${refused.length > 0 ? ` ${refused.length} refused.` : ""}`.trim();
}
