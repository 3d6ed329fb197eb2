import { existsSync, readFileSync } from "node:fs";
import { PUBLISHED_LIMITS } from "../../../../tooling/published-limits.ts";

/** The part of JSON Schema that Discord's description of a webhook's message uses. */
interface Schema {
	readonly $ref?: string;
	readonly oneOf?: readonly Schema[];
	readonly type?: string | readonly string[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly required?: readonly string[];
	readonly items?: Schema;
	readonly maxLength?: number;
	readonly minLength?: number;
	readonly maxItems?: number;
	readonly uniqueItems?: boolean;
	readonly maximum?: number;
	readonly minimum?: number;
	readonly pattern?: string;
}

/** What of a message is outside Discord's published description; `undefined` where that is not at hand. */
export function readPublishedLimits(): ((message: unknown) => string[]) | undefined {
	if (!existsSync(PUBLISHED_LIMITS)) return undefined;
	const { schemas }: { schemas: Record<string, Schema> } = JSON.parse(
		readFileSync(PUBLISHED_LIMITS, "utf8"),
	).components;
	const check = (value: unknown, schema: Schema, path: string): string[] => {
		if (schema.$ref) return check(value, schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, path);
		if (schema.oneOf) {
			const found = schema.oneOf.map((each) => check(value, each, path));
			return found.find((problems) => problems.length === 0) ?? found.at(-1) ?? [];
		}
		return [...checkValue(value, schema, path), ...checkParts(value, schema, path)];
	};
	const checkParts = (value: unknown, { properties = {}, required = [], items }: Schema, path: string): string[] => {
		if (Array.isArray(value)) return items ? value.flatMap((each, at) => check(each, items, `${path}.${at}`)) : [];
		if (typeof value !== "object" || value === null) return [];
		return [
			...required.filter((name) => !(name in value)).map((name) => `${path} lacks ${name}`),
			...Object.entries(value).flatMap(([name, part]) => {
				const schema = properties[name];
				return schema ? check(part, schema, `${path}.${name}`) : [`${path}.${name} is unknown`];
			}),
		];
	};
	return (message) => check(message, { $ref: "#/IncomingWebhookRequestPartial" }, "message");
}

function checkValue(value: unknown, schema: Schema, path: string): string[] {
	const { type = [], pattern, uniqueItems } = schema;
	// Discord reads an id that is a number too, and an attachment's is its place.
	const isId = pattern !== undefined && Number.isSafeInteger(value);
	if (type.length > 0 && !isId && !typesOf(value).some((each) => type.includes(each)))
		return [`${path} is no ${type.toString()}`];
	const size = typeof value === "string" ? [...value].length : Array.isArray(value) ? value.length : Number(value);
	const most = schema.maxLength ?? schema.maxItems ?? schema.maximum ?? Number.POSITIVE_INFINITY;
	const least = schema.minLength ?? schema.minimum ?? Number.NEGATIVE_INFINITY;
	return [
		...(value !== null && (size > most || size < least) ? [`${path} is ${size}, not ${least} to ${most}`] : []),
		...(pattern !== undefined && !new RegExp(pattern).test(String(value)) ? [`${path} does not match ${pattern}`] : []),
		...(uniqueItems && Array.isArray(value) && new Set(value).size < value.length ? [`${path} repeats`] : []),
	];
}

function typesOf(value: unknown): string[] {
	if (value === null) return ["null"];
	if (Array.isArray(value)) return ["array"];
	return Number.isInteger(value) ? ["integer", "number"] : [typeof value];
}
