import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeError } from "../../src/alert/describe-error.ts";
import { deriveKey } from "../../src/alert/key.ts";
import { parseTime } from "../../src/alert/parse-time.ts";
import { readHead } from "../../src/alert/read-head.ts";
import { readWishes } from "../../src/alert/read-wishes.ts";
import { showValue } from "../../src/alert/show-value.ts";

describe("readHead()", () => {
	it.each([
		["P0", "P0"],
		[" p1 ", "P1"],
		["dev", "DEV"],
	])("reads severity %j as %s", (given, severity) => {
		expect(readHead({ severity: given, title: "a" })).toMatchObject({ severity, notes: [] });
	});

	it("sends what it does not know as P1 and says so", () => {
		expect(readHead({ severity: "critical", title: "a" })).toMatchObject({
			severity: "P1",
			notes: ["severity critical is unknown, sent as P1"],
		});
	});

	it("finds a title in the error or the description when there is none", () => {
		expect(readHead({ severity: "P1", error: new TypeError("no") })).toMatchObject({ title: "TypeError: no" });
		expect(readHead({ severity: "P1", description: "first\nsecond" })).toMatchObject({ title: "first" });
		expect(readHead({ severity: "P1" })).toMatchObject({ title: "(no title)" });
	});

	it("reads around the one member that throws", () => {
		const input = {
			severity: "P0",
			get title(): string {
				throw new Error("no");
			},
			error: new RangeError("too far"),
			trade: true,
			channel: "db",
			key: 7,
		};
		expect(readHead(input)).toEqual({
			severity: "P0",
			title: "RangeError: too far",
			trade: true,
			channel: "db",
			key: "7",
			notes: [],
		});
		class Failed {
			get severity(): string {
				throw new Error("no");
			}
			get title(): string {
				return "from the class";
			}
		}
		expect(readHead(new Failed())).toMatchObject({ severity: "P1", title: "from the class" });
	});

	it("survives a revoked proxy", () => {
		const { proxy, revoke } = Proxy.revocable({}, {});
		revoke();
		expect(readHead(proxy)).toHaveProperty("invalid");
	});
});

describe("deriveKey()", () => {
	it("masks what tells equal errors apart, and nothing else", () => {
		expect(deriveKey("P1", "order 47111 failed")).toBe(deriveKey("P1", "order 47112 failed"));
		expect(deriveKey("P1", "job 123e4567-e89b-12d3-a456-426614174000")).toBe(
			deriveKey("P1", "job 00000000-e89b-12d3-a456-426614174fff"),
		);
		expect(deriveKey("P1", "commit deadbeef1")).toBe(deriveKey("P1", "commit 0123abcd9ff"));
		expect(deriveKey("P1", "node 2 down")).not.toBe(deriveKey("P1", "node 3 down"));
		expect(deriveKey("P1", "a")).not.toBe(deriveKey("P2", "a"));
	});
});

describe("describeError()", () => {
	it("follows causes, aggregates and cycles", () => {
		const loop = new Error("loop");
		loop.cause = loop;
		expect(describeError(loop).trace).toContain("Caused by: …");
		const many = new AggregateError([new Error("one"), new RangeError("two")], "both failed");
		expect(describeError(many).headline).toBe("AggregateError: both failed");
		expect(describeError(many).trace).toMatch(/Among: Error: one[\s\S]+Among: RangeError: two/);
	});

	it("shows what is no Error", () => {
		expect(describeError("plain").headline).toBe("Thrown: plain");
		expect(describeError(undefined).headline).toBe("Thrown: undefined");
		expect(describeError({ code: 7 }).headline).toBe('Thrown: {"code":7}');
		expect(describeError({ name: "Far", message: "from another realm", stack: "f@http://x\n" }).trace).toBe(
			"Far: from another realm\nf@http://x\n",
		);
	});

	it("says the headline once", () => {
		expect(describeError(new Error("only once")).trace.match(/only once/g)).toHaveLength(1);
	});

	it("never throws", () => {
		const nasty = {
			get message(): string {
				throw new Error("no");
			},
			get stack(): string {
				throw new Error("no");
			},
			get cause(): unknown {
				throw new Error("no");
			},
		};
		expect(describeError(nasty).headline).toBe("Thrown: (unreadable)");
		fc.assert(fc.property(fc.anything(), (value) => void describeError(value)));
	});
});

describe("showValue()", () => {
	it.each<[unknown, string]>([
		[42n, "42"],
		[Symbol("s"), "Symbol(s)"],
		[null, "null"],
		[[1, "a"], '[1,"a"]'],
		[{ a: { b: 1n } }, '{"a":{"b":"1"}}'],
		[new Error("x"), '"Error: x"'],
	])("shows %o as %s", (value, text) => expect(showValue(value)).toBe(text));

	it("is bounded and never throws", () => {
		const circular: Record<string, unknown> = {
			big: "x".repeat(10_000_000),
			many: Array.from({ length: 100_000 }, (_, index) => ({ index })),
		};
		circular["self"] = circular;
		expect(showValue(circular, 500).length).toBeLessThanOrEqual(500);
		fc.assert(
			fc.property(
				fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }),
				(value) => void expect(showValue(value, 100).length).toBeLessThanOrEqual(100),
			),
		);
	});
});

describe("readWishes()", () => {
	it("keeps what is right and notes the rest", () => {
		const wishes = readWishes({
			mention: ["everyone", { user: "1" }, { role: "123456789012345678" }],
			thread: { name: "post mortem", tags: ["123456789012345678", 7] },
			files: [{ name: "a", data: "text" }, { data: 3 }],
			silent: true,
		});
		expect(wishes).toMatchObject({
			mention: ["everyone", { role: "123456789012345678" }],
			thread: { name: "post mortem", tags: ["123456789012345678"] },
			files: [{ name: "a", data: "text" }],
			silent: true,
		});
		expect(wishes.notes).toHaveLength(2);
	});

	it("copies bytes, so that an alert does not change after it was raised", () => {
		const data = new Uint8Array([1, 2]);
		const { files } = readWishes({ files: [{ name: "a", data }] });
		data[0] = 9;
		expect(files[0]?.data).toEqual(new Uint8Array([1, 2]));
	});

	it("tells no mention from none wished", () => {
		expect(readWishes({}).mention).toBeUndefined();
		expect(readWishes({ mention: [] }).mention).toEqual([]);
	});
});

it("parses Dates and ISO 8601 only", () => {
	expect([new Date(5), "2026-01-01", "2026-01-01T10:00:00.5+02:00"].map(parseTime)).toEqual([
		5, 1_767_225_600_000, 1_767_254_400_500,
	]);
	for (const bad of [new Date(Number.NaN), "yesterday", "1", 5, null, {}, "9".repeat(5000)])
		expect(parseTime(bad)).toBeUndefined();
});
