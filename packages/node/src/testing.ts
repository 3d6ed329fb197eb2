/** For tests: importing this keeps every notifier from Discord, and records what is raised. */
import { recorder } from "./testing/recorder.ts";

export { clearAlerts, expectAlert, expectNoAlert, raisedAlerts } from "./testing/expect-alert.ts";
export type { ExpectedAlert } from "./testing/match-alert.ts";
export type { RecordedAlert } from "./testing/recorder.ts";
export { createRecordingNotifier, type RecordingNotifier } from "./testing/recording-notifier.ts";

recorder().isAsked = true;
