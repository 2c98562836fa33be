// @ts-check
/** Questions of a page wait for their turn, lest they all take long: a store answers a few at a time sooner than all at once. */
import { ask } from "./ask.js";

const AT_A_TIME = 2;

/** @typedef {{cost: number, start: () => void}} Turn */

/** @type {Turn[]} the next one first */
const waiting = [];
let running = 0;

/**
 * Asks as `ask` does, as soon as it is its turn: a list of events before a count, and a count of fields of the table before one that reads
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
      running--;
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
        running++;
        start();
      }
    });
    // All that is asked in one go is put in its order first.
    setTimeout(begin);
  });
}

function begin() {
  while (running < AT_A_TIME && waiting.length > 0) {
    running++;
    /** @type {Turn} */ (waiting.shift()).start();
  }
}

/** Nothing for what no store is asked for. @param {string} url */
function costOf(url) {
  const { pathname, searchParams } = new URL(url);
  if (!pathname.includes("/api/log/")) {
    return 0;
  }
  const readsData = searchParams.has("measure") || [...searchParams].some(([, value]) => /^(data|context)\./.test(value));
  return pathname.endsWith("/events") ? 1 : readsData ? 3 : 2;
}
