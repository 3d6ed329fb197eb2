import type { StandingFault } from "../../fault.ts";
import type { StandingFaultName } from "../../faults.ts";

/** What each switch does, in words. */
export const SWITCHES: Readonly<Record<StandingFaultName, { readonly title: string; readonly text: string }>> = {
	"429-storm": { title: "429 storm", text: "every request is told to wait" },
	"5xx": { title: "5xx", text: "every request gets 503, and nothing is stored" },
	outage: { title: "Outage", text: "connections are reset before anybody looks" },
	slow: { title: "Slow", text: "requests are served, their answers come 3 s late" },
	deleted: { title: "Webhook deleted", text: "404, unknown webhook, as if somebody had deleted it" },
};

/** Whether a fault stands for exactly this webhook, or for all when it is absent. */
export function isStanding(standing: readonly StandingFault[], name: string, webhookId: string | undefined): boolean {
	return standing.some((one) => one.name === name && one.webhookId === webhookId);
}
