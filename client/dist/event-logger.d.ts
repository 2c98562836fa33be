/**
 * The browser client of Event Logger: logs what happens in a page, in batches, and says what it could not deliver.
 *
 * An event is copied and gets its id and time at the call. It then waits in memory until the server has answered for it:
 * `called = received + dropped + waiting` holds at any moment, and what is dropped is told to `onDrop`. Whatever it is
 * called with, nothing here throws into the page.
 */
export type Level = 'DEBUG' | 'INFO' | 'USAGE' | 'WARNING' | 'ERROR';
export type Params = Record<string, unknown>;
export type Consent = 'granted' | 'pending' | 'denied';
export type Message = {
    level: Level;
    message?: string;
    params: Params;
    /**
     * the name of the event
     */
    type: string;
    /**
     * what the event is about, such as `report:17`
     */
    subject?: string;
};
export type SentEvent = Record<string, any>;
export type Store = {
    /**
     * asked only with consent
     */
    open: (page: string, address: string, restored: (entries: Entry[]) => void) => void;
    add: (entry: Entry) => void;
    remove: (entries: Entry[]) => void;
    /**
     * forgets all that is kept
     */
    clear: () => void;
};
export type Entry = {
    id: string;
    json: string;
    /**
     * when it was logged, in milliseconds since 1970
     */
    at: number;
    /**
     * whether a beacon has taken it; the answer to a beacon cannot be read
     */
    handed?: boolean;
};
export type Options = {
    /**
     * where events go; `/v1/events` of the page's own server
     */
    url?: string;
    /**
     * a write key
     */
    key?: string;
    /**
     * `granted`, unless the browser signals that it wants privacy
     */
    consent?: Consent;
    /**
     * whether Global Privacy Control and Do Not Track mean `denied`; true
     */
    privacySignals?: boolean;
    /**
     * the part of sessions that are logged, from 0 to 1; 1
     */
    sample?: number;
    /**
     * the session's id; `tab` keeps one in `sessionStorage`, with consent; else one for each page
     */
    session?: string;
    /**
     * of every event
     */
    params?: Params;
    /**
     * whether pages are logged as they are shown; true
     */
    views?: boolean;
    /**
     * whether clicks on elements with `data-log-click` are logged; true
     */
    clicks?: boolean;
    /**
     * whether uncaught errors and rejections are logged; true
     */
    errors?: boolean;
    /**
     * the parameters of URLs that are kept; none
     */
    urlParams?: string[];
    /**
     * the names of parameters whose values are masked
     */
    mask?: RegExp;
    /**
     * how long events are gathered, in milliseconds; 2000
     */
    interval?: number;
    /**
     * how long an answer may take, in milliseconds; 30000
     */
    timeout?: number;
    /**
     * how many characters may wait in memory; 4000000
     */
    maxWaiting?: number;
    /**
     * after how many milliseconds an event that cannot be delivered is dropped; a day
     */
    maxAge?: number;
    /**
     * looks at each event, and returns it, changed or not, or nothing to drop it
     */
    beforeSend?: (event: SentEvent) => SentEvent | null | undefined | void;
    /**
     * is told of what is lost
     */
    onDrop?: (reason: string, count: number) => void | Promise<void>;
    store?: Store;
};
export type Report = {
    /**
     * how many events were logged
     */
    called: number;
    /**
     * how many were taken over from pages that are no more
     */
    restored: number;
    /**
     * how many the server has answered for
     */
    received: number;
    /**
     * how many were lost, by reason
     */
    dropped: Record<string, number>;
    /**
     * how many have no answer so far
     */
    waiting: number;
};
/** Logs events that have parameters in common. Its functions need no `this`. */
export declare class Logger {
    /** A logger that adds parameters to those of this one. @param {Params} params @param {string} [subject] */
    with: (params: Params, subject?: string) => Logger;
    /** @param {unknown} message @param {Params} [params] @param {string} [type] the name of the event */
    log: (message: unknown, params?: Params, type?: string) => void;
    /** Like log; of level INFO, since AUDIT is for servers. @param {unknown} message @param {Params} [params] @param {string} [type] */
    audit: (message: unknown, params?: Params, type?: string) => void;
    /** @param {unknown} message @param {Params} [params] @param {string} [type] */
    usage: (message: unknown, params?: Params, type?: string) => void;
    /** @param {unknown} message @param {Params} [params] */
    debug: (message: unknown, params?: Params) => void;
    /** @param {unknown} message @param {Params} [params] */
    info: (message: unknown, params?: Params) => void;
    /** @param {unknown} message @param {Params} [params] */
    warning: (message: unknown, params?: Params) => void;
    /**
     * Logs an error, which the server groups by its stack.
     *
     * @param {unknown} error a message, or what was thrown
     * @param {Params | string} [params] or the stack
     * @param {string} [stack]
     */
    error: (error: unknown, params?: Params | string, stack?: string) => void;
    /** Something is shown. @param {string} [component] @param {string} [element] @param {unknown} [aux] */
    trackView: (component?: string, element?: string, aux?: unknown) => void;
    /** Something is clicked. @param {{component?: string, element?: string, aux?: unknown}} what */
    trackClick: (what: {
        component?: string;
        element?: string;
        aux?: unknown;
    }) => void;
    /** Logs an event of a schema that the server knows. @param {string} id @param {string | number} version @param {Params} data */
    record: (id: string, version: string | number, data: Params) => void;
    /** Measures until the function that it returns is called, which logs the duration. @param {string} name @returns {(params?: Params) => void} */
    time: (name: string) => (params?: Params) => void;
    /**
     * @param {((message: Message) => void) | null} [change] is called with each message, and may change it
     * @param {{params?: Params, subject?: string}} [given] what all events have
     */
    constructor(change?: ((message: Message) => void) | null, given?: {
        params?: Params;
        subject?: string;
    });
}
/** Says where events go, and what is logged by itself. What was logged before goes there, too. @param {Options} given */
declare const init: (given: Options) => void;
/** Says who the user is; a claim, until a server vouches for it. @param {string | number | null} uid null for nobody */
declare const identify: (uid: string | number | null) => void;
/** Says whether events may be sent and stored. @param {Consent} given */
declare const consent: (given: Consent) => void;
/** Sends what waits. @returns when that is answered for, or could not be delivered */
declare const flush: () => Promise<void>;
/** @returns {Report} */
declare const report: () => Report;
/** Logs without parameters of its own, and has all else. */
export declare const logger: Logger & {
    Logger: typeof Logger;
    consent: typeof consent;
    flush: typeof flush;
    identify: typeof identify;
    init: typeof init;
    report: typeof report;
};
export { init, identify, consent, flush, report };
