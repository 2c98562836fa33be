// @ts-check
/** Times in zones. A zone is a name that the browser knows; "local" is the browser's own. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const FARTHEST = 8.64e15 - 2 * DAY; // beyond it there are no dates
const UNITS = /** @type {Record<string, number>} */ ({ s: 1000, min: MINUTE, m: MINUTE, h: HOUR });
const STEPS = [MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 7 * DAY, 28 * DAY];
const LONGEST_STEP = 364 * DAY; // or some of these: whole weeks

/** @typedef {{year: number, month: number, day: number, hour: number, minute: number, second: number}} Clock */

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

const LOCAL = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone's name. @param {string} zone */
export const zoneName = zone => (zone === "local" ? LOCAL : zone);

/** A zone by the name that the server knows, in whatever letters it is given; empty if there is none. @param {string} text */
export function zoneNamed(text) {
  try {
    return text === "local" ? text : new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone;
  } catch {
    return "";
  }
}

/** @param {string} zone */
function format(zone) {
  const known = formats.get(zone);
  if (known) {
    return known;
  }
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zoneName(zone), hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric",
    hour: "numeric", minute: "numeric", second: "numeric",
  });
  formats.set(zone, made);
  return made;
}

/** What a clock in a zone shows. @param {number} ms @param {string} zone @returns {Clock} */
export function clockAt(ms, zone) {
  /** @type {Record<string, number>} */
  const parts = {};
  for (const { type, value } of format(zone).formatToParts(ms)) {
    parts[type] = Number(value);
  }
  return /** @type {any} */ (parts);
}

/** @param {Clock} clock */
const asUtc = clock => Date.UTC(clock.year, clock.month - 1, clock.day, clock.hour, clock.minute, clock.second);

/** How far a zone is ahead of UTC, in milliseconds. @param {number} ms @param {string} zone */
export function offsetAt(ms, zone) {
  return asUtc(clockAt(ms, zone)) - Math.floor(ms / 1000) * 1000;
}

/**
 * When a clock in a zone shows that: the first time where it shows it twice, and later by what is left out where it never does.
 *
 * @param {Clock} clock @param {string} zone
 */
export function instantOf(clock, zone) {
  const utc = asUtc(clock);
  if (!(Math.abs(utc) < FARTHEST)) {
    return NaN;
  }
  const before = utc - offsetAt(utc - DAY, zone);
  const after = utc - offsetAt(utc + DAY, zone);
  const isShown = (/** @type {number} */ ms) => ms + offsetAt(ms, zone) === utc;
  return isShown(before) || !isShown(after) ? before : after;
}

/** @param {number} n */
const two = n => String(n).padStart(2, "0");

/** 2026-11-30 @param {number} ms @param {string} zone */
export function dateText(ms, zone) {
  const c = clockAt(ms, zone);
  return `${c.year}-${two(c.month)}-${two(c.day)}`;
}

/** 2026-11-30 14:05, which the API takes together with tz. @param {number} ms @param {string} zone */
export function minuteText(ms, zone) {
  const c = clockAt(ms, zone);
  return `${dateText(ms, zone)} ${two(c.hour)}:${two(c.minute)}`;
}

/** 2026-11-30 14:05, or 14:05:09.25 where it is no whole minute: as exact as it is. @param {number} ms @param {string} zone */
export function exactText(ms, zone) {
  const { second } = clockAt(ms, zone);
  const fraction = ((ms % 1000) + 1000) % 1000;
  const digits = fraction === 0 ? "" : `.${String(fraction).padStart(3, "0").replace(/0+$/, "")}`;
  return minuteText(ms, zone) + (second === 0 && fraction === 0 ? "" : `:${two(second)}${digits}`);
}

/** 11-30 14:05:09, or with the year where it is not near. @param {number} ms @param {string} zone @param {number} now */
export function shortTime(ms, zone, now) {
  const c = clockAt(ms, zone);
  const date = Math.abs(now - ms) < 180 * DAY ? `${two(c.month)}-${two(c.day)}` : dateText(ms, zone);
  return `${date} ${two(c.hour)}:${two(c.minute)}:${two(c.second)}`;
}

/** The exact time, to the last digit that there is, and its zone. @param {string} iso in UTC @param {string} zone */
export function exactTime(iso, zone) {
  const ms = Date.parse(iso);
  if (Number.isNaN(ms)) {
    return iso;
  }
  const fraction = /\.\d+/.exec(iso)?.[0] ?? "";
  const c = clockAt(ms, zone);
  return `${c.year}-${two(c.month)}-${two(c.day)} ${two(c.hour)}:${two(c.minute)}:${two(c.second)}${fraction} ${zoneName(zone)}`;
}

/** "3 min ago" in words that are short. @param {number} ms @param {number} now */
export function ago(ms, now) {
  const past = Math.max(0, now - ms);
  const [size, word] = past < MINUTE ? [1000, "s"] : past < HOUR ? [MINUTE, "min"] : past < 2 * DAY ? [HOUR, "h"] : [DAY, "d"];
  return `${Math.floor(past / size)} ${word} ago`;
}

/**
 * The instant that a time means, as the API reads it; null for no bound, NaN for what is no time.
 *
 * @param {string} text @param {number} now @param {string} zone @returns {number | null}
 */
export function resolve(text, now, zone) {
  if (text === "all" || text === "") {
    return null;
  }
  const word = text.toLowerCase();
  if (word === "now") {
    return now;
  }
  if (word === "today" || word === "yesterday") {
    return startOfDay(now, zone, word === "today" ? 0 : -1);
  }
  const back = /^(\d{1,6})(s|min|m|h|d|w|mo|y)$/.exec(text);
  if (back) {
    return backFrom(now, Number(back[1]), back[2], zone);
  }
  const date = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:[ T](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)?)?$/.exec(text);
  if (date) {
    const [, year, month = 1, day = 1, hour = 0, minute = 0, second = 0, fraction = 0] = date.map(n => (n === undefined ? undefined : Number(n)));
    const clock = { year: Number(year), month, day, hour, minute, second };
    return isClock(clock) ? instantOf(clock, zone) + Math.floor(fraction * 1000) : NaN;
  }
  return /^\d{4}-\d\d-\d\d[Tt ].*([Zz]|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text.replace(" ", "T")) : NaN;
}

/** As the API takes it, with all digits of the text that it was read from. @param {number} ms @param {string} text */
export const instantText = (ms, text) => new Date(ms).toISOString().replace(/\.\d+/, /\d(\.\d{4,9})(?!\d)/.exec(text)?.[1] ?? "$&");

/** Whether there is such a date and time; years before 100 are left to the server. @param {Clock} clock */
function isClock(clock) {
  const { year, month, day, hour, minute, second } = clock;
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 100 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
}

/** @param {number} now @param {number} n @param {string} unit @param {string} zone */
function backFrom(now, n, unit, zone) {
  if (UNITS[unit]) {
    return now - n * UNITS[unit];
  }
  const c = clockAt(now, zone);
  const months = unit === "mo" ? n : unit === "y" ? 12 * n : 0;
  const days = unit === "d" ? n : unit === "w" ? 7 * n : 0;
  const last = new Date(Date.UTC(c.year, c.month - months, 0)).getUTCDate();
  const moved = { ...c, month: c.month - months, day: (months > 0 ? Math.min(c.day, last) : c.day) - days };
  return instantOf(moved, zone) + (now % 1000);
}

/** @param {number} ms @param {string} zone @param {number} days how many days later */
export function startOfDay(ms, zone, days = 0) {
  const c = clockAt(ms, zone);
  return instantOf({ ...c, day: c.day + days, hour: 0, minute: 0, second: 0 }, zone);
}

/** A step that makes some dozen bars of a span. @param {number} span in milliseconds */
export function stepFor(span, most = 90) {
  return STEPS.find(step => span / step <= most && (span <= DAY || step >= HOUR)) ?? LONGEST_STEP * Math.ceil(span / most / LONGEST_STEP);
}

/** What the API has to count by, so that it can be added up to a step in a zone, and is not more rows than a store gives; days and weeks are those of the zone. @param {number} step */
export function bucketFor(step) {
  return step < HOUR ? "minute" : step < DAY ? "hour" : step < 7 * DAY ? "day" : "week";
}

/**
 * Where the bar begins that an instant is in, by the clock of the zone. The API counts by hours of UTC: where a zone is not whole hours
 * ahead, bars of some hours begin at those.
 *
 * @param {number} ms @param {number} step @param {string} zone
 */
export function floorTo(ms, step, zone) {
  const offset = aheadOf(ms, step, zone);
  const monday = step >= 7 * DAY ? 4 * DAY : 0; // 1970-01-01 was a Thursday
  const floored = Math.floor((ms + offset - monday) / step) * step + monday - offset;
  return floored - (aheadOf(floored, step, zone) - offset);
}

/** @param {number} ms @param {number} step @param {string} zone */
function aheadOf(ms, step, zone) {
  const offset = offsetAt(ms, zone);
  return step < HOUR || step >= DAY ? offset : Math.round(offset / HOUR) * HOUR;
}

/** Where the next bar begins. @param {number} start @param {number} step @param {string} zone */
export function nextAfter(start, step, zone) {
  const next = floorTo(start + step + (step >= DAY ? 2 * HOUR : 0), step, zone);
  return next > start ? next : start + step;
}

/** "5 min", "1 d". @param {number} ms */
export function spanText(ms) {
  const [size, word] = ms < MINUTE ? [1000, "s"] : ms < HOUR ? [MINUTE, "min"] : ms < DAY ? [HOUR, "h"] : [DAY, "d"];
  const n = ms / size;
  return `${Number.isInteger(n) ? n : n.toFixed(1)} ${word}`;
}
