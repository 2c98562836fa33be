/**
 * Logs how fast the page was for its user, as one event `web-vitals` when the page is first hidden: `vitals(logger)`.
 * The measures are those of web.dev/vitals, in milliseconds; `cls` has no unit.
 */
/** @param {import('./event-logger.js').Logger} logger */
export declare const vitals: (logger: import('./event-logger.js').Logger) => void;
