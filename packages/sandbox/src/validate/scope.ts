import type { SandboxProfile } from "../profile.ts";
import type { FormError } from "./form-errors.ts";

/** What all checks of one request share. */
export interface CheckWorld {
	/** Every error is collected; Discord reports them all at once. */
	readonly errors: FormError[];
	readonly profile: SandboxProfile;
	/** The names of the uploaded files, for `attachment://`. */
	readonly filenames: ReadonlySet<string>;
}

/** A place in the body: an object, how one got there, and the world. A path is only made when there is an error. */
export interface Scope {
	readonly world: CheckWorld;
	readonly value: Readonly<Record<string, unknown>>;
	readonly outer?: Scope;
	readonly key?: string | number;
	/** Whether the place may show an uploaded file. */
	readonly takesAttachment?: boolean;
}

/** The code and the message of an error. */
export type Complaint = readonly [code: string, message: string];

/** What the API's types complain of. */
export const COMPLAINTS: Readonly<
	Record<"required" | "model" | "list" | "repeated" | "boolean" | "emptyItem" | "attachment", Complaint>
> = {
	required: ["BASE_TYPE_REQUIRED", "This field is required"],
	model: ["MODEL_TYPE_CONVERT", "Expected an object/dictionary."],
	list: ["LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"],
	repeated: ["SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value"],
	boolean: ["BOOLEAN_TYPE_CONVERT", "Must be either true or false."],
	emptyItem: ["LIST_ITEM_VALUE_REQUIRED", "List item values of ModelType are required"],
	attachment: ["ATTACHMENT_NOT_FOUND", "The referenced attachment was not uploaded."],
};

/** "Must be n or fewer in length." */
export function tooLong(max: number): Complaint {
	return ["BASE_TYPE_MAX_LENGTH", `Must be ${max} or fewer in length.`];
}

/** "Must be between a and b in length." */
export function badLength(min: number, max: number): Complaint {
	return ["BASE_TYPE_BAD_LENGTH", `Must be between ${min} and ${max} in length.`];
}

/** "Value must be one of (…)." as Python writes a tuple. */
export function notOneOf(choices: readonly (string | number)[]): Complaint {
	const texts = choices.map((choice) => (typeof choice === "string" ? `'${choice}'` : String(choice)));
	return ["BASE_TYPE_CHOICES", `Value must be one of (${texts.join(", ")}${texts.length === 1 ? "," : ""}).`];
}

/** Adds an error at keys below a place. */
export function complain(scope: Scope, keys: readonly (string | number)[], [code, message]: Complaint): void {
	const path = keys.map(String);
	for (let place: Scope | undefined = scope; place; place = place.outer)
		if (place.key !== undefined) path.unshift(String(place.key));
	scope.world.errors.push({ path, code, message });
}

/** Whether it is a JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `null` counts as absent. */
export function isAbsent(value: unknown): value is undefined | null {
	return value === undefined || value === null;
}

/** The object below a key; `undefined` when it is absent, or none, which is an error. */
export function enter(scope: Scope, key: string): Scope | undefined {
	const value = scope.value[key];
	if (isAbsent(value)) return undefined;
	if (isRecord(value)) return { world: scope.world, value, outer: scope, key };
	complain(scope, [key], COMPLAINTS.model);
	return undefined;
}

/** The list below a key; empty when it is absent, or none, which is an error. One that is too long is an error, too. */
export function listAt(scope: Scope, key: string, max: number): readonly unknown[] {
	const value = scope.value[key];
	if (isAbsent(value)) return NONE;
	if (!Array.isArray(value)) {
		complain(scope, [key], COMPLAINTS.list);
		return [];
	}
	if (value.length > max) complain(scope, [key], tooLong(max));
	return value;
}

/** The objects of the list below a key, each as a place; items that are none are errors. */
export function modelsAt(scope: Scope, key: string, max: number): readonly Scope[] {
	const values = listAt(scope, key, max);
	if (values.length === 0) return NO_PLACES;
	const list: Scope = { world: scope.world, value: {}, outer: scope, key };
	const places: Scope[] = [];
	for (let index = 0; index < values.length; index++) {
		const value = values[index];
		if (isRecord(value)) places.push({ world: scope.world, value, outer: list, key: index });
		else complain(list, [index], COMPLAINTS.model);
	}
	return places;
}

const NONE: readonly unknown[] = [];
const NO_PLACES: readonly Scope[] = [];
