import type { JSX } from "preact";
import type { Poll } from "../../model/wire.ts";

/** A poll as it looks before anybody has voted. */
export function PollCard({
	poll: { question, answers, allow_multiselect, expiry },
}: {
	readonly poll: Poll;
}): JSX.Element {
	return (
		<div class="poll">
			<strong>{question.text}</strong>
			<p>
				{allow_multiselect ? "Several answers" : "One answer"} · until{" "}
				<time dateTime={expiry}>{new Date(expiry).toLocaleString([], { dateStyle: "short", timeStyle: "short" })}</time>
			</p>
			<ul>
				{answers.map(({ answer_id, poll_media }) => (
					<li key={answer_id}>
						{poll_media.emoji?.name} {poll_media.text}
					</li>
				))}
			</ul>
		</div>
	);
}
