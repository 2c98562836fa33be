// @ts-check
/** A figure over time, beside that of the period before. */
import { h } from "./lib/preact.module.js";
import { useMemo } from "./lib/hooks.module.js";
import { useFrame, useQuestion } from "./context.js";
import { together, useEvents, useScope, useUsage, wheres } from "./figures.js";
import { counted, duration } from "./format.js";
import { comparison, useExtent } from "./histogram.js";
import { Answered, Card } from "./parts.js";
import { addUp, meets, spansOf, utcSpans } from "./spans.js";
import { useSplit } from "./split.js";
import { TimeChart } from "./time-chart.js";
import { spanText } from "./time.js";
import { say } from "./words.js";

const LONGEST_DAYS = 62 * 24 * 3600e3;
/** @type {any[]} */
const NONE = [];

/** @typedef {"events" | "users" | "mean" | "p50" | "p95"} What */

/**
 * Events are added up in bars that begin where days and hours do in the zone. Users and percentiles cannot be added up: these have the
 * days, weeks and months of UTC, as the store counts them.
 *
 * @param {{title: string, where?: import("./figures.js").Condition[], what?: What, measure?: string, by?: string, each?: string, colour?: string, tools?: any}} props
 */
export function OverTime({ title, where = [], what = "events", measure = "", by = "", each = "", colour = "--rank-2", tools }) {
  const { view, go } = useFrame();
  const eventsOf = useEvents();
  const scope = useScope();
  const question = useQuestion();
  const { extent, answer: asked, isOpen } = useExtent(question);
  const isOfZone = what === "events" && each === "";
  const spans = useMemo(() => (extent ? (isOfZone ? spansOf(extent.from, extent.to, view.tz) : utcSpans(extent, each || perOf(extent))) : null), [extent?.from, extent?.to, view.tz, each, isOfZone]);
  const bars = spans?.bars ?? NONE;
  const asking = { per: spans?.bucket, tz: spans?.tz, where: wheres(where), measure: what === "events" || what === "users" ? "" : measure };
  const { answer: all, before } = useUsage(spans ? asking : null);
  const rows = all.state === "ready" ? all.data?.rows : null;
  const isSplit = by !== "" && what === "events";
  const split = useSplit(isSplit && spans ? by : "", { ...question, ...asking, where: [...question.where, ...asking.where] }, bars, rows);
  const whole = useMemo(() => addUp(bars, rows ?? NONE, 0, what), [rows, bars, what]);
  const series = isSplit ? split.series : [{ id: what, name: say(`what.${what}`), colour, values: whole }];
  const shift = extent ? extent.to - extent.from : 0;
  const old = useMemo(() => (before && spans && meets(spans.bucket, shift) ? addUp(bars, before, shift, what) : null), [before, spans, shift, what]);
  const sum = (/** @type {any[] | null | undefined} */ of) => (of ?? []).reduce((n, row) => n + row.events, 0);
  const unit = what === "events" ? undefined : what === "users" ? (/** @type {number} */ n) => counted(n, "user") : duration;
  const total = sum(rows);
  const answer = isSplit ? together(all, ...split.answers) : all;
  const says = !spans || answer.state !== "ready" ? "" : [
    what === "events" ? counted(total) : "",
    say(isOfZone ? "figures.bars" : "figures.bars.utc", { step: isOfZone ? spanText(spans.step) : say(`each.${spans.bucket}`) }),
    before && what === "events" ? comparison(total, sum(before)) : "",
    all.lacksBefore ? say("figures.no-before") : "", scope,
  ].filter(Boolean).join(" · ");
  const timesOf = (/** @type {number} */ from, /** @type {number} */ to) => ({ since: new Date(Math.max(from, extent?.from ?? from)).toISOString(), until: new Date(Math.min(to, extent?.to ?? to)).toISOString() });
  return h(Card, { title, says, tools },
    h(Answered, { of: isOpen && !extent ? asked : answer, isEmpty: () => total === 0 || !spans, empty: h("p", { class: "state" }, say("answer.empty")), children: () => [
      h(TimeChart, { key: "chart", what: title, bars, series, totals: whole, before: old, unit, onSelect: (from, to) => go(timesOf(from, to)), linkOf: bar => eventsOf(where, timesOf(bar.start, bar.end)) }),
      split.hasSeveral ? h("p", { key: "note", class: "note foot-note" }, say("split.several", { field: by })) : null,
    ] }));
}

/** @param {{from: number, to: number}} extent */
const perOf = ({ from, to }) => (to - from > LONGEST_DAYS ? "week" : "day");
