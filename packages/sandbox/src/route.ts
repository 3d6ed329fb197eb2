/** What a path means. */
export type Route =
	| { readonly kind: "unknown" }
	| { readonly kind: "bad-version" }
	| {
			readonly kind: "webhook" | "slack" | "github";
			readonly version: number;
			readonly id: string;
			readonly token: string;
	  }
	| {
			readonly kind: "message";
			readonly version: number;
			readonly id: string;
			readonly token: string;
			readonly messageId: string;
	  };

const PATH = /^\/api(?:\/v(\d{1,2}))?\/webhooks\/([^/]+)\/([^/]+?)(?:\/(slack|github)|\/messages\/([^/]+))?\/?$/;

/** Reads a path. Without a version it means v6, as Discord still does (docs: reference#api-versioning). */
export function parseRoute(path: string): Route {
	const [, versionText = "6", id, token, suffix, messageId] = PATH.exec(path) ?? [];
	if (id === undefined || token === undefined) return { kind: "unknown" };
	const version = Number(versionText);
	if (version < 6 || version > 10) return { kind: "bad-version" };
	if (messageId !== undefined) return { kind: "message", version, id, token, messageId };
	return { kind: suffix === "slack" || suffix === "github" ? suffix : "webhook", version, id, token };
}
