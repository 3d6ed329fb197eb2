import type { Level } from "../contract/parse-contract.ts";

/** A port as its manifest describes it, with the folder that its commands run in. */
export interface Port {
	readonly name: string;
	readonly language: string;
	readonly level: Level;
	readonly folder: string;
	readonly run: readonly string[];
	readonly toolchain: readonly (readonly string[])[];
	readonly build: readonly (readonly string[])[];
	/** A program that runs while the cases do. */
	readonly service: readonly string[] | undefined;
	readonly lint: readonly (readonly string[])[];
	readonly env: Readonly<Record<string, string>>;
	readonly envMap: Readonly<Record<string, string>>;
	readonly testGuard: Readonly<Record<string, string>>;
	readonly maxAttempts: number;
	/** Requirements that cannot apply, or single cases of one that can. */
	readonly skip: Readonly<Record<string, { readonly reason: string; readonly url: string }>>;
	/** Requirement to the issue that tracks it. */
	readonly knownFailing: ReadonlyMap<string, string>;
}
