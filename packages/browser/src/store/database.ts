import type { StoredAlert } from "./page-store.ts";

/** A stored alert and the page that delivers it while that is alive. */
export interface Kept extends StoredAlert {
	readonly page: string;
}

/** Does one thing with the table of an origin's IndexedDB, and resolves when that is done. What is refused rejects. */
export type Ask = <Value>(
	mode: IDBTransactionMode,
	what: (table: IDBObjectStore) => IDBRequest<Value>,
) => Promise<Value>;

const TABLE = "alerts";

/** Longer than a slow disk takes. Whoever holds the lock of a sweep waits for this. */
const OPEN_MS = 5000;

/**
 * Opens the database. It is refused in sandboxed frames and where storage is switched off, and given up when no answer
 * comes, as when another page deletes it or the disk hangs.
 */
export function openDatabase(name: string): Ask {
	const opened = new Promise<IDBDatabase>((resolve, reject) => {
		const request = indexedDB.open(name, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "id" });
		// No listener for `versionchange`, which keeps a page out of the back/forward cache (measured in Chromium): a later
		// layout takes another name.
		request.onsuccess = () => resolve(request.result);
		request.onerror = reject;
		setTimeout(reject, OPEN_MS);
	});
	// Whoever asks hears of it.
	opened.catch(() => {});
	return async (mode, what) => {
		// Relaxed is enough: what was put survives the death of the browser (measured in Chromium, 156).
		const transaction = (await opened).transaction(TABLE, mode, { durability: "relaxed" });
		const request = what(transaction.objectStore(TABLE));
		return new Promise((resolve, reject) => {
			transaction.oncomplete = () => resolve(request.result);
			transaction.onabort = reject;
			transaction.commit();
		});
	};
}
