import { createNotifier } from "@dat/deno";
import { drive } from "../driver.ts";

drive("@dat/deno", createNotifier);
