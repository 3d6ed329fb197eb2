import { CASES } from "../cases.ts";
import type { Port } from "../drive/port.ts";

/** Why a requirement is not asked whole: it cannot apply to the port, or some of its cases cannot. */
export function whyLeftOut(requirement: string, { skip }: Pick<Port, "skip">): string | undefined {
	const whole = skip[requirement];
	if (whole) return whole.reason;
	const cases = CASES.filter((it) => it.requirement === requirement && Object.hasOwn(skip, it.id));
	const byReason = Map.groupBy(cases, ({ id }) => skip[id]?.reason);
	const told = [...byReason].map(([reason, some]) => `${reason} (${some.map(({ id }) => id).join(", ")})`);
	return told.length > 0 ? told.join("; ") : undefined;
}
