import type { Alert } from "../../alert/alert.ts";
import { defined } from "../../alert/defined.ts";
import type { Severity } from "../../alert/severity.ts";
import { readMember } from "../../alert/show-value.ts";
import { createHmac } from "../hmac.ts";
import { checkRelayOption } from "../intake-options.ts";
import { textOf } from "./read-payload.ts";
import { toSeverity } from "./severities.ts";
import type { InboundSource } from "./source.ts";

/** What the GitHub source may be told. */
export interface GithubOptions {
	/** The secret of the webhook, as entered in its settings. */
	readonly secret: string;
}

/** What one event says; without a line for it, an event is taken and raises nothing. */
interface Said {
	readonly severity: Severity;
	readonly title: string;
	/** The member of the payload with `html_url`. */
	readonly about: string;
	readonly description?: string | undefined;
}

const FAILED: readonly string[] = ["failure", "timed_out", "startup_failure", "error"];

/** Event and action to what is said (https://docs.github.com/en/webhooks/webhook-events-and-payloads). */
const EVENTS: Readonly<Record<string, (payload: unknown) => Said | undefined>> = {
	"workflow_run completed": (payload) => {
		const conclusion = textOf(payload, "workflow_run", "conclusion") ?? "";
		if (!FAILED.includes(conclusion)) return undefined;
		const run = [textOf(payload, "workflow_run", "name"), textOf(payload, "workflow_run", "head_branch")];
		return {
			severity: "P2",
			title: `Workflow ${conclusion}: ${run.filter(Boolean).join(" on ")}`,
			about: "workflow_run",
		};
	},
	"deployment_status created": (payload) => {
		const state = textOf(payload, "deployment_status", "state") ?? "";
		const isFailed = FAILED.includes(state);
		if (!isFailed && state !== "success") return undefined;
		return {
			severity: isFailed ? "P1" : "P3",
			title: `Deployment ${state}: ${textOf(payload, "deployment", "environment") ?? "unknown environment"}`,
			about: "deployment_status",
			description: textOf(payload, "deployment_status", "description"),
		};
	},
	"dependabot_alert created": (payload) => ({
		severity: toSeverity(textOf(payload, "alert", "security_advisory", "severity")),
		title: `Vulnerable dependency: ${textOf(payload, "alert", "dependency", "package", "name") ?? "unknown"}`,
		about: "alert",
		description: textOf(payload, "alert", "security_advisory", "summary"),
	}),
	"code_scanning_alert created": (payload) => ({
		severity: toSeverity(
			textOf(payload, "alert", "rule", "security_severity_level") ?? textOf(payload, "alert", "rule", "severity"),
		),
		title: `Code scanning: ${textOf(payload, "alert", "rule", "id") ?? "unknown rule"}`,
		about: "alert",
		description: textOf(payload, "alert", "rule", "description"),
	}),
	"secret_scanning_alert created": (payload) => ({
		severity: "P1",
		title: `Secret in the repository: ${textOf(payload, "alert", "secret_type_display_name") ?? "unknown type"}`,
		about: "alert",
	}),
	"issues opened": (payload) => ({
		severity: "P3",
		title: `Issue opened: ${textOf(payload, "issue", "title") ?? ""}`,
		about: "issue",
	}),
	"release published": (payload) => ({
		severity: "P3",
		title: `Released ${textOf(payload, "release", "tag_name") ?? ""}`,
		about: "release",
	}),
};

/**
 * GitHub's webhooks with content type `application/json`, their `X-Hub-Signature-256` verified
 * (https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries). Raises failed workflows and
 * deployments, security alerts, opened issues and releases.
 *
 * @throws DatError `DAT_INVALID_OPTION`.
 * @example
 * const inbound = createInbound({ notifier, source: github({ secret: process.env.GITHUB_WEBHOOK_SECRET ?? "" }) });
 */
export function github({ secret }: GithubOptions): InboundSource {
	checkRelayOption(typeof secret === "string" && secret !== "", "secret", "the secret from the webhook's settings");
	const hmac = createHmac(secret);
	return {
		name: "github",
		proof: {
			of: "body",
			verify: ({ header, body }) => hmac.verify(header("x-hub-signature-256")?.replace(/^sha256=/, "") ?? "", body),
		},
		toAlerts: (payload, header) => {
			const event = header("x-github-event");
			if (event === null) return undefined;
			const name = [event, textOf(payload, "action")].filter(Boolean).join(" ");
			const said = Object.hasOwn(EVENTS, name) ? EVENTS[name]?.(payload) : undefined;
			return said ? [toAlert(payload, event, said)] : [];
		},
		toDeliveryId: (_, header) => header("x-github-delivery") ?? undefined,
	};
}

function toAlert(payload: unknown, event: string, { about, severity, title, description }: Said): Alert {
	const repository = textOf(payload, "repository", "full_name") ?? "unknown repository";
	const id = textOf(readMember(payload, about), "id") ?? textOf(readMember(payload, about), "number") ?? title;
	return defined({
		severity,
		title,
		description,
		fields: defined({ repository, by: textOf(payload, "sender", "login") }),
		key: `github ${repository} ${event} ${id}`,
		url:
			textOf(payload, about, "html_url") ??
			textOf(payload, about, "target_url") ??
			textOf(payload, "repository", "html_url"),
		footer: "github",
	});
}
