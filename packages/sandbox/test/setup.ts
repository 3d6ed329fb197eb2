import {
	createSandbox,
	type Sandbox,
	type SandboxFetchInit,
	type SandboxOptions,
	type WebhookHandle,
} from "@dat/sandbox";

/** What a test of the API needs: a sandbox whose clock stands, and one webhook. */
export interface Setup {
	readonly sandbox: Sandbox;
	readonly webhook: WebhookHandle;
	readonly clock: { ms: number };
	/** Posts JSON to the webhook; what comes back, its body parsed. */
	post(body: unknown, query?: string, version?: string): Promise<Answer>;
	call(path: string, init?: SandboxFetchInit): Promise<Answer>;
	readonly path: string;
}

/** An answer with its body parsed. */
export interface Answer {
	readonly status: number;
	readonly body: any;
	header(name: string): string | null;
}

/** Builds the world of one test. */
export function setup(options: SandboxOptions = {}): Setup {
	const clock = { ms: 1_750_000_000_000 };
	const sandbox = createSandbox({ now: () => clock.ms, ...options });
	const webhook = sandbox.createWebhook({ channel: "alerts" });
	const path = `/webhooks/${webhook.id}/${webhook.token}`;
	const call = async (target: string, init: SandboxFetchInit = {}): Promise<Answer> => {
		const response = await sandbox.fetch(`https://discord.com${target}`, init);
		const text = await response.text();
		return {
			status: response.status,
			body: text.startsWith("{") ? JSON.parse(text) : text,
			header: (name) => response.headers.get(name),
		};
	};
	const json = { "content-type": "application/json" };
	return {
		sandbox,
		webhook,
		clock,
		call,
		path,
		post: (body, query = "", version = "/v10") =>
			call(`/api${version}${path}${query}`, { method: "POST", headers: json, body: JSON.stringify(body) }),
	};
}
