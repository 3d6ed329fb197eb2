import { redactSecrets } from "@dat/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createScrubber, scrubAll } from "../../src/alert/scrub.ts";

const a = (length: number): string => "aB3".repeat(length).slice(0, length);
const jwt = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", a(43)].join(".");
const pem = [
	"-----BEGIN RSA PRIVATE KEY-----",
	"Proc-Type: 4,ENCRYPTED",
	"DEK-Info: AES-128-CBC,AB",
	"",
	a(600),
	"-----END RSA PRIVATE KEY-----",
].join("\n");

describe("redactSecrets()", () => {
	it.each<[string, string, string]>([
		["a webhook URL", `https://discord.com/api/webhooks/${"1".repeat(18)}/${a(68)}`, a(68)],
		[
			"one with another host and version",
			`http://x.discordapp.com:80/api/v9/webhooks/${"1".repeat(18)}/${a(68)}?wait=1`,
			a(68),
		],
		["only its path", `POST /api/webhooks/${"1".repeat(18)}/${a(68)}`, a(68)],
		["a bot token", `M${a(25)}.${a(6)}.${a(38)}`, a(38)],
		["a bearer token", `Authorization: Bearer ${a(40)}`, a(40)],
		["a JWT", `cookie=${jwt};`, a(43)],
		["a private key with headers", pem, a(600)],
		["an AWS key id", `AKIA${"A1B2".repeat(4)}`, "A1B2A1B2"],
		["an AWS secret", `aws_secret_access_key = "${a(40)}"`, a(40)],
		["a GitHub token", `ghp_${a(36)}`, a(36)],
		["a Slack token", `xoxb-${"1".repeat(12)}-${a(24)}`, a(24)],
		["a Stripe key", `sk_live_${a(24)}`, a(24)],
		["a Google key", `AIza${a(35)}`, a(35)],
		["a password in a URL", "postgres://app:hunter2hunter2@db/x", "hunter2"],
	])("takes out %s", (_, text, secret) => {
		const clean = redactSecrets(`before ${text} after`);
		expect(clean).not.toContain(secret);
		expect(clean).toContain("[redacted]");
		expect(clean).toMatch(/^before .*/);
	});

	it.each([
		`POST /API/WEBHOOKS/${"1".repeat(18)}/${a(68)}`,
		`BEARER ${a(40)}`,
		`bot ${a(40)}`,
		`BASIC ${a(40)}`,
		`Token ${a(40)}`,
		`AWS_SECRET="${a(40)}"`,
		`HTTP://app:${a(20)}@db/x`,
	])("takes out what is written in other cases: %s", (text) => {
		expect(redactSecrets(text)).toContain("[redacted]");
	});

	it.each([
		"a git SHA 9fceb02d0ae598e95dc970b74767f19372d61af8",
		"uuid 123e4567-e89b-12d3-a456-426614174000",
		"https://example.com/a:b@c",
		"token: none",
		"Bearer of bad news",
		"node 2 at 10:30:05",
	])("leaves %s alone", (text) => {
		expect(redactSecrets(text)).toBe(text);
	});

	it.each(["\0", "\x1b", "\ud800"])(
		"finds a secret that %j keeps apart, as text of two bytes read as one does",
		(gap) => {
			expect(redactSecrets(`key AKIA${"Q".repeat(16)}`.split("").join(gap))).toBe("key [redacted]");
		},
	);

	it("takes a secret out of any surroundings, and leaves them as they are", () => {
		const secrets = [
			`https://discord.com/api/webhooks/${"1".repeat(18)}/${a(68)}`,
			`M${a(25)}.${a(6)}.${a(38)}`,
			jwt,
			`ghp_${a(36)}`,
			`xoxb-${"1".repeat(12)}-${a(24)}`,
			`AKIA${"A1B2".repeat(4)}`,
		];
		// Words, and what they stand between; none of these may belong to a secret.
		const words = fc.array(fc.constantFrom("failed", "at", "café", "日本", "👩‍👩‍👧", "(", '"', "\n", "=", ",", "5.2"));
		fc.assert(
			fc.property(words, fc.constantFrom(...secrets), words, (before, secret, after) => {
				const [left, right] = [`${before.join(" ")} `, ` ${after.join(" ")}`];
				const clean = redactSecrets(left + secret + right);
				expect(clean.startsWith(left) && clean.endsWith(right)).toBe(true);
				expect(clean).toContain("[redacted]");
				expect(clean).not.toContain(secret.slice(-20));
				expect(redactSecrets(clean)).toBe(clean);
			}),
			{ numRuns: 500 },
		);
	});

	it("leaves ids, hashes, times, addresses, paths and versions alone, in any company", () => {
		const hex = (length: number) =>
			fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });
		const harmless = fc.oneof(
			fc.uuid(),
			hex(7),
			hex(40).map((sha) => `commit ${sha}`),
			hex(64).map((digest) => `sha256:${digest}`),
			fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
			fc.ipV4(),
			fc.ipV6(),
			fc.webUrl(),
			fc.emailAddress(),
			fc.integer().map(String),
			fc.constantFrom(
				"/var/log/app.log:12:3",
				"v1.2.3-rc.1+build",
				"node 2",
				"key: value",
				"Bearer token missing",
				"$5.20",
			),
		);
		fc.assert(
			fc.property(fc.array(harmless, { maxLength: 8 }), (parts) => {
				const text = parts.join(", ");
				expect(redactSecrets(text)).toBe(text);
			}),
			{ numRuns: 1000 },
		);
	});

	it("needs time in proportion to the text, also for text made to hurt it", () => {
		const bad = [
			"eyJ",
			"eyJ-",
			"-----BEGIN PRIVATE KEY-----",
			"Bearer ",
			"a://",
			`/webhooks/${"1".repeat(18)}/`,
			"AKIA",
			"M".repeat(3),
			"aws_secret",
		];
		for (const part of bad) {
			const time = (length: number): number => {
				const text = part.repeat(Math.ceil(length / part.length));
				const started = process.cpuUsage().user;
				redactSecrets(text);
				return process.cpuUsage().user - started;
			};
			time(20_000);
			const least = (length: number): number => Math.min(time(length), time(length), time(length));
			const [small, large] = [Math.max(least(50_000), 500), least(400_000)];
			expect(large / small, `${part}: 8 times the text`).toBeLessThan(64); // quadratic time would be 64 times
		}
	});
});

describe("createScrubber()", () => {
	it("adds patterns of the user's own, whatever their flags, and survives empty matches", () => {
		const scrub = createScrubber([/cust_\d+/, /x*/]);
		expect(scrub("cust_1 and cust_22")).toBe("[redacted] and [redacted]");
	});
});

it("scrubs every text in plain data and keeps its shape", () => {
	fc.assert(fc.property(fc.jsonValue(), (value) => void expect(scrubAll(value, (text) => text)).toEqual(value)));
	const bytes = new Uint8Array([1]);
	expect(scrubAll({ a: ["x", { b: "x", c: 1, d: bytes }] }, () => "-")).toEqual({
		a: ["-", { b: "-", c: 1, d: bytes }],
	});
});
