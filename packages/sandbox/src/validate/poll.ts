import { checkBoolean, checkInteger, checkText } from "./scalars.ts";
import { badLength, COMPLAINTS, complain, enter, isAbsent, modelsAt, type Scope } from "./scope.ts";

/** Checks a poll (docs: resources/poll). */
export function checkPoll(body: Scope): void {
	const poll = enter(body, "poll");
	if (!poll) return;
	checkMedia(poll, "question", 300);
	const answers = modelsAt(poll, "answers", 10);
	if (answers.length === 0)
		complain(poll, ["answers"], isAbsent(poll.value["answers"]) ? COMPLAINTS.required : badLength(1, 10));
	for (const answer of answers) checkMedia(answer, "poll_media", 55);
	checkInteger(poll, "duration", [1, 768]);
	checkBoolean(poll, "allow_multiselect");
}

function checkMedia(place: Scope, key: string, max: number): void {
	const media = enter(place, key);
	if (media) {
		const length = checkText(media, "text", max);
		if (isAbsent(media.value["text"])) complain(media, ["text"], COMPLAINTS.required);
		else if (length === 0) complain(media, ["text"], badLength(1, max));
	} else if (isAbsent(place.value[key])) complain(place, [key], COMPLAINTS.required);
}

/** A poll as a message shows it: with an id per answer, and when it ends. */
export function toStoredPoll(
	poll: Readonly<Record<string, unknown>>,
	nowMs: number,
): Readonly<Record<string, unknown>> {
	const answers = Array.isArray(poll["answers"]) ? poll["answers"] : [];
	const hours = Number(poll["duration"] ?? 24);
	return {
		question: poll["question"],
		answers: answers.map((answer, index) => ({ answer_id: index + 1, ...answer })),
		expiry: new Date(nowMs + hours * 3_600_000).toISOString().replace("Z", "000+00:00"),
		allow_multiselect: poll["allow_multiselect"] === true,
		layout_type: 1,
	};
}
