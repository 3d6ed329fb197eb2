import type { StoredAlert } from "./page-store.ts";

/** A stored alert and the page that delivers it while that is alive. */
export interface Kept extends StoredAlert {
	readonly page: string;
}

/** The IndexedDB of an origin, as far as it is used here. What is refused rejects. */
export interface Database {
	put(kept: Kept): Promise<unknown>;
	remove(id: string): Promise<unknown>;
	/** At most 1000. */
	all(): Promise<readonly Kept[]>;
}

const TABLE = "alerts";
const MOST = 1000;

/** Some browsers never answer after a crash; whoever waits for them would pile up. */
const OPEN_MS = 10_000;

/** Opens the database. It is refused in sandboxed frames and where storage is switched off. */
export function openDatabase(name: string): Database {
	const opened = new Promise<IDBDatabase>((resolve, reject) => {
		const request = indexedDB.open(name, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "id" });
		// No listener for `versionchange`, which would keep the page out of the back/forward cache (measured in Chromium): a
		// later layout takes another name.
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error);
		setTimeout(reject, OPEN_MS);
	});
	// Whoever uses it hears of it.
	opened.catch(() => {});
	const run = async <Value>(
		mode: IDBTransactionMode,
		ask: (table: IDBObjectStore) => IDBRequest<Value>,
	): Promise<Value> => {
		// Relaxed is enough: what was put survives the death of the browser (measured in Chromium, 156).
		const transaction = (await opened).transaction(TABLE, mode, { durability: "relaxed" });
		const request = ask(transaction.objectStore(TABLE));
		return new Promise((resolve, reject) => {
			transaction.oncomplete = () => resolve(request.result);
			transaction.onabort = () => reject(transaction.error);
			transaction.commit();
		});
	};
	return {
		put: (kept) => run("readwrite", (table) => table.put(kept)),
		remove: (id) => run("readwrite", (table) => table.delete(id)),
		all: () => run("readonly", (table) => table.getAll(null, MOST)),
	};
}
