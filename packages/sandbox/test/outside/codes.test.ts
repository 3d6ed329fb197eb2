import { API_ERRORS } from "@dat/sandbox";
import { MessageFlags, RESTJSONErrorCodes } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { FLAGS, SETTABLE_FLAGS } from "../../src/validate/message.ts";

/** Each error beside the name that discord-api-types has for its code. */
const NAMES: Readonly<Record<keyof typeof API_ERRORS, keyof typeof RESTJSONErrorCodes>> = {
	notFound: "GeneralError",
	methodNotAllowed: "GeneralError",
	unknownChannel: "UnknownChannel",
	unknownMessage: "UnknownMessage",
	unknownWebhook: "UnknownWebhook",
	unknownTag: "UnknownTag",
	writeLimit: "ChannelWriteRateLimit",
	oldEdits: "MaximumNumberOfEditsToMessagesOlderThanOneHourReached",
	tooLarge: "RequestEntityTooLarge",
	tagRequired: "TagRequiredToCreateAForumPostInThisChannel",
	internalNetwork: "CloudflareIsBlockingYourRequest",
	emptyMessage: "CannotSendAnEmptyMessage",
	invalidToken: "InvalidWebhookToken",
	invalidVersion: "InvalidAPIVersion",
	invalidOrigin: "InvalidRequestOrigin",
	invalidJson: "RequestBodyContainsInvalidJSON",
	threadLocked: "ThreadLocked",
	forumNeedsThread: "WebhooksPostedToForumChannelsMustHaveAThreadNameOrThreadId",
	forumHasBoth: "WebhooksPostedToForumChannelsCannotHaveBothAThreadNameAndThreadId",
	noForum: "WebhooksCanOnlyCreateThreadsInForumChannels",
	noServiceInForum: "WebhookServicesCannotBeUsedInForumChannels",
};

describe("against discord-api-types", () => {
	it.each(Object.entries(NAMES))("%s has the code of %s", (error, name) => {
		expect(API_ERRORS[error as keyof typeof API_ERRORS].code).toBe(RESTJSONErrorCodes[name]);
	});

	it("flags are its flags", () => {
		expect(FLAGS).toEqual({
			suppressEmbeds: MessageFlags.SuppressEmbeds,
			suppressNotifications: MessageFlags.SuppressNotifications,
			componentsV2: MessageFlags.IsComponentsV2,
		});
		expect(SETTABLE_FLAGS).toBe(
			MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2,
		);
	});
});
