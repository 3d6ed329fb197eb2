/** What programs use. Every runtime package re-exports this list. */

// Raising alerts
export type { Alert, AlertAuthor, AlertField, AlertFile, AlertThread, Mention } from "./alert/alert.ts";
// The parts, for those who build their own
export { redactSecrets } from "./alert/scrub.ts";
export { SEVERITIES, type Severity } from "./alert/severity.ts";
// One webhook, without alert policy
export type { WebhookCall, WebhookClient, WebhookMessage, WebhookResult } from "./delivery/webhook-client.ts";
export { buildEmbed } from "./discord/embed.ts";
export type { FieldError } from "./discord/field-errors.ts";
export { LIMITS } from "./discord/limits.ts";
export { escapeMentions } from "./discord/mentions.ts";
export type { RateLimitHeaders } from "./discord/rate-limit-headers.ts";
export type { Reply } from "./discord/reply.ts";
export type { RetryWait } from "./discord/retry-wait.ts";
export { COLORS, colorFor, severityLabel } from "./discord/severity-style.ts";
export { parseWebhookUrl, type Webhook, type WebhookQuery, type WebhookUrlOptions } from "./discord/webhook-url.ts";
export type { AllowedMentions, Embed, EmbedField, Message } from "./discord/wire.ts";
// How it ended
export type { DatErrorCode } from "./errors/dat-error.ts";
export { DatError, isDatError } from "./errors/dat-error.ts";
export { createNotifier } from "./notifier/create-notifier.ts";
export { createWebhookClient, type WebhookClientOptions } from "./notifier/create-webhook-client.ts";
export type { NotifierHost } from "./notifier/host.ts";
export type { Notifier, SendOptions } from "./notifier/notifier.ts";
export type { ChannelReport, ProbeReport } from "./notifier/probe.ts";
export type {
	NotifierOptions,
	QueueOptionsInput,
	RetryOptionsInput,
	ThrottleOptionsInput,
	WebhookOption,
} from "./options/options.ts";
export type { Stats } from "./outcome/books.ts";
export type { DatEvent, WaitReason, WarningCode } from "./outcome/event.ts";
export type {
	Delivered,
	Dropped,
	DroppedReason,
	Outcome,
	Pending,
	Receipt,
	Suppressed,
	SuppressedReason,
} from "./outcome/outcome.ts";
// The platform
export type { Cancel, Clock } from "./platform/clock.ts";
export type { FetchInit, FetchLike, FetchResponse } from "./platform/fetch.ts";
export type { Observer } from "./platform/observer.ts";
export type { Platform } from "./platform/platform.ts";
export type { Random } from "./platform/random.ts";
export { decideRetry, type History, type RetryDecision, type RetryOptions } from "./policy/retry.ts";
export { CHANNELS, channelFor } from "./policy/route.ts";
export { createThrottle, type Throttle, type ThrottleOptions } from "./policy/throttle.ts";
