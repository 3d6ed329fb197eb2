// A page's program, to be bundled.
import { captureErrors, createNotifier, createStore } from "@dat/browser";
import { raise } from "./page.mjs";

await raise({ captureErrors, createNotifier, createStore });
