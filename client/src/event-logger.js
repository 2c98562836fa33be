// @ts-check
/**
 * The browser client of Event Logger: logs what happens in a page, in batches, and says what it could not deliver.
 *
 * An event is copied and gets its id and time at the call. It then waits in memory until the server has answered for it:
 * `called = received + dropped + waiting` holds at any moment, and what is dropped is told to `onDrop`. Whatever it is
 * called with, nothing here throws into the page.
 */

/**
 * @typedef {'DEBUG' | 'INFO' | 'USAGE' | 'WARNING' | 'ERROR'} Level AUDIT is for servers, which are believed
 * @typedef {Record<string, unknown>} Params
 * @typedef {'granted' | 'pending' | 'denied'} Consent with `pending`, events wait in memory
 */

/**
 * What the callback of a logger may look at, and change, before the event is made.
 *
 * @typedef {object} Message
 * @property {Level} level
 * @property {string} [message]
 * @property {Params} params
 * @property {string} type the name of the event
 * @property {string} [subject] what the event is about, such as `report:17`
 */

/**
 * An event as it is sent: canonical JSON.
 *
 * @typedef {Record<string, any>} SentEvent
 */

/**
 * Keeps events beyond the page, such as `offline()` of `offline.js`.
 *
 * @typedef {object} Store
 * @property {(page: string, address: string, restored: (entries: Entry[]) => void) => void} open asked only with consent
 * @property {(entry: Entry) => void} add
 * @property {(entries: Entry[]) => void} remove
 * @property {() => void} clear forgets all that is kept
 */

/**
 * An event that the server has not answered for.
 *
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} json
 * @property {number} at when it was logged, in milliseconds since 1970
 * @property {boolean} [handed] whether a beacon has taken it; the answer to a beacon cannot be read
 */

/**
 * @typedef {object} Options
 * @property {string} [url] where events go; `/v1/events` of the page's own server
 * @property {string} [key] a write key
 * @property {Consent} [consent] `granted`, unless the browser signals that it wants privacy
 * @property {boolean} [privacySignals] whether Global Privacy Control and Do Not Track mean `denied`; true
 * @property {number} [sample] the part of sessions that are logged, from 0 to 1; 1
 * @property {string} [session] the session's id; `tab` keeps one in `sessionStorage`, with consent; else one for each page
 * @property {Params} [params] of every event
 * @property {boolean} [views] whether pages are logged as they are shown; true
 * @property {boolean} [clicks] whether clicks on elements with `data-log-click` are logged; true
 * @property {boolean} [errors] whether uncaught errors and rejections are logged; true
 * @property {string[]} [urlParams] the parameters of URLs that are kept; none
 * @property {RegExp} [mask] the names of parameters whose values are masked
 * @property {number} [interval] how long events are gathered, in milliseconds; 2000
 * @property {number} [timeout] how long an answer may take, in milliseconds; 30000
 * @property {number} [maxWaiting] how many characters may wait in memory; 4000000
 * @property {number} [maxAge] after how many milliseconds an event that cannot be delivered is dropped; a day
 * @property {(event: SentEvent) => SentEvent | null | undefined | void} [beforeSend] looks at each event, and returns it, changed or not, or nothing to drop it
 * @property {(reason: string, count: number) => void | Promise<void>} [onDrop] is told of what is lost
 * @property {Store} [store]
 */

/**
 * @typedef {object} Report
 * @property {number} called how many events were logged
 * @property {number} restored how many were taken over from pages that are no more
 * @property {number} received how many the server has answered for
 * @property {Record<string, number>} dropped how many were lost, by reason
 * @property {number} waiting how many have no answer so far
 */

const BATCH = 48e3; // characters that are sent without waiting, and of an event at most
const REQUEST = 256e3; // characters; three bytes each are less than the 1 MiB that our server takes
const BEACONS = 64e3; // characters; 64 KiB is what a browser takes of all beacons together
const TEXT = 8192; // characters of one text
const VALUES = 2e4; // characters of all values of an event
const HASHES = 1000003; // of sessions: a prime
const UNCAUGHT = 100; // errors of a page that it did not log itself
const NESTED = 3; // calls within calls of the page's functions, such as beforeSend, that log themselves

const SECRET = /passw|secret|token|authori[sz]|cookie|credential/i;

/** @type {any} */
const global = globalThis;
const document = /** @type {Document} */ (global.document); // a worker has none
/** Milliseconds that no clock which is set right can move. */
const tick = () => performance.now();

/** The one of this page, also when it comes back from the browser's cache. */
const page = BigInt(crypto.getRandomValues(new Uint32Array(2)).join('')).toString(36);

/** @type {Options} */
let options = {};
/** @type {Consent | undefined} unknown before init */
let state;
/** @type {string | undefined} */
let user;
let session = page;
let address = '';
let isSampled = true;

/** @type {Entry[]} the oldest first; the first `sending` of them are on their way */
let queue = [];
let sending = 0;
let waiting = 0; // characters
let seq = 0;
let called = 0;
let restored = 0;
let received = 0;
/** @type {Record<string, number>} */
const dropped = {};

let mostInBatch = 1e4;
let failures = 0;
// By tick():
let quietUntil = 0; // as the server asked
let due = Infinity; // when the timer fires
/** @type {any} */
let timer;
/** @type {Promise<void> | undefined} */
let delivery;
let isLeaving = false;
let depth = 0; // of calls within calls: an event that is logged while one is made, or by onDrop
let uncaught = 0;
/** @type {string | undefined} */
let lastPath;
/** @type {number | undefined} when a call was made that is repeated now */
let calledAt;

/** Does what may fail because of the page, at once or by what it promises, and then does not matter. @param {() => any} action */
const attempt = (action) => {
  try {
    action()?.catch(() => {});
  } catch {
    // Nothing throws into the page.
  }
};

/** @param {string} reason @param {number} [count] */
const drop = (reason, count = 1) => {
  dropped[reason] = (dropped[reason] || 0) + count;
  if (depth++ <= NESTED) attempt(() => options.onDrop?.(reason, count));
  depth--;
};

/** A copy that JSON can hold, of bounded size and depth, in which names that must not be seen are masked. @param {unknown} value */
const copy = (value) => {
  let left = VALUES;
  /** @param {string} text */
  const cut = (text) => {
    const begin = text.slice(0, Math.max(0, Math.min(TEXT, left)));
    left -= begin.length;
    const kept = begin == text ? text : begin + '…';
    return /** @type {any} */ (kept).toWellFormed?.() ?? kept;
  };
  /** @param {() => any} get @param {unknown[]} within the objects that it is in @returns {unknown} */
  const walk = (get, within) => {
    left -= 4;
    try {
      let it = get();
      const type = typeof it;
      if (it == null || type == 'boolean' || Number.isFinite(it)) return it;
      if (type == 'function') return;
      if (type != 'object') return cut(String(it));
      if (within.length > 9 || within.includes(it)) return '…';
      within = [...within, it];
      // Its functions say what it is, since data may have any name. First nodes and events:
      if (it.cloneNode?.call || it.preventDefault?.call) return `<${it.nodeName ?? it.type}>`;
      // Errors, also those of another frame, or of a class that only inherits from Error:
      if (/Error]|DOMEx/.test({}.toString.call(it)) || it instanceof Error) it = { type: it.name, message: it.message, stack_trace: it.stack };
      if (it.toJSON?.call) return walk(() => it.toJSON(), within);
      const isMap = it.get?.call && it.entries?.call; // or the like, such as Headers
      const isList = !isMap && !it.next?.call && it[Symbol.iterator]; // an iterator would be used up
      /** @type {any} */
      const made = isList ? [] : Object.create(null);
      for (const item of isMap || isList ? it : Object.keys(it)) {
        if (left < 0) break;
        if (isList) made.push(walk(() => item, within));
        else {
          const name = String(isMap ? item[0] : item);
          made[cut(name)] = name.search(options.mask ?? SECRET) < 0 ? walk(() => (isMap ? item[1] : it[name]), within) : '***';
        }
      }
      return made;
    } catch {
      return '?';
    }
  };
  return walk(() => value, []);
};

/** What a page may be known by: its path, the parameters that are allowed, and a route behind `#/`. */
const where = () => {
  if (!document) return;
  const { pathname, search, hash } = location;
  const kept = [...new URLSearchParams(search)].filter(([name]) => options.urlParams?.includes(name));
  return pathname + (kept[0] ? '?' + new URLSearchParams(kept) : '') + (/^#!?\/[^?&;=]*(?![^?&;])/.exec(hash)?.[0] ?? '');
};

const isOpen = () => address && state == 'granted';

/** @returns how long events are gathered */
const gathering = () => (waiting > BATCH ? 0 : options.interval ?? 2000);

/** @param {number} wait */
const later = (wait) => {
  clearTimeout(timer);
  due = Math.max(tick(), quietUntil) + wait;
  timer = setTimeout(send, Math.min(1e9, due - tick())); // longer, it would fire at once
};

/** Puts an event into the queue, or says why not. @param {() => SentEvent} make */
const add = (make) => {
  /** @type {string | void} */
  let reason = 'failed';
  called++;
  depth++;
  attempt(() => {
    reason = depth > NESTED ? 'nested' : state == 'denied' ? 'consent' : isSampled ? enterNew(make()) : 'sampled';
  });
  depth--;
  if (reason) drop(reason);
};

/** @param {SentEvent} made @returns {string | void} why it is lost, if it is */
const enterNew = (made) => {
  /** @type {any} nothing that has a name, if beforeSend fails, or only promises an event */
  let event = {};
  attempt(() => (event = options.beforeSend ? options.beforeSend(made) : made));
  if (!event?.name && !event?.schema) return event ? 'failed' : 'before-send';
  // What is lost from here on, the server misses.
  const id = `${page}-${++seq}`;
  const client = { ...event.context?.client, page, seq, session };
  const json = JSON.stringify({ ...event, id, context: { ...event.context, client } });
  if (json.length > BATCH) return 'too-large';
  return enter({ id, json, at: Date.now() });
};

/** @param {Entry} entry @returns {string | void} why it is lost, if it is */
const enter = (entry) => {
  if (waiting + entry.json.length > (options.maxWaiting ?? 4e6)) return 'queue-full';
  waiting += entry.json.length;
  queue.push(entry);
  if (isLeaving) leave([entry]);
  if (isOpen()) attempt(() => options.store?.add(entry));
  if (!delivery && !failures && tick() + gathering() < due) later(gathering());
};

/**
 * Ends the waiting of events.
 *
 * @param {number} from
 * @param {number} count
 * @param {(entry: Entry, index: number) => string | undefined} fate why it is lost; nothing for one that was received, `dropped` for one that goes on waiting
 * @returns the first that goes on waiting
 */
const settle = (from, count, fate) => {
  /** @type {Record<string, number>} */
  const lost = {};
  /** @type {Entry[]} */
  const settled = [];
  const again = queue.splice(from, count).filter((entry, index) => {
    const reason = fate(entry, index);
    if (reason == 'dropped') return true;
    settled.push(entry);
    waiting -= entry.json.length;
    if (reason) lost[reason] = (lost[reason] || 0) + 1;
    else received++;
  });
  queue = again.concat(queue); // only the first are ever sent again
  attempt(() => options.store?.remove(settled));
  for (const reason in lost) drop(reason, lost[reason]);
  return again[0];
};

/** @param {Entry[]} entries */
const body = (entries) => `{"sent_at":${Date.now()},"events":[${entries.map((entry) => entry.json)}]}`;

/** Sends a batch, unless one is on its way. */
const send = () =>
  (delivery ??= deliver().then((wait) => {
    delivery = undefined;
    due = Infinity;
    sending = 0;
    if (state == 'denied') settle(0, queue.length, () => 'consent');
    if (!queue[0]) failures = 0;
    else if (isOpen()) later(wait);
  }));

/** @returns how long to wait for the next */
const deliver = async () => {
  if (failures) {
    const oldest = Date.now() - (options.maxAge ?? 864e5);
    settle(0, queue.length, (entry) => (entry.at > oldest ? 'dropped' : 'expired'));
  }
  if (!isOpen() || !queue[0] || quietUntil > tick()) return 0;
  // Behind the last entry, the length is no number.
  for (let length = 0; sending < mostInBatch && (length += queue[sending]?.json.length) < REQUEST; ) sending++;
  const batch = queue.slice(0, sending);
  try {
    const answer = await fetch(address, {
      method: 'POST',
      body: body(batch), // as text/plain, which needs no preflight
      signal: AbortSignal.timeout?.(options.timeout ?? 3e4),
    });
    const { status } = answer;
    if (answer.ok || status == 422) {
      /** @type {string[]} */
      const outcomes = [];
      for (const { index, outcome } of (await answer.json()).verdicts) outcomes[index] = outcome;
      if (settle(0, sending, (entry, index) => outcomes[index])) throw 0;
    } else if (status == 413 && sending > 1) {
      mostInBatch = sending >> 1;
      return 0;
    } else if (status > 499 || status == 429 || status == 408) {
      const after = /** @type {any} */ (answer.headers.get('Retry-After')); // seconds or a date
      quietUntil = tick() + Math.min(36e5, after * 1e3 || Date.parse(after) - Date.now() || 0);
      throw 0;
    } else settle(0, sending, () => (status == 413 ? 'too-large' : 'refused'));
    failures = 0;
    mostInBatch *= 1.25; // so that what was too much once is tried again
    return gathering();
  } catch {
    for (const entry of batch) entry.handed = false;
    return Math.random() * Math.min(6e4, 1e3 * 2 ** ++failures); // full jitter
  }
};

/** Hands what is left to the browser, which sends it when the page is no more. */
const leave = (left = [...queue.slice(sending), ...queue.slice(0, sending)]) =>
  attempt(() => {
    let room = BEACONS;
    if (isOpen()) beacon(left.filter((entry) => !entry.handed && entry.json.length < room && (room -= entry.json.length)));
  });

/** @param {Entry[]} entries */
const beacon = (entries) => {
  const half = entries.length >> 1;
  if (!entries[0]) return;
  if (navigator.sendBeacon(address, body(entries))) for (const entry of entries) entry.handed = true;
  else if (half) {
    beacon(entries.slice(0, half));
    beacon(entries.slice(half));
  }
};

/** Logs events that have parameters in common. Its functions need no `this`. */
export class Logger {
  /**
   * @param {((message: Message) => void) | null} [change] is called with each message, and may change it
   * @param {{params?: Params, subject?: string}} [given] what all events have
   */
  constructor(change, given) {
    const own = /** @type {any} */ (object(given));

    /** @param {Level} level @param {unknown} message @param {unknown} params @param {string} [type] @param {SentEvent} [more] */
    const log = (level, message, params, type = 'log', more) =>
      add(() => {
        /** @type {Message} */
        const it = { level, message: words(message), params: { ...options.params, ...own.params, ...object(params) }, type, subject: own.subject };
        attempt(() => change?.(it));
        return {
          created_at: calledAt ?? Date.now(),
          uid: user,
          name: words(it.type),
          level: it.level,
          subject: words(it.subject),
          message: it.message,
          context: { client: { path: where() } },
          event_data: object(it.params),
          ...more,
        };
      });

    /** A logger that adds parameters to those of this one. @param {Params} params @param {string} [subject] */
    this.with = (params, subject = own.subject) => new Logger(change, { params: { ...own.params, ...object(params) }, subject });

    /** @param {unknown} message @param {Params} [params] @param {string} [type] the name of the event */
    this.log = (message, params, type) => log('INFO', message, params, type);
    /** Like log; of level INFO, since AUDIT is for servers. @param {unknown} message @param {Params} [params] @param {string} [type] */
    this.audit = (message, params, type = 'audit') => log('INFO', message, params, type);
    /** @param {unknown} message @param {Params} [params] @param {string} [type] */
    this.usage = (message, params, type = 'usage') => log('USAGE', message, params, type);
    /** @param {unknown} message @param {Params} [params] */
    this.debug = (message, params) => log('DEBUG', message, params);
    /** @param {unknown} message @param {Params} [params] */
    this.info = (message, params) => log('INFO', message, params);
    /** @param {unknown} message @param {Params} [params] */
    this.warning = (message, params) => log('WARNING', message, params);

    /**
     * Logs an error, which the server groups by its stack.
     *
     * @param {unknown} error a message, or what was thrown
     * @param {Params | string} [params] or the stack
     * @param {string} [stack]
     */
    this.error = (error, params, stack) => {
      const is = object(error);
      if (typeof params == 'string') {
        stack = params;
        params = {};
      }
      log('ERROR', is.message ?? error, { ...object(params), error: { type: is.type, stack_trace: stack ?? is.stack_trace } }, 'error');
    };

    /** Something is shown. @param {string} [component] @param {string} [element] @param {unknown} [aux] */
    this.trackView = (component, element, aux) => log('INFO', undefined, { path: where(), component, element, aux }, 'view', { event_type: 'VIEW' });
    /** Something is clicked. @param {{component?: string, element?: string, aux?: unknown}} what */
    this.trackClick = (what) => log('INFO', undefined, { path: where(), ...object(what) }, 'click', { event_type: 'CLICK' });

    /** Logs an event of a schema that the server knows. @param {string} id @param {string | number} version @param {Params} data */
    this.record = (id, version, data) => log('INFO', undefined, data, undefined, { name: undefined, schema: { id, version: words(version) }, event_data: object(data) });

    /** Measures until the function that it returns is called, which logs the duration. @param {string} name @returns {(params?: Params) => void} */
    this.time = (name) => {
      const start = tick();
      return (params) => log('INFO', undefined, params, name, { duration_ms: Math.round(tick() - start) });
    };
  }
}

/** @param {unknown} value @returns {Params} */
const object = (value) => {
  const it = /** @type {any} */ (copy(value));
  return it == null ? {} : typeof it == 'object' ? it : { value: it };
};

/** @param {unknown} value @returns {string | undefined} */
const words = (value) => {
  const it = copy(value);
  return typeof it == 'string' ? it : JSON.stringify(it);
};

/** Says where events go, and what is logged by itself. What was logged before goes there, too. @param {Options} given */
const init = (given) =>
  attempt(() => {
    if (address) return;
    options = { ...given };
    address = `${options.url ?? '/v1/events'}`;
    if (options.key) address += (address.includes('?') ? '&' : '?') + new URLSearchParams({ key: options.key });
    if (options.session != 'tab') session = `${options.session ?? page}`;
    const early = queue.splice(0);
    seq = waiting = 0;
    const isPrivate = options.privacySignals !== false && (/** @type {any} */ (navigator).globalPrivacyControl || navigator.doNotTrack == '1');
    consent(state ?? (isPrivate ? 'denied' : options.consent ?? 'granted'));
    // Only now is it known what may be logged, and what is to be masked.
    for (const { json } of early) {
      const made = JSON.parse(json);
      called--;
      add(() => ({ ...made, event_data: object({ ...(!made.schema && options.params), ...made.event_data }) }));
    }
    if (options.errors !== false) {
      addEventListener('error', (event) => caught(event.error ?? event.message));
      addEventListener('unhandledrejection', (event) => caught(event.reason));
    }
    if (document) watch();
  });

/** @param {unknown} error */
const caught = (error) => {
  if (uncaught++ < UNCAUGHT) logger.error(error);
  else called++, drop('error-loop');
};

const watch = () => {
  addEventListener('visibilitychange', () => document.hidden && leave());
  addEventListener('pagehide', () => {
    isLeaving = true;
    leave();
  });
  addEventListener('pageshow', (event) => {
    isLeaving = false;
    if (event.persisted && options.views !== false) logger.trackView();
  });
  addEventListener('online', send);
  if (options.clicks !== false) addEventListener('click', clicked, true);
  if (options.views !== false) {
    for (const name of /** @type {const} */ (['pushState', 'replaceState'])) {
      const original = history[name];
      history[name] = (/** @type {any} */ ...args) => {
        original.apply(history, args);
        attempt(shown);
      };
    }
    // A page that the browser prepares, and may never show, is shown when it changes.
    for (const name of ['popstate', 'hashchange', 'prerenderingchange']) addEventListener(name, shown, true);
    shown();
  }
};

const shown = () => {
  if (/** @type {any} */ (document).prerendering) return;
  if (lastPath != (lastPath = where())) logger.trackView();
};

/** Logs a click by what the page calls the element, never by its text. @param {Event} event */
const clicked = (event) => {
  /** @param {string} name */
  const of = (name) => /** @type {any} */ (event.composedPath().find((/** @type {any} */ node) => node.dataset?.[name] != null))?.dataset[name];
  const element = of('logClick');
  if (element != null) logger.trackClick(of('logMask') == null ? { component: of('logComponent'), element } : { element: '***' });
};

/** Says who the user is; a claim, until a server vouches for it. @param {string | number | null} uid null for nobody */
const identify = (uid) => {
  user = words(uid ?? undefined);
};

/** Says whether events may be sent and stored. @param {Consent} given */
const consent = (given) => {
  state = given;
  attempt(() => {
    if (options.session == 'tab' && isOpen()) session = sessionStorage.eventLogger ??= session;
    if (state == 'denied') delete sessionStorage.eventLogger;
  });
  if (state == 'denied') {
    settle(sending, queue.length - sending, () => 'consent');
    attempt(() => options.store?.clear());
  } else if (isOpen()) {
    attempt(() => options.store?.open(page, address, restore));
    for (const entry of queue.slice()) attempt(() => options.store?.add(entry));
    failures || later(0);
  }
  let hash = 0;
  for (const letter of session) hash = ((hash + letter.charCodeAt(0)) * 617371) % HASHES;
  isSampled = hash < HASHES * (options.sample ?? 1);
};

/** @param {Entry[]} entries */
const restore = (entries) => {
  for (const entry of entries) if (isOpen() && !enter(entry)) restored++;
};

/** Sends what waits. @returns when that is answered for, or could not be delivered */
const flush = async () => {
  const last = queue[queue.length - 1];
  for (let before = failures; queue.includes(last) && isOpen() && failures <= before && quietUntil <= tick(); ) await send();
};

/** @returns {Report} */
const report = () => ({ called, restored, received, dropped: { ...dropped }, waiting: queue.length });

/** Logs without parameters of its own, and has all else. */
export const logger = Object.assign(new Logger(), { Logger, consent, flush, identify, init, report });
export { init, identify, consent, flush, report };

// What was called before this file was loaded, if the page says so; see docs/client.md.
const { q: calls, lost } = global.eventLogger ?? {};
if (Array.isArray(calls)) {
  global.eventLogger = logger;
  for (const call of calls)
    attempt(() => {
      const [name, args, at] = call;
      calledAt = at;
      /** @type {any} */ (logger)[name](...args);
    });
  calledAt = undefined;
  if (lost) {
    called += lost;
    drop('too-early', lost);
  }
}
