// @ts-check
/** Events over time, by level, beside those of the period before; and how many they are. */
import { h } from "./lib/preact.module.js";
import { useEffect, useMemo, useState } from "./lib/hooks.module.js";
import { periodBefore, useAnswer, useFrame } from "./context.js";
import { together } from "./figures.js";
import { change, counted } from "./format.js";
import { colourOf, LEVELS } from "./levels.js";
import { Answered, Card } from "./parts.js";
import { addUp, meets, spansOf } from "./spans.js";
import { TimeChart } from "./time-chart.js";
import { spanText, zoneName } from "./time.js";
import { say } from "./words.js";

const USAGE = "api/log/usage";

/** The number of events of a question, once it is known; until then null. @param {import("./context.js").Question} question @returns {[number | null, (n: number | null) => void]} */
export function useTotal(question) {
  const [known, setKnown] = useState(/** @type {{of: any, n: number | null}} */ ({ of: null, n: null }));
  return [known.of === question ? known.n : null, n => (known.of !== question || known.n !== n) && setKnown({ of: question, n })];
}

/**
 * The time of a question, from which to which instant. What has no beginning begins with its first event, which is asked for.
 *
 * @param {import("./context.js").Question} question
 */
export function useExtent(question) {
  const { now } = useFrame();
  const isOpen = question.since === "all";
  const one = { ...question, limit: 1, fields: "created_at" };
  const earliest = useAnswer(isOpen ? "api/log/events" : null, { ...one, sort: "created_at" });
  const latest = useAnswer(isOpen && question.until === "" ? "api/log/events" : null, one);
  const timeOf = (/** @type {import("./context.js").Answer} */ of) => (of.state === "ready" ? Date.parse(of.data.events[0]?.created_at) : NaN);
  const until = question.until === "" ? now : Date.parse(question.until);
  const first = timeOf(earliest);
  // The clock of whoever logs may be ahead.
  const last = question.until === "" ? Math.max(until, timeOf(latest) + 1) : until;
  const extent = isOpen ? { from: first, to: last } : { from: Date.parse(question.since), to: until };
  return { extent: Number.isNaN(extent.from) || Number.isNaN(extent.to) ? null : extent, answer: question.until === "" ? together(earliest, latest) : earliest, isOpen };
}

/** @param {{question: import("./context.js").Question, onTotal: (n: number | null) => void}} props */
export function Histogram({ question, onTotal }) {
  const { view, go } = useFrame();
  const isOff = view.own.chart === "0";
  const toggle = h("button", { type: "button", onClick: () => go({ own: { chart: isOff ? "" : "0" } }, { replace: true }) }, say(isOff ? "explore.chart.show" : "explore.chart.hide"));
  return isOff
    ? h("div", { class: "chart-off" }, toggle)
    : h(Shown, { question, onTotal, tools: toggle });
}

/** @param {{question: import("./context.js").Question, onTotal: (n: number | null) => void, tools: any}} props */
function Shown({ question, onTotal, tools }) {
  const { view, go, link, now } = useFrame();
  const { extent, answer: asked, isOpen } = useExtent(question);
  const spans = useMemo(() => (extent ? spansOf(extent.from, extent.to, view.tz) : null), [extent?.from, extent?.to, view.tz]);
  const per = { per: spans?.bucket, tz: spans?.tz };
  const answer = useAnswer(spans ? USAGE : null, { ...question, ...per, by: "level" });
  const before = view.compare ? periodBefore(question, now) : null;
  const answerBefore = useAnswer(before && spans ? USAGE : null, { ...before, ...per });
  const rows = answer.state === "ready" ? answer.data.rows : null;
  const rowsBefore = before && answerBefore.state === "ready" ? answerBefore.data.rows : null;
  const total = rows ? sum(rows) : null;
  useEffect(() => onTotal(total), [total, question]);
  const series = useMemo(() => (rows && spans ? seriesOf(rows, spans.bars) : []), [rows, spans]);
  const shift = extent ? extent.to - extent.from : 0;
  const old = useMemo(() => (rowsBefore && spans && meets(spans.bucket, shift) ? addUp(spans.bars, rowsBefore, shift) : null), [rowsBefore, spans, shift]);
  const says = total === null || !spans ? "" : [say("explore.chart.says", { total: counted(total), step: spanText(spans.step), zone: zoneName(view.tz) }),
    rowsBefore ? comparison(total, sum(rowsBefore)) : answerBefore.state === "failed" ? say("figures.no-before") : ""].filter(Boolean).join(" · ");
  const timesOf = (/** @type {number} */ from, /** @type {number} */ to) => ({ since: new Date(Math.max(from, extent?.from ?? from)).toISOString(), until: new Date(Math.min(to, extent?.to ?? to)).toISOString(), own: { after: "" } });
  return h(Card, { title: say("explore.chart"), says, tools, class: "histogram" },
    h(Answered, {
      of: isOpen && !extent ? asked : answer, isEmpty: () => total === 0 || !spans, empty: h("p", { class: "state" }, say("answer.empty")), children: () =>
        spans ? h(TimeChart, {
          what: say("explore.chart"), bars: spans.bars, series, before: old, onSelect: (from, to) => go(timesOf(from, to)), linkOf: bar => link(timesOf(bar.start, bar.end)),
        }) : null,
    }));
}

/** @param {any[]} rows */
const sum = rows => rows.reduce((n, row) => n + row.events, 0);

/** @param {any[]} rows @param {import("./time-chart.js").Bar[]} bars @returns {import("./time-chart.js").Series[]} */
function seriesOf(rows, bars) {
  const present = LEVELS.filter(level => rows.some(row => row.value === level));
  return present.map(level => ({ id: level, name: level, colour: colourOf(level), values: addUp(bars, rows.filter(row => row.value === level)) }));
}

/** @param {number} total @param {number} before */
export function comparison(total, before) {
  return before === 0 ? say("explore.chart.from-none")
    : total === before ? say("explore.chart.same") : say("explore.chart.compare", { change: change(total, before), before: counted(before) });
}
