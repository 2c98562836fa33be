// @ts-check
/**
 * Keeps events in IndexedDB until the server has answered for them, so that they outlive their page: `init({ store: offline() })`.
 * What pages that are no more have left, one of the pages that are open sends. Nothing is stored without consent.
 */

/** @typedef {import('./event-logger.js').Entry} Entry */
/** @typedef {Entry & {page: string, address: string}} Kept */

const EVENTS = 'events';
const TAKE_OVER_EVERY = 60e3; // milliseconds
const MOST = 5000; // events that are taken over at a time

/**
 * @param {string} [name] of the database
 * @param {number} [maxAge] after how many milliseconds what no page can send any more is deleted: that of another address, or without Web Locks
 * @returns {import('./event-logger.js').Store}
 */
export const offline = (name = 'event-logger', maxAge = 864e5) => {
  let page = '';
  let address = '';
  /** @type {(entries: Entry[]) => void} */
  let restored;
  /** @type {Promise<IDBDatabase> | undefined} there is none without consent, or where the browser has none for us */
  let database;
  /** @type {Entry[]} those that are to be stored together */
  let added = [];
  /** Those that are stored already, though they may be added again whenever consent is given. */
  let known = new WeakSet();
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

  /** Stores what was added. */
  const write = () => {
    const all = added;
    added = [];
    return use((events) => all.forEach(({ id, json, at }) => events.put({ id, json, at, page, address })));
  };

  /** Deletes what is too old, but for what this page, or another that lives, still has to send. @param {string[]} living */
  const deleteOld = (living) =>
    use((events) => {
      const request = events.index('at').openCursor(IDBKeyRange.upperBound(Date.now() - maxAge));
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return;
        if (!living.includes(cursor.value.page)) cursor.delete();
        cursor.continue();
      };
    });

  /** The pages that have left events. @returns {Promise<string[]>} */
  const pagesOf = async () => {
    /** @type {string[]} */
    const pages = [];
    await use((events) => {
      const request = events.index('page').openKeyCursor(null, 'nextunique');
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return;
        pages.push(String(cursor.key));
        cursor.continue();
      };
    });
    return pages;
  };

  /** Takes what pages have left that live no more, and sends it from here. */
  const takeOver = async () => {
    const { held } = await navigator.locks.query();
    const living = [page, ...(held ?? []).map((lock) => String(lock.name).slice(name.length + 1))];
    let room = MOST;
    for (const left of await pagesOf()) {
      if (living.includes(left)) continue;
      /** @type {Kept[]} */
      const all = (await use((events) => events.index('page').getAll(left, room))) ?? [];
      const ours = all.filter((kept) => kept.address == address);
      room -= ours.length;
      // Those for which there is room are added, and so become this page's.
      restored(ours.map(({ id, json, at }) => ({ id, json, at })));
      await write();
      if (room < 1) return;
    }
    await deleteOld(living);
  };

  /** One page at a time looks after what others have left; without Web Locks nobody knows which pages live. */
  const lookAfter = () =>
    navigator.locks
      ? navigator.locks.request(`${name}/`, { ifAvailable: true }, (lock) => lock && takeOver()).catch(() => {})
      : deleteOld([page]);

  return {
    open(newPage, newAddress, whenRestored) {
      page = newPage;
      address = newAddress;
      restored = whenRestored;
      if (database) return;
      database = new Promise((done, failed) => {
        const request = indexedDB.open(name, 2);
        request.onupgradeneeded = () => {
          const { result } = request;
          if (result.objectStoreNames.contains(EVENTS)) result.deleteObjectStore(EVENTS);
          const events = result.createObjectStore(EVENTS, { keyPath: 'id' });
          events.createIndex('at', 'at');
          events.createIndex('page', 'page');
        };
        request.onsuccess = () => {
          const { result } = request;
          // Another tab deletes the database, or has a newer version: nothing more is stored here.
          result.onversionchange = () => result.close();
          done(result);
        };
        request.onerror = failed;
      });
      database.catch(() => {});
      live();
      lookAfter();
      setInterval(lookAfter, TAKE_OVER_EVERY);
      addEventListener('pagehide', () => release?.());
      addEventListener('pageshow', (event) => event.persisted && live());
    },
    add(entry) {
      if (known.has(entry)) return;
      known.add(entry);
      if (added.push(entry) == 1) queueMicrotask(write);
    },
    remove(entries) {
      added = added.filter((entry) => !entries.includes(entry));
      use((events) => entries.forEach((entry) => events.delete(entry.id)));
    },
    clear() {
      address = ''; // nothing is taken over any more
      added = [];
      known = new WeakSet();
      if (database) use((events) => events.clear());
      else indexedDB.deleteDatabase(name); // of pages before
    },
  };
};
