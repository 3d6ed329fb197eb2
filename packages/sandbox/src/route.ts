/** A path below a webhook. */
export interface WebhookRoute {
	readonly kind: "webhook" | "slack" | "github" | "message";
	readonly version: number;
	readonly id: string;
	readonly token: string;
	/** Only of a message. */
	readonly messageId?: string;
}

/** What a path means. */
export type Route = { readonly kind: "unknown" | "bad-version" } | WebhookRoute;

const PATH = /^\/api(?:\/v(\d+))?\/webhooks\/([^/]+)\/([^/]+?)(?:\/(slack|github)|\/messages\/([^/]+))?\/?$/;

/** Reads a path. Without a version it means v6, as Discord still does (docs: reference#api-versioning). */
export function parseRoute(path: string): Route {
	const [, versionText = "6", id, token, suffix, messageId] = PATH.exec(path) ?? [];
	if (id === undefined || token === undefined) return UNKNOWN;
	const version = Number(versionText);
	if (version < 6 || version > 10) return BAD_VERSION;
	if (messageId !== undefined) return { kind: "message", version, id, token, messageId };
	return { kind: suffix === "slack" || suffix === "github" ? suffix : "webhook", version, id, token };
}

const UNKNOWN: Route = { kind: "unknown" };
const BAD_VERSION: Route = { kind: "bad-version" };

const TEMPLATES = {
	webhook: "/webhooks/{id}/{token}",
	slack: "/webhooks/{id}/{token}/slack",
	github: "/webhooks/{id}/{token}/github",
	message: "/webhooks/{id}/{token}/messages/{id}",
};

const hashes = new Map<string, string>();

/** The bucket's name: of method and route alone, so equal for all webhooks (facts 3.2). */
export function bucketHash(method: string, kind: WebhookRoute["kind"]): string {
	const key = `${method} ${TEMPLATES[kind]}`;
	const known = hashes.get(key);
	if (known !== undefined) return known;
	let hash = 0xcbf29ce484222325n;
	for (const character of key) hash = BigInt.asUintN(64, (hash ^ BigInt(character.charCodeAt(0))) * 0x100000001b3n);
	const text = hash.toString(16).padStart(16, "0").repeat(2);
	hashes.set(key, text);
	return text;
}
