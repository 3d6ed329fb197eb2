/** What tests of code that raises alerts need: time, answers and chance under control. */
export { fixedRandom, seededRandom } from "./fixed-random.ts";
export { createRecorder, type Recorder } from "./recorder.ts";
export { type RecordedRequest, type ScriptedAnswer, type ScriptedFetch, scriptedFetch } from "./scripted-fetch.ts";
export { createVirtualClock, type VirtualClock } from "./virtual-clock.ts";
