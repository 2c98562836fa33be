// @ts-check
/** Counts over time, in bars that begin where days and hours begin in the zone that is looked at. */
import { bucketFor, floorTo, nextAfter, stepFor, zoneName } from "./time.js";

/** @typedef {import("./time-chart.js").Bar} Bar */
/** @typedef {{bars: Bar[], step: number, bucket: string, tz: string}} Spans bucket and tz are what the API is asked for */

const DAY = 86_400_000;
const SLACK = 2 * 3600e3; // by which days are longer or shorter than 24 hours
const MOST_BARS = 1000;
const LONGEST = /** @type {Record<string, number>} */ ({ day: MOST_BARS * DAY, week: MOST_BARS * 7 * DAY });

/**
 * The bars of a time.
 *
 * @param {number} from @param {number} to @param {string} zone @param {number} [most] how many at most
 * @returns {Spans}
 */
export function spansOf(from, to, zone, most) {
  const step = stepFor(Math.max(1, to - from), most);
  const bars = [];
  for (let start = floorTo(from, step, zone); start < to && bars.length < MOST_BARS; start = bars[bars.length - 1].end) {
    bars.push({ start, end: nextAfter(start, step, zone) });
  }
  const bucket = bucketFor(step);
  return { bars, step, bucket, tz: step < DAY ? "" : zoneName(zone) };
}

/** The days, weeks or months of UTC that a time is in; longer ones, where they would be too many. @param {{from: number, to: number}} extent @param {string} per @returns {Spans} */
export function utcSpans({ from, to }, per) {
  const bucket = per === "day" && to - from > LONGEST.day ? "week" : per;
  const unit = bucket === "week" && to - from > LONGEST.week ? "month" : bucket;
  const startOf = (/** @type {number} */ ms) => {
    const day = Math.floor(ms / DAY) * DAY;
    const date = new Date(day);
    return unit === "month" ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) : unit === "week" ? day - ((date.getUTCDay() + 6) % 7) * DAY : day;
  };
  const bars = [];
  const days = unit === "month" ? 32 : unit === "week" ? 7 : 1;
  for (let start = startOf(from); start < to && bars.length < 10 * MOST_BARS; start = bars[bars.length - 1].end) {
    bars.push({ start, end: startOf(start + days * DAY) });
  }
  return { bars, step: days * DAY, bucket: unit, tz: "" };
}

/** Whether the buckets of a time that is so much earlier are as long as the bars that they are moved to: months never are. @param {string} bucket @param {number} shift */
export function meets(bucket, shift) {
  const size = { day: DAY, week: 7 * DAY, month: Infinity }[bucket];
  return size === undefined || shift % size <= SLACK || size - (shift % size) <= SLACK;
}

/**
 * Adds up what the server has counted. Only events can be added up: of users and percentiles, a bar is one row.
 *
 * @param {Bar[]} bars @param {any[]} rows @param {number} [shift] how much later the rows count, in milliseconds @param {string} [what] the figure of a row
 */
export function addUp(bars, rows, shift = 0, what = "events") {
  const values = bars.map(() => 0);
  const later = shift + (shift !== 0 && bars.length > 0 && bars[0].end - bars[0].start >= DAY - SLACK ? SLACK : 0);
  for (const row of rows) {
    const at = indexAt(bars, Date.parse(row.bucket) + later);
    if (bars.length > 0 && (at >= 0 || what === "events")) {
      values[Math.max(0, at)] += row[what] ?? 0;
    }
  }
  return values;
}

/** The last bar that has begun; -1 if none has. @param {Bar[]} bars @param {number} ms */
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
  return low - 1;
}
