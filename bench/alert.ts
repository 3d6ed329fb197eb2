import type { Alert } from "@dat/node";

const FIELDS = {
	region: "ap-south-1",
	host: "db-3.internal",
	attempt: "3 of 5",
	elapsed: "2,431 ms",
	customer: "4711",
};
const DESCRIPTION = "p99 over two seconds, the pool is exhausted and new connections are refused. ".repeat(3);

/** A usual alert: a title with an id, some 230 characters of text, five fields; no two share a throttle key. */
export function alert(index: number): Alert {
	return {
		severity: "P2",
		title: `Order x${index} failed in checkout`,
		key: `${index}`,
		description: DESCRIPTION,
		fields: FIELDS,
	};
}
