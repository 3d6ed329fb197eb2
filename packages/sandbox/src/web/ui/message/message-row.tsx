import type { JSX } from "preact";
import { Markdown } from "../../markdown/markdown.tsx";
import type { Row } from "../../model/row.ts";
import { namesOf } from "../../model/row.ts";
import type { Message } from "../../model/wire.ts";
import { Attachments } from "./attachments.tsx";
import { Avatar } from "./avatar.tsx";
import { ClockTime } from "./clock.tsx";
import { Components } from "./components.tsx";
import { EmbedCard } from "./embed.tsx";
import { mergeEmbeds } from "./merge-embeds.ts";
import { MessageFacts } from "./message-facts.tsx";
import { PollCard } from "./poll.tsx";

const SUPPRESS_EMBEDS = 1 << 2;

/** A stored message as Discord shows it, with what Discord does not show: pings, sharing, what became of the answer. */
export function MessageRow({
	row,
	message,
	isContinued,
}: {
	readonly row: Row;
	readonly message: Message;
	readonly isContinued: boolean;
}): JSX.Element {
	const { username, sentAtMs } = message;
	return (
		<div class={isContinued ? "message continued" : "message"}>
			{isContinued ? <ClockTime ms={sentAtMs} /> : <Avatar name={username} url={message.avatarUrl} />}
			<div class="message-column">
				{!isContinued && (
					<div class="byline">
						<strong class="username">{username}</strong>
						<span class="app-tag">APP</span>
						<ClockTime ms={sentAtMs} />
					</div>
				)}
				<MessageFacts row={row} message={message} />
				<MessageBody message={message} />
			</div>
		</div>
	);
}

function MessageBody({ message }: { readonly message: Message }): JSX.Element {
	const { body, files, editedAtMs } = message;
	const embeds = Number(body.flags ?? 0) & SUPPRESS_EMBEDS ? [] : (body.embeds ?? []);
	const edited = editedAtMs !== undefined && <span class="edited"> (edited)</span>;
	return (
		<>
			{body.content && (
				<div class="content">
					<Markdown text={body.content} pinged={namesOf(message)} />
					{edited}
				</div>
			)}
			{mergeEmbeds(embeds).map((shown, index) => (
				<EmbedCard key={index} shown={shown} />
			))}
			{body.poll && <PollCard poll={body.poll} />}
			{body.components && <Components components={body.components} pinged={namesOf(message)} />}
			{files.length > 0 && <Attachments files={files} />}
			{!body.content && edited}
		</>
	);
}
