import { COMPILED } from "./compiled.ts";
import { SCRIPTED } from "./scripted.ts";

/** A program to begin with: it sends one alert, and leaves the rest of the contract to its author. */
export interface Starter {
	readonly file: string;
	readonly build?: readonly (readonly string[])[];
	readonly toolchain: readonly (readonly string[])[];
	readonly run: readonly string[];
	readonly code: string;
	/** More files that it needs. */
	readonly also?: Readonly<Record<string, string>>;
}

/** The starters by language. */
export const STARTERS: Readonly<Record<string, Starter>> = { ...SCRIPTED, ...COMPILED };
