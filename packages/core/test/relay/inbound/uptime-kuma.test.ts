import { uptimeKuma } from "@dat/core/relay";
import { describe, expect, it } from "vitest";
import { read, TOKEN } from "./setup.ts";

const source = uptimeKuma({ token: TOKEN });

/** The shape of the webhook notification's JSON preset. */
function toBeat(status: number, monitor: Record<string, unknown> = {}) {
	return {
		heartbeat: {
			monitorID: 29,
			status,
			time: "2026-03-01 10:00:00.000",
			msg: "getaddrinfo ENOTFOUND",
			ping: 12,
			important: true,
		},
		monitor: { id: 29, name: "Shop", type: "http", url: "https://shop.example", hostname: null, ...monitor },
		msg: "[Shop] [🔴 Down] getaddrinfo ENOTFOUND",
	};
}

describe("Uptime Kuma's notification", () => {
	it("of a monitor that is down is a P1 that leads to what is down", () => {
		expect(read(source, toBeat(0))).toEqual([
			{
				severity: "P1",
				title: "Down: Shop",
				description: "getaddrinfo ENOTFOUND",
				fields: { type: "http", ping: "12 ms" },
				key: "uptime-kuma 29 Down",
				url: "https://shop.example",
				footer: "uptime-kuma",
			},
		]);
	});

	it.each([
		[1, "P3", "Up: Shop"],
		[2, "P3", "Pending: Shop"],
		[3, "P3", "Maintenance: Shop"],
		[9, "P2", "Unknown: Shop"],
	])("of state %i is a %s, %s", (status, severity, title) => {
		expect(read(source, toBeat(status))).toMatchObject([{ severity, title }]);
	});

	it("of a monitor that is down is as bad as the user says", () => {
		expect(read(uptimeKuma({ token: TOKEN, down: "P0" }), toBeat(0))).toMatchObject([{ severity: "P0" }]);
	});

	it("of a monitor without a page has no link", () => {
		expect(read(source, toBeat(0, { type: "port", url: "https://", hostname: "db-1" }))?.[0]).not.toHaveProperty("url");
	});

	it("of the test button, or of a certificate, is told as it is", () => {
		expect(read(source, { heartbeat: null, monitor: null, msg: "Discord Testing" })).toEqual([
			{ severity: "P3", title: "Discord Testing", footer: "uptime-kuma" },
		]);
	});

	it("is not what has no msg", () => {
		expect(read(source, { heartbeat: { status: 0 } })).toBeUndefined();
	});
});
