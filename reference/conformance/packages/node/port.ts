import { createNotifier } from "@dat/node";
import { drive } from "../driver.ts";

drive("@dat/node", createNotifier);
