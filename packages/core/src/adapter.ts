/** What the author of an adapter needs besides the public names. */
export { describeError, type PlainError, toPlainError } from "./alert/describe-error.ts";
export { deriveKey } from "./alert/key.ts";
export { parseTime } from "./alert/parse-time.ts";
export type { PlainAlert } from "./alert/plain-alert.ts";
export { toPlainAlert } from "./alert/plain-alert.ts";
export { createAddressReader } from "./alert/read-address.ts";
export { readFields } from "./alert/read-content.ts";
export { readHead } from "./alert/read-head.ts";
export { createScrubber, scrubAll } from "./alert/scrub.ts";
export { readMember, readText } from "./alert/show-value.ts";
export type { AlertAddress, AlertHead, ErrorSnapshot } from "./alert/snapshot.ts";
export { checkNumber, type NumberBounds } from "./errors/check-number.ts";
export { createAlertId } from "./notifier/alert-id.ts";
export { awaitOutcome } from "./notifier/await-outcome.ts";
export type { Admitted, Carrier, CarrierWorld, OpenCarrier, Ticket } from "./notifier/carrier.ts";
export { createCarrier } from "./notifier/create-carrier.ts";
export type { Raised } from "./notifier/door.ts";
export { createDrain, type Drain } from "./notifier/drain.ts";
export { createNewsroom, type Newsroom } from "./notifier/newsroom.ts";
export { type OpenedNotifier, openNotifier } from "./notifier/open-notifier.ts";
export type { OwnMessage } from "./notifier/own-messages.ts";
export { checkOptions } from "./options/check-options.ts";
export {
	type Environment,
	type EnvironmentOptions,
	type ReadFile,
	readEnvironment,
	readWebhook,
} from "./options/environment.ts";
export { type ResolvedOptions, resolveOptions } from "./options/resolve-options.ts";
export { decideTestGuard, type TestFacts } from "./options/test-guard.ts";
export { type Books, type Counted, createBooks } from "./outcome/books.ts";
export type { Spool, SpooledAlert } from "./platform/spool.ts";
export { backoffMs } from "./policy/backoff.ts";
export { type FileSpool, openSpool } from "./spool/open-spool.ts";
export { hasLease, type Owner, type Owners } from "./spool/owner.ts";
export { fromRow, type Row, toRow } from "./spool/record.ts";
export type { SpoolPlatform, SqliteDatabase, SqliteStatement, SqliteValue } from "./spool/sqlite.ts";
export { type Asks, createAsks } from "./thread/asks.ts";
export { createForwardedNews } from "./thread/forwarded-news.ts";
export { type Asked, answerQuestion, type Question } from "./thread/questions.ts";
export { createRooms, mostSlots, type Room, type Rooms } from "./thread/rooms.ts";
export { createWallToElapsed } from "./thread/wall-to-elapsed.ts";
