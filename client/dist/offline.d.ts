/**
 * Keeps events in IndexedDB until the server has answered for them, so that they outlive their page: `init({ store: offline() })`.
 * What pages that are no more have left, one of the pages that are open sends. Nothing is stored without consent.
 */
export type Entry = import('./event-logger.js').Entry;
export type Kept = Entry & {
    page: string;
    address: string;
};
/**
 * @param {string} [name] of the database
 * @param {number} [maxAge] after how many milliseconds what no page can send any more is deleted: that of another address, or without Web Locks
 * @returns {import('./event-logger.js').Store}
 */
export declare const offline: (name?: string, maxAge?: number) => import('./event-logger.js').Store;
