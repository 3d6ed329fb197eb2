import { API_ERRORS, type ApiError } from "../errors.ts";
import { strip } from "../python-text.ts";
import type { SandboxChannel, SandboxState, SandboxThread, SandboxWebhook } from "../state.ts";
import type { WebhookWorld } from "./handled.ts";

/** Where a message goes: into the channel, into a thread, or into a new post of a forum. */
export interface Place {
	readonly thread?: SandboxThread;
	readonly newPost?: { readonly name: string; readonly tags: readonly string[] };
}

/** Finds the place of a new message by the rules of threads and forums (facts 6). */
export function findPlace(
	world: WebhookWorld,
	webhook: SandboxWebhook,
	value: Readonly<Record<string, unknown>>,
): Place | { readonly error: ApiError } {
	const { state, query } = world;
	const channel = channelOf(state, webhook);
	const threadId = query.get("thread_id");
	const name = typeof value["thread_name"] === "string" ? strip(value["thread_name"]) : "";
	if (channel.kind !== "text") return findInForum(world, channel, { value, name, threadId });
	if (name !== "") return { error: withStatus(API_ERRORS.noForum, state) };
	return threadId === null ? {} : findThread(state, channel, threadId);
}

function findInForum(
	{ state, route }: WebhookWorld,
	channel: SandboxChannel,
	{
		value,
		name,
		threadId,
	}: {
		readonly value: Readonly<Record<string, unknown>>;
		readonly name: string;
		readonly threadId: string | null;
	},
): Place | { readonly error: ApiError } {
	if (route.kind !== "webhook") return { error: API_ERRORS.noServiceInForum };
	if (threadId !== null && name !== "") return { error: withStatus(API_ERRORS.forumHasBoth, state) };
	if (threadId !== null) return findThread(state, channel, threadId);
	if (name === "") return { error: API_ERRORS.forumNeedsThread };
	const tags = Array.isArray(value["applied_tags"]) ? value["applied_tags"].map(String) : [];
	if (tags.some((tag) => !channel.tags.some(({ id }) => id === tag))) return { error: API_ERRORS.unknownTag };
	if (channel.isTagRequired && tags.length === 0) return { error: API_ERRORS.tagRequired };
	return { newPost: { name, tags } };
}

function withStatus(error: ApiError, { profile }: SandboxState): ApiError {
	return { ...error, status: profile.forumStatus };
}

function findThread(state: SandboxState, channel: SandboxChannel, id: string): Place | { readonly error: ApiError } {
	const thread = state.threads.get(id) ?? inventThread(state, channel, id);
	if (thread?.channelId !== channel.id) return { error: API_ERRORS.unknownChannel };
	if (thread.isLocked && state.profile.lockedThreads === "refuse") return { error: API_ERRORS.threadLocked };
	return { thread };
}

function inventThread(state: SandboxState, { id: channelId }: SandboxChannel, id: string): SandboxThread | undefined {
	if (state.profile.unknownThreads === "refuse") return undefined;
	const thread: SandboxThread = { id, channelId, name: `thread ${id}`, tags: [], isArchived: false, isLocked: false };
	state.threads.set(id, thread);
	return thread;
}

/** The channel of a webhook; a text channel when nobody made one. */
export function channelOf(state: SandboxState, { channel, channelId }: SandboxWebhook): SandboxChannel {
	return (
		state.channels.get(channelId) ?? { id: channelId, name: channel, kind: "text", tags: [], isTagRequired: false }
	);
}
