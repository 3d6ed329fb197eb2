import { decideTestGuard, type EnvironmentOptions } from "@dat/core/adapter";
import { EXIT } from "./command.ts";

/** Why no alert would go out, whatever Discord says. */
export interface Obstacle {
	readonly what: string;
	/** What to do about it. */
	readonly next: string;
	/** What a command ends with that meets it. */
	readonly code: number;
}

/** What in the environment keeps every alert from being sent. */
export function findObstacles({ webhooks, enabled }: EnvironmentOptions, env: NodeJS.ProcessEnv): Obstacle[] {
	const runner = decideTestGuard({ env, isFetchInjected: false });
	const found: readonly (Obstacle | false)[] = [
		enabled === false && {
			what: "NOTIFY_DISCORD_ENABLED switches alerts off",
			next: "unset it, or set it to 1",
			code: EXIT.suppressed,
		},
		Object.keys(webhooks).length === 0 && {
			what: "no webhook is set",
			next: "set DISCORD_WEBHOOK to the webhook's URL (Discord: channel settings, Integrations)",
			code: EXIT.notConfigured,
		},
		runner !== undefined && {
			what: `this looks like a test (${runner}), and under a test nothing goes to Discord itself`,
			next: "unset VITEST, JEST_WORKER_ID, NODE_TEST_CONTEXT, and NODE_ENV where it is test",
			code: EXIT.suppressed,
		},
	];
	return found.filter((each) => each !== false);
}
