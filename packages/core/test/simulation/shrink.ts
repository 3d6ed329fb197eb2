import { findFaults } from "./find-faults.ts";
import { live } from "./live.ts";
import type { Plan, Step } from "./plan.ts";

/** A plan that fails, and what is wrong then. */
export interface Failure {
	readonly plan: Plan;
	readonly faults: readonly string[];
}

/** The shortest plan that still fails in the same way, by leaving out ever smaller parts of it. */
export async function shrink({ plan, faults: [known = ""] }: Failure, find = findFaults): Promise<Failure> {
	let smallest: Failure = { plan, faults: [known] };
	for (let size = Math.ceil(plan.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
		for (let at = 0; at < smallest.plan.steps.length; ) {
			const shorter: Plan = { ...plan, steps: without(smallest.plan.steps, at, size) };
			const faults = find(await live(shorter)).filter((fault) => kindOf(fault) === kindOf(known));
			if (faults.length > 0) smallest = { plan: shorter, faults };
			else at += size;
		}
	}
	return smallest;
}

/** Without what differs from one history to another: times, numbers and titles. */
export function kindOf(fault: string): string {
	return fault.replace(/x+/g, "x").replace(/[\d.]+/g, "#");
}

function without(steps: readonly Step[], at: number, size: number): Step[] {
	return [...steps.slice(0, at), ...steps.slice(at + size)];
}
