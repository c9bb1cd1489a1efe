/**
 * One table of records in this browser's IndexedDB, by key.
 *
 * A record counts as put only when it is on the disk. localStorage does not give that: Chromium writes it out up to
 * five seconds later, and a browser that is killed before has lost it.
 */

const DATABASE = "dtps";
const TABLE = "local-copies";

/** @type {Promise<IDBDatabase> | null} */
let opened = null;

/**
 * Whether `record`, which names its `key`, is on the disk.
 * @param {{key: string}} record
 * @returns {Promise<boolean>}
 */
export function putRecord(record) {
  return done("readwrite", (table) => table.put(record)).then(() => true, () => false);
}

/** All records; none where the browser has no such storage. */
export function allRecords() {
  return done("readonly", (table) => table.getAll()).catch(() => []);
}

/** @param {string[]} keys */
export function dropRecords(keys) {
  return done("readwrite", (table) => keys.forEach((key) => table.delete(key))).catch(() => {});
}

/** The result of the request that `act` makes, once its transaction is complete. */
async function done(mode, act) {
  opened ??= open();
  const transaction = (await opened).transaction(TABLE, mode, { durability: "strict" });
  const request = act(transaction.objectStore(TABLE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
