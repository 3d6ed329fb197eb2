/** What `<script src=".../dat.iife.js">` leaves in a page as `dat`. */
export { captureErrors } from "./capture/capture-errors.ts";
export { createNotifier } from "./notifier.ts";
export { createStore } from "./store/create-store.ts";
