import { FAULTS, type Fault, ODD_FAULTS, STANDING_FAULTS } from "@dat/sandbox";

/** Bad days that end; a dead webhook or a ban of an hour would be all that is seen of the rest. */
const BAD_DAYS: Readonly<Record<string, Fault>> = {
	"429": STANDING_FAULTS["429-storm"],
	"503": STANDING_FAULTS["5xx"],
	"no answer": STANDING_FAULTS.outage,
	slow: { ...ODD_FAULTS.slow, delayMs: 1500 },
	"reset after storing": FAULTS["reset-after"],
	"504 after storing": ODD_FAULTS["gateway-after-storing"],
	"global 429": FAULTS["limited-global"],
};

/** A spell of trouble, and as long a one without, in turns: in s since the start, until `endS`. */
export function plan(endS: number): readonly { name: string; fromS: number; toS: number; fault: Fault }[] {
	const days = Object.entries(BAD_DAYS);
	// Short enough for each to come twice, and long enough to be felt; a storm of 10 s for a whole minute of peace.
	const eachS = Math.min(10, endS / (days.length * 2 + 1));
	const spells = Math.floor(endS / eachS / 2);
	return Array.from({ length: spells }, (_, index) => {
		const [name, fault] = days[index % days.length] as [string, Fault];
		const fromS = (2 * index + 1) * eachS;
		return { name, fromS, toS: Math.min(fromS + eachS, endS), fault };
	});
}
