// @ts-check
/** Bars over time, with a brush, a line for the period before, and a table of the same numbers. */
import { h } from "./lib/preact.module.js";
import { useEffect, useRef, useState } from "./lib/hooks.module.js";
import { useFrame } from "./context.js";
import { count, counted } from "./format.js";
import { Table } from "./parts.js";
import { minuteText } from "./time.js";
import { say } from "./words.js";

/** @typedef {{start: number, end: number}} Bar in milliseconds */
/** @typedef {{id: string, name: string, values: number[], colour: string}} Series colour is the name of a custom property, such as "--level-error" */

const DARK = window.matchMedia("(prefers-color-scheme: dark)");

/**
 * @param {{what: string, bars: Bar[], series: Series[], before?: number[] | null, onSelect?: (from: number, to: number) => void,
 *   linkOf?: (bar: Bar) => string, height?: number, totals?: number[], unit?: (n: number) => string}} props totals are not those of the series where an event counts for several of them; unit is how a figure is written that is no number of events, and cannot be added up; series are stacked, the first at the bottom; before are the totals of the period before
 */
export function TimeChart({ what, bars, series, before = null, onSelect, linkOf, height = 120, unit, totals = bars.map((_, i) => series.reduce((sum, one) => sum + one.values[i], 0)) }) {
  const { view } = useFrame();
  const [at, setAt] = useState(/** @type {number | null} */ (null));
  const most = Math.max(0, ...totals);
  const figure = unit ?? count;
  const time = (/** @type {number} */ ms) => minuteText(ms, view.tz);
  const label = bars.length === 0 ? what : say("chart.label", {
    what, from: time(bars[0].start), to: time(bars[bars.length - 1].end), total: unit ? "" : counted(totals.reduce((a, b) => a + b, 0)),
    most: figure(most), at: time(bars[totals.indexOf(most)].start),
  });
  const columns = [
    { id: "time", label: say("column.created_at"), cell: (/** @type {number} */ i) =>
      linkOf ? h("a", { href: linkOf(bars[i]) }, time(bars[i].start)) : time(bars[i].start) },
    ...(series.length > 1 ? series.map(one => ({ id: one.id, label: one.name, isNumber: true, cell: (/** @type {number} */ i) => count(one.values[i]) })) : []),
    { id: "total", label: unit ? what : say("chart.events"), isNumber: true, cell: (/** @type {number} */ i) => figure(totals[i]) },
    ...(before ? [{ id: "before", label: say("chart.before"), isNumber: true, cell: (/** @type {number} */ i) => figure(before[i]) }] : []),
  ];
  return h("div", { class: "chart" },
    h("div", { class: "legend" },
      series.length > 1 || before ? h("ul", null,
        series.filter(one => one.values.some(n => n > 0)).map(one => h("li", { key: one.id }, h("i", { class: `swatch ${one.colour.slice(2)}` }), one.name)),
        before ? h("li", { key: "before" }, h("i", { class: "swatch line" }), say("chart.before")) : null) : null,
      h("p", { class: "reading" }, at === null || !bars[at] ? (onSelect ? say("chart.brush") : "")
        : [time(bars[at].start), " · ", unit ? unit(totals[at]) : counted(totals[at]), ...series.filter(one => series.length > 1 && one.values[at] > 0 && /error|warning/.test(one.colour)).map(one => ` · ${count(one.values[at])} ${one.name}`),
          before ? ` · ${say("chart.before")}: ${figure(before[at])}` : ""])),
    h(Canvas, { label, bars, series, before, onSelect, onMove: setAt, zone: view.tz, height }),
    h("details", { class: "as-table" }, h("summary", null, say("table.as-table")),
      h(Table, { caption: label, columns, rows: bars.map((_, i) => i) })));
}

/** @param {any} props */
function Canvas({ label, bars, series, before, onSelect, onMove, zone, height }) {
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  const [library, setLibrary] = useState(/** @type {any} */ (null));
  const [scheme, setScheme] = useState(DARK.matches);
  const heard = useRef(/** @type {any} */ ({}));
  heard.current = { onSelect, onMove };
  useEffect(() => {
    import("./lib/uplot.js").then(module => setLibrary(() => module.default), () => undefined);
    const changed = () => setScheme(DARK.matches);
    DARK.addEventListener("change", changed);
    return () => DARK.removeEventListener("change", changed);
  }, []);
  useEffect(() => {
    const element = root.current;
    if (!library || !element || bars.length === 0) {
      return undefined;
    }
    const chart = new library(options(library, { element, bars, series, before, zone, height, heard }), dataOf(bars, series, before), element);
    const resized = new ResizeObserver(() => chart.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      chart.destroy();
    };
  }, [library, scheme, bars, series, before, zone, height]);
  return h("div", { ref: root, class: "canvas", role: "img", "aria-label": label, style: { height: `${height}px` } });
}

/** Times in seconds, then what is drawn: the highest of the stack first, so that the lower ones cover it. @param {Bar[]} bars @param {Series[]} series @param {number[] | null} before */
function dataOf(bars, series, before) {
  /** @type {number[][]} */
  const stack = [];
  series.forEach((one, k) => stack.push(one.values.map((n, i) => n + (k === 0 ? 0 : stack[k - 1][i]))));
  return [bars.map(bar => bar.start / 1000), ...stack.reverse(), ...(before ? [before] : [])];
}

/** @param {any} uPlot @param {any} what */
function options(uPlot, { element, bars, series, before, zone, height, heard }) {
  const style = getComputedStyle(element);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  const from = bars[0].start / 1000;
  const to = bars[bars.length - 1].end / 1000;
  const axis = { stroke: colour("--ink-3"), font: `11px ${style.fontFamily}`, ticks: { show: false }, border: { show: false } };
  const paths = uPlot.paths.bars({ size: [0.86, 60], align: 1, gap: 1 });
  const tzDate = (/** @type {number} */ seconds) => (zone === "local" ? new Date(seconds * 1000) : uPlot.tzDate(new Date(seconds * 1000), zone));
  return {
    width: element.clientWidth, height, padding: [8, 20, 0, 0], legend: { show: false },
    tzDate,
    cursor: { x: true, y: false, points: { show: false }, drag: { x: Boolean(heard.current.onSelect), y: false, setScale: false } },
    scales: { x: { time: true, range: [from, to] }, y: { range: (/** @type {any} */ _, /** @type {number} */ __, /** @type {number} */ max) => [0, Math.max(1, max * 1.05)] } },
    axes: [
      { ...axis, size: 24, space: 80, grid: { show: false }, values: datesOf(uPlot, tzDate) },
      { ...axis, size: 44, space: 30, grid: { stroke: colour("--rule"), width: 1 }, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 5e4, 1e5, 2e5, 5e5, 1e6, 1e7],
        values: (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(n => (n >= 1e6 ? `${n / 1e6} M` : n >= 1e4 ? `${n / 1e3} k` : count(n))) },
    ],
    series: [{}, ...[...series].reverse().map((/** @type {Series} */ one) => ({ paths, fill: colour(one.colour), width: 0, points: { show: false } })),
      ...(before ? [{ stroke: colour("--compare"), width: 1.5, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } }] : [])],
    hooks: {
      setSelect: [(/** @type {any} */ chart) => selected(chart, bars, heard)],
      setCursor: [(/** @type {any} */ chart) => heard.current.onMove(barAt(bars, chart.posToVal(chart.cursor.left, "x"), chart.cursor.left))],
    },
  };
}

/** 11-30 where a day begins, 14:05 elsewhere. @param {any} uPlot @param {(seconds: number) => Date} tzDate */
function datesOf(uPlot, tzDate) {
  const day = uPlot.fmtDate("{MM}-{DD}");
  const hour = uPlot.fmtDate("{HH}:{mm}");
  return (/** @type {any} */ _, /** @type {number[]} */ ticks) => ticks.map(tzDate).map(date =>
    (date.getHours() === 0 && date.getMinutes() === 0 ? day(date) : hour(date)));
}

/** @param {Bar[]} bars @param {number} seconds @param {number} left */
function barAt(bars, seconds, left) {
  const found = left < 0 ? -1 : bars.findIndex(bar => seconds * 1000 >= bar.start && seconds * 1000 < bar.end);
  return found < 0 ? null : found;
}

/** @param {any} chart @param {Bar[]} bars @param {any} heard */
function selected(chart, bars, heard) {
  const { left, width } = chart.select;
  if (width < 4) {
    return;
  }
  const first = barAt(bars, chart.posToVal(left, "x"), left) ?? 0;
  const last = barAt(bars, chart.posToVal(left + width, "x"), left + width) ?? bars.length - 1;
  chart.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
  heard.current.onSelect?.(bars[first].start, bars[last].end);
}
