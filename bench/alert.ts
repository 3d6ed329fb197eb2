import type { Alert } from "@dat/node";

/** What every library is given to send: five fields and some 230 characters, and a title with an id. */
export const FIELDS = {
	region: "ap-south-1",
	host: "db-3.internal",
	attempt: "3 of 5",
	elapsed: "2,431 ms",
	customer: "4711",
};
export const DESCRIPTION = "p99 over two seconds, the pool is exhausted and new connections are refused. ".repeat(3);
export const COLOR = 0xffcc00;

export const title = (index: number): string => `Order x${index} failed in checkout`;

/** The fields as Discord and the clients that are close to it want them. */
export const EMBED_FIELDS = Object.entries(FIELDS).map(([name, value]) => ({ name, value, inline: true }));

/** The same as our alert; no two share a throttle key. */
export function alert(index: number): Alert {
	return { severity: "P2", title: title(index), key: `${index}`, description: DESCRIPTION, fields: FIELDS };
}
