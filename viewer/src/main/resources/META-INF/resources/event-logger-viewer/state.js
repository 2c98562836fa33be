// @ts-check
/** The state of the page is its URL: #/explore?since=7d&q=type%3DCLICK. Behind the #, so that what is asked for stays out of the logs of servers and proxies. */

import { zoneNamed } from "./time.js";

/**
 * @typedef {object} View
 * @property {string} page which page
 * @property {string} log the log that is read; empty for the usual one
 * @property {string} since from when on, as the API takes it: "7d", "2026-11-01", "all"
 * @property {string} until until when; empty for no bound
 * @property {string} tz "local", "UTC" or the name of a zone
 * @property {string} q the query line
 * @property {boolean} compare whether the period before is shown too
 * @property {Record<string, string>} own what only this page knows
 */

export const FIRST_SINCE = "7d";
export const FIRST_ZONE = "local";

/** @param {string} hash @returns {View} */
export function readView(hash) {
  const [path, query] = split(hash.replace(/^#?\/?/, ""), "?");
  const given = Object.fromEntries(new URLSearchParams(query));
  const { log = "", since = FIRST_SINCE, until = "", tz = FIRST_ZONE, q = "", compare, ...own } = given;
  return { page: path || "start", log, since, until, tz: zoneNamed(tz) || FIRST_ZONE, q, compare: compare === "1", own };
}

/** @param {string} text @param {string} separator */
function split(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + 1)];
}

/**
 * What a view becomes. A page's own state ends with the page; an own value of "" is one that is not there.
 *
 * @param {View} view @param {Partial<View>} changes @returns {View}
 */
export function changed(view, changes) {
  const isElsewhere = changes.page !== undefined && changes.page !== view.page;
  return { ...view, ...changes, own: { ...(isElsewhere ? {} : view.own), ...changes.own } };
}

/** The link to a view, and to what it becomes with changes. @param {View} view @param {Partial<View>} [changes] */
export function linkTo(view, changes = {}) {
  const { page, log, since, until, tz, q, compare, own } = changed(view, changes);
  const query = new URLSearchParams();
  const put = (/** @type {string} */ name, /** @type {string} */ value, usual = "") => {
    if (value !== usual && value !== undefined && value !== null) {
      query.set(name, value);
    }
  };
  put("log", log);
  put("since", since, FIRST_SINCE);
  put("until", until);
  put("tz", tz, FIRST_ZONE);
  put("q", q);
  put("compare", compare ? "1" : "");
  for (const name of Object.keys(own).sort()) {
    put(name, own[name]);
  }
  const text = query.toString();
  return `#/${page}${text === "" ? "" : `?${text}`}`;
}
