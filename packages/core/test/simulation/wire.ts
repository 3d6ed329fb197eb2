import type { FetchInit, FetchResponse } from "@dat/core";
import type { VirtualClock } from "@dat/core/testing";
import type { Sandbox } from "@dat/sandbox";
import type { Call } from "./history.ts";

/** A network with latency between one process and the sandbox, which keeps what passes. */
export interface Wire {
	readonly sandbox: Sandbox;
	readonly clock: VirtualClock;
	readonly calls: Call[];
	/** One way, ms, drawn anew for each. */
	readonly latency: () => number;
	readonly life: number;
	readonly isDead: () => boolean;
}

const NEVER = new Promise<never>(() => {});

/** The `fetch` of a process. After its death what it wrote still travels on, and no answer is heard any more. */
export function createFetch({ sandbox, clock, calls, latency, life, isDead }: Wire) {
	const travel = (): Promise<void> => new Promise((resolve) => void clock.schedule(latency(), resolve));
	return async (url: string, init: FetchInit): Promise<FetchResponse> => {
		if (isDead()) return NEVER;
		const call = toCall(url, init, { life, sentMs: clock.elapsed() });
		calls.push(call);
		await travel();
		try {
			// Checked: what core gives is what the sandbox reads.
			const response = await sandbox.fetch(url, init as never);
			call.fault = sandbox.ledger.at(-1)?.fault;
			const text = await response.text();
			const askedMs = clock.elapsed();
			await travel();
			if (isDead()) return await NEVER;
			call.status = response.status;
			call.isWhole = true;
			readLimits(call, { text, header: (name) => response.headers.get(name), askedMs });
			return { status: response.status, headers: response.headers, text: async () => text };
		} catch (error) {
			call.fault = sandbox.ledger.at(-1)?.fault;
			if (isDead()) return await NEVER;
			throw error;
		} finally {
			if (!isDead()) call.answeredMs = clock.elapsed();
		}
	};
}

function toCall(url: string, { body }: FetchInit, { life, sentMs }: Pick<Call, "life" | "sentMs">): Call {
	const text = typeof body === "string" ? body : "";
	const embeds: { title?: string }[] = text === "" ? [] : (JSON.parse(text).embeds ?? []);
	const titles = embeds.map(({ title = "" }) => title);
	return {
		life,
		webhookId: /webhooks\/(\d+)/.exec(url)?.[1] ?? "",
		sentMs,
		answeredMs: Number.POSITIVE_INFINITY,
		status: 0,
		isWhole: false,
		titles,
		isUrgent: titles.some((title) => title.includes("P0 ·")),
		body: text,
		toldMs: 0,
		isForAll: false,
		fault: undefined,
		remaining: undefined,
		resetAtMs: 0,
	};
}

interface Answer {
	readonly text: string;
	readonly header: (name: string) => string | null;
	readonly askedMs: number;
}

/** What the answer asks for, read without core's help. Of absurd answers nothing can be asked. */
function readLimits(call: Call, { text, header, askedMs }: Answer): void {
	if (call.fault?.startsWith("absurd")) return;
	const remaining = header("x-ratelimit-remaining");
	if (remaining !== null) call.remaining = Number(remaining);
	call.resetAtMs = askedMs + Number(header("x-ratelimit-reset-after") ?? 0) * 1000;
	if (call.status !== 429 && call.fault !== "edge-block") return;
	const seconds = text.startsWith("{") ? (JSON.parse(text).retry_after ?? 0) : 0;
	const isBan = /1015|1010|being blocked/.test(text) && !seconds;
	call.isForAll = isBan || header("x-ratelimit-global") !== null;
	const told = seconds || Number(header("retry-after") ?? 1);
	call.toldMs = isBan && !(told > 1) ? 3_600_000 : told * 1000;
}
