// @ts-check
/**
 * Keeps events in IndexedDB until the server has answered for them, so that they outlive their page: `init({ store: offline() })`.
 * What pages that are no more have left, one of the pages that are open sends. Nothing is stored without consent.
 */

/** @typedef {import('./event-logger.js').Entry} Entry */
/** @typedef {Entry & {page: string, address: string}} Kept */

const EVENTS = 'events';
const TAKE_OVER_EVERY = 60e3; // milliseconds

/**
 * @param {string} [name] of the database
 * @returns {import('./event-logger.js').Store}
 */
export const offline = (name = 'event-logger') => {
  let page = '';
  let address = '';
  /** @type {(entries: Entry[]) => void} */
  let restored;
  /** @type {Promise<IDBDatabase> | undefined} there is none without consent, or where the browser has none for us */
  let database;
  /** @type {Entry[]} those that are stored together */
  let added = [];
  /** @type {(() => void) | undefined} */
  let release;

  /**
   * Takes a step in a transaction; what fails is left, since the events are in memory, too.
   *
   * @template T
   * @param {(events: IDBObjectStore) => IDBRequest<T> | void} step
   * @returns {Promise<T | undefined>}
   */
  const use = async (step) => {
    try {
      const transaction = (await database)?.transaction(EVENTS, 'readwrite');
      if (!transaction) return;
      const request = step(transaction.objectStore(EVENTS));
      await new Promise((done, failed) => {
        transaction.oncomplete = done;
        transaction.onabort = failed;
      });
      return request?.result;
    } catch {
      return;
    }
  };

  /** Says that this page lives, for as long as it is shown: in the browser's cache it sends nothing. */
  const live = () => {
    navigator.locks?.request(`${name} ${page}`, () => new Promise((/** @type {(none?: any) => void} */ done) => (release = done))).catch(() => {});
  };

  /** Takes what pages have left that live no more, and sends it from here. */
  const takeOver = () => navigator.locks?.request(`${name}/`, { ifAvailable: true }, async (lock) => {
    if (!lock) return;
    const living = ((await navigator.locks.query()).held ?? []).map((held) => held.name);
    /** @type {Kept[]} */
    const all = (await use((events) => events.getAll())) ?? [];
    const left = all.filter((kept) => kept.address == address && kept.page != page && !living.includes(`${name} ${kept.page}`));
    if (!left[0]) return;
    await use((events) => left.forEach((kept) => events.put({ ...kept, page })));
    restored(left.map(({ id, json, at }) => ({ id, json, at })));
  }).catch(() => {});

  return {
    open(newPage, newAddress, whenRestored) {
      page = newPage;
      address = newAddress;
      restored = whenRestored;
      if (database) return;
      database = new Promise((done, failed) => {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => request.result.createObjectStore(EVENTS, { keyPath: 'id' });
        request.onsuccess = () => done(request.result);
        request.onerror = failed;
      });
      database.catch(() => {});
      live();
      takeOver();
      setInterval(takeOver, TAKE_OVER_EVERY);
      addEventListener('pagehide', () => release?.());
      addEventListener('pageshow', (event) => event.persisted && live());
    },
    add(entry) {
      if (added.push(entry) == 1)
        queueMicrotask(() => {
          const all = added;
          added = [];
          use((events) => all.forEach(({ id, json, at }) => events.put({ id, json, at, page, address })));
        });
    },
    remove(entries) {
      added = added.filter((entry) => !entries.includes(entry));
      use((events) => entries.forEach((entry) => events.delete(entry.id)));
    },
    clear() {
      address = ''; // nothing is taken over any more
      added = [];
      if (database) use((events) => events.clear());
      else indexedDB.deleteDatabase(name); // of pages before
    },
  };
};
