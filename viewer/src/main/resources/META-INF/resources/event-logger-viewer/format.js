// @ts-check
/** Numbers, and texts of events, as people read them. */
import { namesOf } from "./query.js";
import { say } from "./words.js";

const whole = new Intl.NumberFormat("en-US");
const CUT = 300;

/** 12,345; a dash for what is not there. @param {number | null | undefined} n */
export const count = n => (n === null || n === undefined ? say("table.none") : whole.format(n));

/** "1 event", "2 events". @param {number} n @param {"event" | "user"} [what] */
export const counted = (n, what = "event") => say(`count.${what}${n === 1 ? "" : "s"}`, { n: count(n) });

/** 12 ms, 1.25 s, 3.1 min. @param {number | null | undefined} ms */
export function duration(ms) {
  if (ms === null || ms === undefined) {
    return say("table.none");
  }
  const size = Math.abs(ms);
  if (size < 1000) {
    return `${size < 10 && !Number.isInteger(ms) ? ms.toFixed(1) : Math.round(ms)} ms`;
  }
  return size < 60_000 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 60_000).toFixed(1)} min`;
}

/** 12 kB. @param {number} bytes */
export function bytes(bytes) {
  const steps = ["B", "kB", "MB", "GB"];
  const step = Math.min(3, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${steps[step]}`;
}

/** "+12 %", "−3 %": how a number has changed. @param {number} now @param {number} before */
export function change(now, before) {
  const percent = Math.round((100 * (now - before)) / before);
  return percent === 0 ? "±0 %" : `${percent > 0 ? "+" : "−"}${whole.format(Math.abs(percent))} %`;
}

// What turns the direction of text, hides in it, or ends a line where nobody sees it.
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udfff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text in which nothing is hidden: ‹U+202E› in place of what cannot be seen. @param {string} text @param {boolean} [hasLines] whether its lines stay lines */
export function visible(text, hasLines = false) {
  return text.replace(HIDDEN, hidden =>
    hidden === "\n" ? (hasLines ? hidden : "⏎") : hidden === "\t" ? (hasLines ? hidden : "⇥") : `‹U+${/** @type {number} */ (hidden.codePointAt(0)).toString(16).toUpperCase().padStart(4, "0")}›`);
}

/** Its beginning, and whether there is more. @param {string} text @param {number} [most] @returns {[string, boolean]} */
export function cut(text, most = CUT) {
  return text.length > most ? [text.slice(0, /[\ud800-\udbff]/.test(text[most - 1]) ? most - 1 : most), true] : [text, false];
}

/** A value of an event on one line, and not all of it. @param {unknown} value @param {number} [most] */
export function brief(value, most = CUT) {
  if (value === null || value === undefined) {
    return say("table.none");
  }
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const [begin, isMore] = cut(text, most);
  return visible(begin) + (isMore ? "…" : "");
}

/**
 * The value of a field of an event: of its own, or where a path of data or context leads.
 *
 * @param {any} event @param {string} field
 */
export function valueOf(event, field) {
  const own = { type: "event_type", schema: "schema.id", schema_version: "schema.version" }[field] ?? field;
  return namesOf(own.replace(/^data\b/, "event_data")).reduce((value, name) =>
    (value !== null && typeof value === "object" && Object.hasOwn(value, name) ? value[name] : undefined), event);
}

