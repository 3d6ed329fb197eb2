/** An error of Discord's that is no form error: status, code and message as it sends them. */
export interface ApiError {
	readonly status: number;
	readonly code: number;
	readonly message: string;
}

/** The names of these errors. */
export type ApiErrorName =
	| "notFound"
	| "methodNotAllowed"
	| "unknownChannel"
	| "unknownMessage"
	| "unknownWebhook"
	| "unknownTag"
	| "writeLimit"
	| "oldEdits"
	| "tooLarge"
	| "tagRequired"
	| "internalNetwork"
	| "emptyMessage"
	| "invalidToken"
	| "invalidVersion"
	| "invalidOrigin"
	| "invalidJson"
	| "threadLocked"
	| "forumNeedsThread"
	| "forumHasBoth"
	| "noForum"
	| "noServiceInForum";

/** Every such error the sandbox can answer (facts 2.3; codes as in Discord's table of JSON error codes). */
export const API_ERRORS: Readonly<Record<ApiErrorName, ApiError>> = {
	notFound: { status: 404, code: 0, message: "404: Not Found" },
	methodNotAllowed: { status: 405, code: 0, message: "405: Method Not Allowed" },
	unknownChannel: { status: 400, code: 10003, message: "Unknown Channel" },
	unknownMessage: { status: 404, code: 10008, message: "Unknown Message" },
	unknownWebhook: { status: 404, code: 10015, message: "Unknown Webhook" },
	unknownTag: { status: 400, code: 10087, message: "Unknown tag" },
	writeLimit: {
		status: 429,
		code: 20028,
		message: "The write action you are performing on the channel has hit the write rate limit.",
	},
	oldEdits: {
		status: 429,
		code: 30046,
		message: "Maximum number of edits to messages older than 1 hour reached. Try again later.",
	},
	tooLarge: { status: 413, code: 40005, message: "Request entity too large" },
	tagRequired: { status: 400, code: 40067, message: "A tag is required to create a forum post in this channel" },
	internalNetwork: { status: 403, code: 40333, message: "internal network error" },
	emptyMessage: { status: 400, code: 50006, message: "Cannot send an empty message" },
	invalidToken: { status: 401, code: 50027, message: "Invalid Webhook Token" },
	invalidVersion: { status: 400, code: 50041, message: "Invalid API version" },
	invalidOrigin: { status: 400, code: 50067, message: "Invalid request origin" },
	invalidJson: { status: 400, code: 50109, message: "The request body contains invalid JSON." },
	threadLocked: { status: 400, code: 160005, message: "Thread is locked" },
	forumNeedsThread: {
		status: 400,
		code: 220001,
		message: "Webhooks posted to forum channels must have a thread_name or thread_id",
	},
	forumHasBoth: {
		status: 400,
		code: 220002,
		message: "Webhooks posted to forum channels cannot have both a thread_name and thread_id",
	},
	noForum: { status: 400, code: 220003, message: "Webhooks can only create threads in forum channels" },
	noServiceInForum: { status: 400, code: 220004, message: "Webhook services cannot be used in forum channels" },
};
