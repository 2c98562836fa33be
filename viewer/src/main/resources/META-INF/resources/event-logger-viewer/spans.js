// @ts-check
/** Counts over time, in bars that begin where days and hours begin in the zone that is looked at. */
import { bucketFor, floorTo, nextAfter, stepFor } from "./time.js";

/** @typedef {{bars: import("./time-chart.js").Bar[], step: number, bucket: string}} Spans */

/**
 * The bars of a time.
 *
 * @param {number} from @param {number} to @param {string} zone @param {number} [most] how many at most
 * @returns {Spans}
 */
export function spansOf(from, to, zone, most) {
  const step = stepFor(Math.max(1, to - from), most);
  const bars = [];
  for (let start = floorTo(from, step, zone); start < to && bars.length < 1000; start = bars[bars.length - 1].end) {
    bars.push({ start, end: nextAfter(start, step, zone) });
  }
  return { bars, step, bucket: bucketFor(step) };
}

/**
 * Adds up what the server has counted in hours or minutes of UTC. Only what can be added up: not users, nor percentiles.
 *
 * @param {import("./time-chart.js").Bar[]} bars @param {any[]} rows @param {number} [shift] how much later the rows count, in milliseconds @param {string} [what] the figure of a row
 */
export function addUp(bars, rows, shift = 0, what = "events") {
  const values = bars.map(() => 0);
  for (const row of rows) {
    const at = indexAt(bars, Date.parse(row.bucket) + shift);
    if (at >= 0 && (what === "events" || Date.parse(row.bucket) + shift >= bars[0].start || shift === 0)) {
      values[at] += row[what] ?? 0;
    }
  }
  return values;
}

/** The last bar that has begun. @param {import("./time-chart.js").Bar[]} bars @param {number} ms */
function indexAt(bars, ms) {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bars[middle].start <= ms) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return bars.length === 0 ? -1 : Math.max(0, low - 1);
}
