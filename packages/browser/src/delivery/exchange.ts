/** One request to the relay. */
export interface Posting {
	readonly url: string;
	readonly body: string;
	/** Lets it outlive the page; such requests share 64 KiB with the page's beacons. */
	readonly keepalive: boolean;
}

/** What came back. */
export interface Reply {
	/** 0 when nothing did, for whatever reason: browsers do not tell. */
	readonly status: number;
	/** In ms; `undefined` when the relay does not say. */
	readonly retryAfterMs?: number | undefined;
	/** Parsed JSON; `undefined` when it is none. */
	readonly body?: unknown;
}

/** Over what the relay may take: 10 s for the body, 5 s for outcomes. */
const DEADLINE_MS = 20_000;

/**
 * How every request is made. The content type needs no preflight, and `strict-origin` makes Firefox name the origin under
 * every referrer policy of the page (measured, 153).
 */
export const REQUEST: RequestInit = {
	method: "POST",
	headers: { "content-type": "text/plain;charset=UTF-8" },
	credentials: "omit",
	redirect: "error",
	referrerPolicy: "strict-origin",
};

/** Posts a body and reads the answer. Never rejects. */
export async function exchange({ url, body, keepalive }: Posting): Promise<Reply> {
	try {
		const response = await fetch(url, { ...REQUEST, body, keepalive, signal: AbortSignal.timeout(DEADLINE_MS) });
		const seconds = Number(response.headers.get("retry-after") ?? "-");
		return {
			status: response.status,
			retryAfterMs: seconds >= 0 ? seconds * 1000 : undefined,
			body: await response.json().catch(() => {}),
		};
	} catch {
		return { status: 0 };
	}
}
