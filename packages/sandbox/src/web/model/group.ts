import type { Row } from "./row.ts";

const GROUP_MS = 7 * 60_000;

/** Whether a message follows one of the same sender so closely that Discord does not repeat the name. */
export function isContinued({ message }: Row, before: Row | undefined): boolean {
	const last = before?.message;
	return (
		message !== undefined &&
		last !== undefined &&
		last.username === message.username &&
		last.webhookId === message.webhookId &&
		last.avatarUrl === message.avatarUrl &&
		message.sentAtMs - last.sentAtMs < GROUP_MS
	);
}
