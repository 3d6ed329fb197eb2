import type { DatEvent } from "../outcome/event.ts";

/** Hears every attempt, wait, retry, suppression, drop and dead webhook. What it throws is swallowed. */
export type Observer = (event: DatEvent) => void;
