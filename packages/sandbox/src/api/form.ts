import { parseBody, type UploadedFile } from "../body.ts";
import { API_ERRORS } from "../errors.ts";
import type { FormError } from "../validate/form-errors.ts";
import { isSnowflake, toBoolean } from "../validate/scalars.ts";
import { type Handled, refuse, refuseForm, type WebhookWorld } from "./handled.ts";

/** A body that could be read. */
export interface Form {
	readonly value: Readonly<Record<string, unknown>>;
	readonly files: readonly UploadedFile[];
}

const TYPES = "{'application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'}";

/** Reads the body, or says why it cannot be: content type, size, parse, query, in this order (requirement 3). */
export function readForm(world: WebhookWorld): Form | { readonly refused: Handled } {
	const { request, state } = world;
	const parsed = parseBody(request.headers["content-type"] ?? "", request.body, state.profile);
	if (parsed.kind === "bad-type") {
		const message = `Expected "Content-Type" header to be one of ${TYPES}.`;
		return { refused: refuseForm(world, [{ path: [], code: state.profile.contentTypeCode, message }]) };
	}
	if (request.body.length > state.limits.requestBytes) return { refused: refuse(API_ERRORS.tooLarge) };
	if (parsed.kind === "bad-json") return { refused: refuse(API_ERRORS.invalidJson) };
	const { value, files } = parsed;
	if (files.some(({ size }) => size > state.limits.fileBytes))
		return { refused: { ...refuse(API_ERRORS.tooLarge), parsed: value, parts: files } };
	const problems = checkQuery(world);
	return problems.length > 0
		? { refused: { ...refuseForm(world, problems), parsed: value, parts: files } }
		: { value, files };
}

/** What is wrong with the query. */
export function checkQuery({ query }: WebhookWorld): FormError[] {
	const problems: FormError[] = [];
	for (const name of ["wait", "with_components"]) {
		const value = query.get(name);
		if (value !== null && toBoolean(value) === undefined)
			problems.push({ path: [name], code: "BOOLEAN_TYPE_CONVERT", message: "Must be either true or false." });
	}
	const thread = query.get("thread_id");
	if (thread !== null && !isSnowflake(thread))
		problems.push({ path: ["thread_id"], code: "NUMBER_TYPE_COERCE", message: `Value "${thread}" is not snowflake.` });
	return problems;
}
