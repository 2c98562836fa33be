// @ts-check
/**
 * Logs how fast the page was for its user, as one event `web-vitals` when the page is first hidden: `vitals(logger)`.
 * The measures are those of web.dev/vitals, in milliseconds; `cls` has no unit.
 */

const GAP = 1e3; // milliseconds between layout shifts that belong together
const SPAN = 5e3; // and those that they last at most
const LONGEST = 10; // interactions that are remembered
const ONE_OF = 50; // interactions may be slower than what is told
const FROM_START = ['ttfb', 'fcp', 'lcp']; // are measured from when the page began to be shown

/** Whether nobody sees a page, other than one that the browser only prepares. @param {any} page */
const hidden = (page) => page.hidden && !page.prerendering;

/** When a page that the browser has prepared was first shown; 0 for any other. @returns {number} */
const activationStart = () => /** @type {any} */ (performance.getEntriesByType('navigation')[0])?.activationStart ?? 0;

/** @param {import('./event-logger.js').Logger} logger */
export const vitals = (logger) => {
  /** @type {Record<string, number>} */
  const measures = {};
  /** @type {Map<number, number>} durations by interaction, the longest first */
  let interactions = new Map();
  let count = 0;
  let shifts = 0;
  let first = 0;
  let last = 0;
  let isLogged = false;
  /** When it was first hidden. What is painted after that says when its user came back, not how fast it was. */
  let hiddenAt = hidden(document) ? 0 : Infinity;
  /** @type {(() => void)[]} */
  const rests = [];

  /** @param {string} type @param {(entry: any) => void} read */
  const observe = (type, read) => {
    try {
      const observer = new PerformanceObserver((list) => list.getEntries().forEach(read));
      observer.observe(/** @type {any} */ ({ type, buffered: true, durationThreshold: 40 }));
      rests.push(() => observer.takeRecords().forEach(read));
    } catch {
      // This browser does not measure it.
    }
  };

  /** @param {string} name @param {{startTime: number}} entry */
  const paint = (name, { startTime }) => {
    if (startTime < hiddenAt) measures[name] = startTime;
  };

  observe('visibility-state', (entry) => {
    if (entry.name == 'hidden' && entry.startTime >= activationStart()) hiddenAt = Math.min(hiddenAt, entry.startTime);
  });
  observe('navigation', (entry) => (measures.ttfb = entry.responseStart));
  observe('paint', (entry) => {
    if (entry.name != 'first-contentful-paint') return;
    paint('fcp', entry);
    // Most pages shift nothing, which is a measure, too.
    if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) measures.cls ??= 0;
  });
  observe('largest-contentful-paint', (entry) => paint('lcp', entry));
  observe('layout-shift', (entry) => {
    if (entry.hadRecentInput) return;
    const { startTime, value } = entry;
    if (startTime - last > GAP || startTime - first > SPAN) {
      shifts = 0;
      first = startTime;
    }
    last = startTime;
    shifts += value;
    measures.cls = Math.max(measures.cls ?? 0, shifts);
  });
  observe('event', ({ interactionId, duration }) => {
    if (!interactionId) return;
    const known = interactions.get(interactionId);
    if (known == undefined) count++;
    interactions.set(interactionId, Math.max(known ?? 0, duration));
    interactions = new Map([...interactions].sort((one, other) => other[1] - one[1]).slice(0, LONGEST));
    measures.inp = [...interactions.values()][Math.min(interactions.size - 1, Math.floor((/** @type {any} */ (performance).interactionCount ?? count) / ONE_OF))];
  });

  const log = () => {
    if (isLogged) return;
    isLogged = true;
    rests.forEach((rest) => rest());
    for (const name in measures) {
      const from = FROM_START.includes(name) ? activationStart() : 0;
      measures[name] = Math.round(Math.max(0, measures[name] - from) * 1e3) / 1e3;
    }
    logger.log(undefined, measures, 'web-vitals');
  };
  // In the capture phase at the window, so that the event is there before what waits is handed to the browser.
  addEventListener('visibilitychange', () => document.hidden && log(), true);
  addEventListener('pagehide', log, true);
};
