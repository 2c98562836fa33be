// @ts-check
/** Questions of a page wait for their turn, lest they all take long: a store answers a few at a time sooner than all at once. */
import { ask } from "./ask.js";

const AT_A_TIME = 2;
/** What a list of events costs: mostly it is there soon, and it is what people look at first, so nothing else is asked for a moment. */
const LIST = 1;
const HEAD_START_MS = 300;

/** @typedef {{cost: number, start: () => void}} Turn */

/** @type {Turn[]} the next one first */
const waiting = [];
/** @type {number[]} what each of those costs that are being asked */
const running = [];
let aloneUntil = 0;

/**
 * Asks as `ask` does, as soon as it is its turn: a list of events before a count, with a head start, and a count of fields of the table before one that reads
 * the data of each event; else in the order of asking.
 *
 * @param {string} url @param {AbortSignal} signal @returns {Promise<any>} rejected with a Failure
 */
export async function askInTurn(url, signal) {
  const cost = costOf(url);
  if (cost > 0) {
    await turn(cost, signal);
  }
  try {
    return await ask(url, { signal });
  } finally {
    if (cost > 0) {
      running.splice(running.indexOf(cost), 1);
      begin();
    }
  }
}

/** @param {number} cost @param {AbortSignal} signal @returns {Promise<void>} */
function turn(cost, signal) {
  return new Promise(start => {
    const one = { cost, start };
    const next = waiting.findIndex(other => other.cost > cost);
    waiting.splice(next < 0 ? waiting.length : next, 0, one);
    // Who does not wait any more has the next turn, and gives it back at once: `ask` says that it was cancelled.
    signal.addEventListener("abort", () => {
      const at = waiting.indexOf(one);
      if (at >= 0) {
        waiting.splice(at, 1);
        running.push(cost);
        start();
      }
    });
    // All that is asked in one go is put in its order first.
    setTimeout(begin);
  });
}

function begin() {
  while (waiting.length > 0 && running.length < AT_A_TIME && (waiting[0].cost === LIST || !running.includes(LIST) || Date.now() >= aloneUntil)) {
    const next = /** @type {Turn} */ (waiting.shift());
    if (next.cost === LIST) {
      aloneUntil = Date.now() + HEAD_START_MS;
      setTimeout(begin, HEAD_START_MS);
    }
    running.push(next.cost);
    next.start();
  }
}

/** Nothing for what no store is asked for. @param {string} url */
function costOf(url) {
  const { pathname, searchParams } = new URL(url);
  if (!pathname.includes("/api/log/")) {
    return 0;
  }
  const readsData = searchParams.has("measure") || [...searchParams].some(([, value]) => /^(data|context)\./.test(value));
  return pathname.endsWith("/events") ? LIST : readsData ? 3 : 2;
}
