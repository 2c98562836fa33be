// @ts-check
/** Events over time, by level, beside those of the period before; and how many they are. */
import { h } from "./lib/preact.module.js";
import { useEffect, useMemo, useState } from "./lib/hooks.module.js";
import { periodBefore, useAnswer, useFrame } from "./context.js";
import { change, counted } from "./format.js";
import { colourOf, LEVELS } from "./levels.js";
import { Answered, Card } from "./parts.js";
import { addUp, spansOf } from "./spans.js";
import { TimeChart } from "./time-chart.js";
import { spanText, zoneName } from "./time.js";
import { say } from "./words.js";

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
  const answer = useAnswer(isOpen ? "api/log/usage" : null, { ...question });
  const until = question.until === "" ? now : Date.parse(question.until);
  const row = answer.data?.rows?.[0];
  const first = row?.first ? Date.parse(row.first) : NaN;
  const last = question.until === "" && row?.last ? Math.max(until, Date.parse(row.last) + 1) : until;
  const extent = isOpen ? { from: first, to: last } : { from: Date.parse(question.since), to: until };
  return { extent: Number.isNaN(extent.from) || Number.isNaN(extent.to) ? null : extent, answer, isOpen };
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
  const answer = useAnswer(spans ? "api/log/usage" : null, { ...question, per: spans?.bucket, tz: spans?.bucket === "day" ? zoneName(view.tz) : "", by: "level" });
  const before = view.compare ? periodBefore(question, now) : null;
  const answerBefore = useAnswer(before && spans ? "api/log/usage" : null, { ...before, per: spans?.bucket, tz: spans?.bucket === "day" ? zoneName(view.tz) : "" });
  const total = answer.state === "ready" ? answer.data.rows.reduce((/** @type {number} */ n, /** @type {any} */ row) => n + row.events, 0) : null;
  useEffect(() => onTotal(total), [total, question]);
  const series = useMemo(() => (answer.data && spans ? seriesOf(answer.data.rows, spans.bars) : []), [answer.data, spans]);
  const shift = before ? Date.parse(before.until) - Date.parse(before.since) : 0;
  const beforeValues = useMemo(() => (answerBefore.state === "ready" && before && spans ? addUp(spans.bars, answerBefore.data.rows, shift) : null), [answerBefore.data, answerBefore.state, spans, shift, Boolean(before)]);
  const says = total === null || !spans ? "" : [say("explore.chart.says", { total: counted(total), step: spanText(spans.step), zone: zoneName(view.tz) }),
    beforeValues ? comparison(total, beforeValues.reduce((a, b) => a + b, 0)) : ""].filter(Boolean).join(" · ");
  const timesOf = (/** @type {number} */ from, /** @type {number} */ to) => ({ since: new Date(Math.max(from, extent?.from ?? from)).toISOString(), until: new Date(Math.min(to, extent?.to ?? to)).toISOString(), own: { after: "" } });
  return h(Card, { title: say("explore.chart"), says, tools, class: "histogram" },
    h(Answered, {
      of: isOpen && !extent ? asked : answer, isEmpty: () => total === 0 || !spans, empty: h("p", { class: "state" }, say("answer.empty")), children: () =>
        spans ? h(TimeChart, {
          what: say("explore.chart"), bars: spans.bars, series, before: beforeValues, onSelect: (from, to) => go(timesOf(from, to)), linkOf: bar => link(timesOf(bar.start, bar.end)),
        }) : null,
    }));
}

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
