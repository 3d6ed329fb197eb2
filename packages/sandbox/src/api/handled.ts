import type { UploadedFile } from "../body.ts";
import type { ApiError } from "../errors.ts";
import type { WireFault } from "../exchange.ts";
import type { Effect } from "../ledger.ts";
import type { WebhookRoute } from "../route.ts";
import type { StoredMessage } from "../state.ts";
import { type FormError, toErrorBody, toLegacyErrorBody } from "../validate/form-errors.ts";
import type { World } from "../world.ts";

/** An answer before headers. */
export interface Handled {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** JSON, or text as it is; absent for none. */
	readonly body?: unknown;
	readonly wire?: WireFault;
	/** What it did; default nothing. */
	readonly effect?: Effect;
	/** The message that it stored, changed or deleted. */
	readonly stored?: StoredMessage;
	/** The parsed request body, for the ledger. */
	readonly parsed?: unknown;
	/** The files of the request, for the ledger. */
	readonly parts?: readonly UploadedFile[];
	readonly problems?: readonly FormError[];
}

/** A world below a webhook. */
export type WebhookWorld = World<WebhookRoute>;

/** Refuses with an error that is no form error; old versions have these as they are, too (facts 2.3). */
export function refuse({ status, code, message }: ApiError): Handled {
	return { status, body: { message, code } };
}

/** Refuses with form errors, in the shape of the request's version. */
export function refuseForm({ route, state }: WebhookWorld, problems: readonly FormError[]): Handled {
	const isNested = route.version >= state.profile.nestedErrorsSince;
	return { status: 400, body: isNested ? toErrorBody(problems) : toLegacyErrorBody(problems), problems };
}
