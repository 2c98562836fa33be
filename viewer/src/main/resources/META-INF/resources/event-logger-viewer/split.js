// @ts-check
/** Events over time, split by a field: its most frequent values, those without it, and the others. */
import { useMemo } from "./lib/hooks.module.js";
import { urlOf } from "./ask.js";
import { useAnswer } from "./context.js";
import { wheres } from "./figures.js";
import { brief } from "./format.js";
import { useMany } from "./many.js";
import { addUp } from "./spans.js";
import { say } from "./words.js";

const PATH = "api/log/usage";
const RANKS = ["--rank-1", "--rank-2", "--rank-3", "--rank-4", "--rank-5"];
const REST = "--rank-6";
const KNOWN = 50;
const LONGEST = 1000;
/** Fields that have one value, of which the API takes several to choose from. */
const OWN = ["type", "uid", "name", "level", "subject", "schema"];

/** A request has room for some kilobytes: longer values are among the others. @param {string | null} value */
const isAskable = value => value === null || String(new URLSearchParams({ value })).length <= LONGEST;

/** @typedef {import("./time-chart.js").Series} Series */

/**
 * The values are those of the whole time, so that each of them is counted in every bar, whatever else is there: one row for each
 * value and bucket, and never more than a store gives.
 *
 * @param {string} by empty to ask nothing
 * @param {any} question what is counted, with per and tz
 * @param {import("./time-chart.js").Bar[]} bars
 * @param {any[] | null | undefined} all the rows of all events, without the field
 * @returns {{answers: import("./context.js").Answer[], series: Series[], hasSeveral: boolean}} hasSeveral where events have several values, and count for each
 */
export function useSplit(by, question, bars, all) {
  const { per, ...whole } = question;
  const top = useAnswer(by ? PATH : null, { ...whole, by, limit: KNOWN });
  const rows = top.state === "ready" ? top.data.rows : null;
  const shown = useMemo(() => rows?.map((/** @type {any} */ row) => row.value).filter(isAskable).slice(0, RANKS.length), [rows]);
  const urls = shown && by ? urlsOf(by, shown, question) : null;
  const parts = useMany(urls);
  const isReady = shown && all && parts.state === "ready";
  const sum = (/** @type {any[]} */ of) => of.reduce((n, row) => n + row.events, 0);
  const hasSeveral = isReady ? sum(rows) > sum(all) : false;
  const series = useMemo(() => (isReady ? seriesOf(by, shown, bars, addUp(bars, all), parts.data.map((/** @type {any} */ one) => one.rows), hasSeveral) : []),
    [isReady, shown, all, parts.data, bars, by, hasSeveral]);
  return { answers: [top, parts], series, hasSeveral };
}

/** What is asked: own fields have one value, so that one question counts them all; for those without the field, how many have it. @param {string} by @param {any[]} values @param {any} question */
function urlsOf(by, values, question) {
  const ask = (/** @type {any} */ more, /** @type {string[]} */ where = []) => urlOf(PATH, { ...question, ...more, where: [...question.where, ...where] });
  const known = values.filter(value => value !== null);
  const of = OWN.includes(by) ? (known.length ? [ask({ by, [by]: known, limit: RANKS.length })] : []) : known.map(value => ask({}, wheres([[by, "=", value]])));
  return values.includes(null) ? [...of, ask({}, wheres([[by, "exists", ""]]))] : of;
}

/** @param {string} by @param {any[]} values @param {import("./time-chart.js").Bar[]} bars @param {number[]} totals @param {any[][]} answers @param {boolean} hasSeveral @returns {Series[]} */
function seriesOf(by, values, bars, totals, answers, hasSeveral) {
  const known = values.filter(value => value !== null);
  const countsOf = (/** @type {any} */ value) => {
    if (value === null) {
      const having = addUp(bars, answers[answers.length - 1]);
      return totals.map((n, i) => n - having[i]);
    }
    return addUp(bars, OWN.includes(by) ? answers[0].filter(row => row.value === value) : answers[known.indexOf(value)]);
  };
  const shown = values.map((value, i) => ({ id: `${i}`, name: value === null ? say("split.without", { field: brief(by, 30) }) : brief(value, 40), colour: RANKS[i], values: countsOf(value) }));
  const rest = totals.map((n, i) => n - shown.reduce((sum, one) => sum + one.values[i], 0));
  // Of events with several values nobody knows how many are in none of those that are shown.
  return hasSeveral || rest.every(n => n <= 0) ? shown : [...shown, { id: "rest", name: say("figures.rest"), colour: REST, values: rest.map(n => Math.max(0, n)) }];
}
