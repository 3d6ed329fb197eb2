import { createNotifier } from "@dat/deno";
import { drive } from "../driver.ts";

drive("@dat/deno", (options) => createNotifier({ ...options, queue: { ...options.queue, thread: true } }));
