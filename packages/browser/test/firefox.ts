import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where a Firefox is, if there is one. */
export const FIREFOX: string | undefined = [process.env["FIREFOX"], "/usr/bin/firefox-esr", "/usr/bin/firefox"].find(
	(path) => path !== undefined && path !== "" && existsSync(path),
);

/** A Firefox driven by WebDriver BiDi, which it speaks itself. */
export interface Firefox {
	/** Opens a tab, and a URL in it. */
	open(url: string): Promise<Tab>;
	close(): Promise<void>;
}

/** A tab. */
export interface Tab {
	goto(url: string): Promise<unknown>;
	reload(): Promise<unknown>;
	back(): Promise<unknown>;
	/** Runs an expression, and gives what it resolves with. */
	evaluate(expression: string): Promise<unknown>;
	/** Closes it as a user would. */
	close(): Promise<unknown>;
}

/** No first run, no updates, no requests of its own. */
const PREFERENCES = `
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("app.update.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("browser.startup.page", 0);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
`;

/** Starts a Firefox with a new profile. */
export async function launchFirefox(): Promise<Firefox> {
	const profile = mkdtempSync(join(tmpdir(), "dat-firefox-"));
	writeFileSync(join(profile, "user.js"), PREFERENCES);
	const words = ["--headless", "--no-remote", "--remote-debugging-port=0", "--profile", profile];
	const child = spawn(FIREFOX ?? "firefox", words, { stdio: ["ignore", "ignore", "pipe"] });
	const call = await connect(`${await readAddress(child)}/session`);
	await call("session.new", { capabilities: {} });
	return {
		open: async (url) => {
			const { context } = await call("browsingContext.create", { type: "tab" });
			await call("browsingContext.navigate", { context, url, wait: "complete" });
			return createTab(call, context);
		},
		close: async () => {
			const ended = new Promise((resolve) => child.once("exit", resolve));
			child.kill();
			await ended;
			rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}

type Call = (method: string, params: object) => Promise<any>;

function createTab(call: Call, context: string): Tab {
	return {
		goto: (url) => call("browsingContext.navigate", { context, url, wait: "complete" }),
		reload: () => call("browsingContext.reload", { context, wait: "complete" }),
		back: () => call("browsingContext.traverseHistory", { context, delta: -1 }),
		evaluate: async (expression) => {
			const { result, exceptionDetails } = await call("script.evaluate", {
				// As text, because BiDi wraps values.
				expression: `Promise.resolve(${expression}).then((value) => JSON.stringify(value) ?? "null")`,
				target: { context },
				awaitPromise: true,
			});
			if (exceptionDetails) throw new Error(exceptionDetails.text);
			return JSON.parse(result.value);
		},
		close: () => call("browsingContext.close", { context, promptUnload: true }),
	};
}

/** Firefox says on stderr where it listens. */
function readAddress({ stderr }: ChildProcess): Promise<string> {
	return new Promise((resolve, reject) => {
		let said = "";
		stderr?.on("data", (chunk) => {
			said += chunk;
			const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
			if (address) resolve(address);
		});
		stderr?.once("end", () => reject(new Error(`Firefox ended: ${said}`)));
	});
}

async function connect(url: string): Promise<Call> {
	const socket = new WebSocket(url);
	const waiting = new Map<number, (answer: any) => void>();
	let ids = 0;
	await new Promise((resolve, reject) => {
		socket.onopen = resolve;
		socket.onerror = reject;
	});
	socket.onmessage = ({ data }) => {
		const answer = JSON.parse(String(data));
		waiting.get(answer.id)?.(answer);
		waiting.delete(answer.id);
	};
	return (method, params) =>
		new Promise((resolve, reject) => {
			const id = ++ids;
			waiting.set(id, (answer) =>
				answer.type === "error" ? reject(new Error(`${method}: ${answer.message}`)) : resolve(answer.result),
			);
			socket.send(JSON.stringify({ id, method, params }));
		});
}
