// @ts-check
/** A figure over time, beside that of the period before. */
import { h } from "./lib/preact.module.js";
import { useMemo } from "./lib/hooks.module.js";
import { useAnswer, useFrame, useQuestion } from "./context.js";
import { together, useEvents, useScope, useUsage, wheres } from "./figures.js";
import { brief, counted, duration } from "./format.js";
import { comparison, useExtent } from "./histogram.js";
import { Answered, Card } from "./parts.js";
import { addUp, spansOf } from "./spans.js";
import { TimeChart } from "./time-chart.js";
import { spanText, zoneName } from "./time.js";
import { say } from "./words.js";

const RANKS = ["--rank-1", "--rank-2", "--rank-3", "--rank-4", "--rank-5", "--rank-6"];
const SHOWN = 5;
const LONGEST_HOURS = 62 * 24 * 3600e3;

/** @typedef {"events" | "users" | "mean" | "p50" | "p95"} What */

/**
 * Events are added up in bars that begin where days and hours do in the zone. Users and percentiles cannot be added up, nor can a week or
 * a month of the zone be made of those of UTC: these have the days, weeks and months of UTC, as the store counts them.
 *
 * @param {{title: string, where?: import("./figures.js").Condition[], what?: What, measure?: string, by?: string, each?: string, colour?: string, tools?: any}} props
 */
export function OverTime({ title, where = [], what = "events", measure = "", by = "", each = "", colour = "--rank-2", tools }) {
  const { view, go } = useFrame();
  const eventsOf = useEvents();
  const scope = useScope();
  const question = useQuestion();
  const { extent, answer: asked, isOpen } = useExtent(question);
  const span = extent ? extent.to - extent.from : 0;
  const isOfZone = what === "events" && each === "" && span < LONGEST_HOURS;
  const per = each || (span > LONGEST_HOURS ? "week" : "day");
  const spans = useMemo(() => (extent ? (isOfZone ? spansOf(extent.from, extent.to, view.tz) : utcSpans(extent, per)) : null), [extent?.from, extent?.to, view.tz, per, isOfZone]);
  const isSplit = by !== "" && what === "events";
  const asking = { per: isOfZone ? spans?.bucket : per, tz: isOfZone && spans?.bucket === "day" ? zoneName(view.tz) : "", where: wheres(where), measure: what === "events" || what === "users" ? "" : measure };
  const { answer: all, before } = useUsage(asking);
  const parts = useAnswer(isSplit && spans ? "api/log/usage" : null, { ...question, ...asking, where: [...question.where, ...asking.where], by, limit: 50 });
  const answer = isSplit ? together(all, parts) : all;
  const rows = all.data?.rows;
  const split = isSplit ? parts.data?.rows : null;
  const series = useMemo(() => (!rows || !spans || split === undefined ? [] : split ? seriesOf(split, rows, spans.bars) : [{ id: what, name: say(`what.${what}`), colour, values: addUp(spans.bars, rows, 0, what) }]), [rows, split, spans, what, colour]);
  const old = useMemo(() => (before && spans && (what === "events" || (per === "day" && span % 86_400_000 === 0)) ? addUp(spans.bars, before, span, what) : null), [before, spans, span, what]);
  const sum = (/** @type {any[] | null | undefined} */ of) => (of ?? []).reduce((n, row) => n + row.events, 0);
  const unit = what === "events" ? counted : what === "users" ? (/** @type {number} */ n) => counted(n, "user") : duration;
  const total = sum(rows);
  const says = [
    what === "events" ? counted(total) : "",
    say(isOfZone ? "figures.bars" : "figures.bars.utc", { step: isOfZone ? spanText(spans?.step ?? 0) : say(`each.${per}`) }),
    before && what === "events" ? comparison(total, sum(before)) : "", scope,
  ].filter(Boolean).join(" · ");
  const timesOf = (/** @type {number} */ from, /** @type {number} */ to) => ({ since: new Date(Math.max(from, extent?.from ?? from)).toISOString(), until: new Date(Math.min(to, extent?.to ?? to)).toISOString() });
  return h(Card, { title, says, tools },
    h(Answered, { of: isOpen && !extent ? asked : answer, isEmpty: () => total === 0 || !spans, empty: h("p", { class: "state" }, say("answer.empty")), children: () =>
      spans && series.length ? h(TimeChart, { what: title, bars: spans.bars, series, before: old, unit: what === "events" ? undefined : unit,
        onSelect: (from, to) => go(timesOf(from, to)), linkOf: bar => eventsOf(where, timesOf(bar.start, bar.end)) }) : null }));
}

/** The days, weeks or months of UTC that a time is in. @param {{from: number, to: number}} extent @param {string} per */
function utcSpans({ from, to }, per) {
  const startOf = (/** @type {number} */ ms) => {
    const day = Math.floor(ms / 86_400_000) * 86_400_000;
    const date = new Date(day);
    return per === "month" ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) : per === "week" ? day - ((date.getUTCDay() + 6) % 7) * 86_400_000 : day;
  };
  const bars = [];
  const days = per === "month" ? 32 : per === "week" ? 7 : 1;
  for (let start = startOf(from); start < to && bars.length < 1000; start = bars[bars.length - 1].end) {
    bars.push({ start, end: startOf(start + days * 86_400_000) });
  }
  return { bars, step: days * 86_400_000, bucket: per };
}

/** The five most frequent values, and the rest of all. @param {any[]} rows @param {any[]} all @param {import("./time-chart.js").Bar[]} bars */
function seriesOf(rows, all, bars) {
  /** @type {Map<string, any[]>} */
  const groups = new Map();
  for (const row of rows) {
    const name = String(row.value ?? say("explore.facets.without"));
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  const size = (/** @type {any[]} */ of) => of.reduce((n, row) => n + row.events, 0);
  const shown = [...groups].sort((one, other) => size(other[1]) - size(one[1])).slice(0, SHOWN)
    .map(([name, of], i) => ({ id: `${i}`, name: brief(name, 40), colour: RANKS[i], values: addUp(bars, of) }));
  const rest = addUp(bars, all).map((n, i) => Math.max(0, n - shown.reduce((sum, one) => sum + one.values[i], 0)));
  return rest.some(n => n > 0) ? [...shown, { id: "rest", name: say("figures.rest"), colour: RANKS[SHOWN], values: rest }] : shown;
}
