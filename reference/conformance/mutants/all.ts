import { IN_THE_LANE } from "./in-the-lane.ts";
import { IN_THE_MESSAGE } from "./in-the-message.ts";
import { IN_THE_NOTIFIER } from "./in-the-notifier.ts";
import type { Mutant } from "./mutant.ts";
import { ON_THE_WIRE } from "./on-the-wire.ts";

/** Every mutant. */
export const MUTANTS: readonly Mutant[] = [...ON_THE_WIRE, ...IN_THE_MESSAGE, ...IN_THE_LANE, ...IN_THE_NOTIFIER];
