import { createHmac } from "node:crypto";
import { github } from "@dat/core/relay";
import { describe, expect, it } from "vitest";
import { read, setupInbound } from "./setup.ts";

const SECRET = "It's a Secret to Everybody";
const source = github({ secret: SECRET });
const about = {
	repository: { full_name: "acme/shop", html_url: "https://github.com/acme/shop" },
	sender: { login: "octocat" },
};

function sign(body: string): string {
	return `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
}

describe("a signature of GitHub's", () => {
	it("is known by the values that GitHub publishes", async () => {
		const published = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
		const { post, refused } = setupInbound(source);
		const answers = [
			await post("Hello, World!", { "x-hub-signature-256": published }),
			await post("Hello, World?", { "x-hub-signature-256": published }),
		];
		// The first is genuine, though it is no JSON.
		expect(answers.map(({ status }) => status)).toEqual([400, 401]);
		expect(refused).toMatchObject([{ detail: "the body is not JSON" }, { error: "token" }]);
	});

	it.each([undefined, "", "sha256=", `sha1=${"a".repeat(40)}`, `sha256=${"0".repeat(64)}`])(
		"is missed when it is %o",
		async (signature) => {
			const { post, raised } = setupInbound(source);
			const { status, answer } = await post("{}", signature === undefined ? {} : { "x-hub-signature-256": signature });
			expect([status, answer, raised]).toEqual([401, { v: 1, error: "token" }, []]);
		},
	);

	it("lets a delivery in once, however often it is sent again", async () => {
		const body = JSON.stringify({
			action: "opened",
			issue: { id: 1, title: "It breaks", html_url: "https://github.com/acme/shop/issues/1" },
			...about,
		});
		const headers = { "x-hub-signature-256": sign(body), "x-github-event": "issues", "x-github-delivery": "72d3162e" };
		const { post, raised } = setupInbound(source);
		const answers = [await post(body, headers), await post(body, headers)];
		expect(answers).toEqual(Array(2).fill({ status: 200, answer: { v: 1, results: [{ status: "accepted" }] } }));
		expect(raised).toHaveLength(1);
	});
});

describe("an event of GitHub's", () => {
	it.each([
		[
			"workflow_run",
			{
				action: "completed",
				workflow_run: {
					id: 7,
					name: "CI",
					head_branch: "main",
					conclusion: "failure",
					html_url: "https://github.com/acme/shop/actions/runs/7",
				},
			},
			{
				severity: "P2",
				title: "Workflow failure: CI on main",
				key: "github acme/shop workflow_run 7",
				url: "https://github.com/acme/shop/actions/runs/7",
				fields: { repository: "acme/shop", by: "octocat" },
				footer: "github",
			},
		],
		[
			"deployment_status",
			{
				action: "created",
				deployment_status: { id: 8, state: "error", description: "No quota", target_url: "https://deploy.example/8" },
				deployment: { environment: "production" },
			},
			{
				severity: "P1",
				title: "Deployment error: production",
				description: "No quota",
				url: "https://deploy.example/8",
			},
		],
		[
			"deployment_status",
			{ action: "created", deployment_status: { id: 9, state: "success" }, deployment: { environment: "production" } },
			{ severity: "P3", title: "Deployment success: production", url: "https://github.com/acme/shop" },
		],
		[
			"dependabot_alert",
			{
				action: "created",
				alert: {
					number: 3,
					dependency: { package: { name: "left-pad" } },
					security_advisory: { severity: "critical", summary: "It pads right" },
					html_url: "https://github.com/acme/shop/security/dependabot/3",
				},
			},
			{ severity: "P1", title: "Vulnerable dependency: left-pad", description: "It pads right" },
		],
		[
			"code_scanning_alert",
			{
				action: "created",
				alert: {
					number: 4,
					rule: { id: "js/xss", severity: "error", security_severity_level: "medium", description: "XSS" },
				},
			},
			{ severity: "P2", title: "Code scanning: js/xss", description: "XSS" },
		],
		[
			"secret_scanning_alert",
			{ action: "created", alert: { number: 5, secret_type_display_name: "Slack API Token" } },
			{ severity: "P1", title: "Secret in the repository: Slack API Token" },
		],
		[
			"issues",
			{ action: "opened", issue: { id: 1, title: "It breaks" } },
			{ severity: "P3", title: "Issue opened: It breaks" },
		],
		["release", { action: "published", release: { id: 2, tag_name: "v2" } }, { severity: "P3", title: "Released v2" }],
	])("%s raises what it says", (event, payload, alert) => {
		expect(read(source, { ...payload, ...about }, { "x-github-event": event })).toMatchObject([alert]);
	});

	it.each([
		["ping", { zen: "Design for failure." }],
		["workflow_run", { action: "completed", workflow_run: { conclusion: "success" } }],
		["deployment_status", { action: "created", deployment_status: { state: "pending" } }],
		["issues", { action: "labeled" }],
		["constructor", {}],
	])("%s %o is taken and raises nothing", (event, payload) => {
		expect(read(source, payload, { "x-github-event": event })).toEqual([]);
	});

	it("is not what comes without the name of an event", () => {
		expect(read(source, {})).toBeUndefined();
	});
});
