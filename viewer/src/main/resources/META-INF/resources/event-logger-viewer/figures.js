// @ts-check
/** What the pages of analysis share: counts that lead to their events, comparisons, and tables that can be taken away. */
import { h } from "./lib/preact.module.js";
import { useId, useMemo } from "./lib/hooks.module.js";
import { knownFields } from "./complete.js";
import { periodBefore, useAnswer, useFrame, useQuestion } from "./context.js";
import { brief, change, count, duration } from "./format.js";
import { Answered, Card, Menu, NoEvents, Table, Time } from "./parts.js";
import { canonical, withCondition } from "./query.js";
import { rangeText } from "./range.js";
import { zoneName } from "./time.js";
import { say } from "./words.js";

/** So many, lest what was there before seem new only because it was rarer. */
const MOST_BEFORE = 1000;

/** @typedef {[string, string, string]} Condition a field, an operator and a value */
/** @typedef {{answer: import("./context.js").Answer, before: any[] | null, isCompared: boolean}} Usage rows of counts, and those of the period before */
/** @typedef {{id: string, label: string, isNumber?: boolean, class?: string, text: (row: any) => any, cell?: (row: any) => any}} Figure a column: text is what a file gets */

/** The link to the events that the line and some conditions are about, or to whoever caused them. @returns {(conditions?: Condition[], times?: object, page?: string) => string} */
export function useEvents() {
  const { view, link } = useFrame();
  return (conditions = [], times = {}, page = "explore") =>
    link({ page, q: conditions.reduce((q, [field, operator, value]) => withCondition(q, field, operator, value), view.q), ...times, own: {} });
}

/** Which time, and whose. */
export function useScope() {
  const { view, now } = useFrame();
  return `${rangeText(view, now)} · ${zoneName(view.tz)}`;
}

/** What is asked, with more conditions. @param {import("./context.js").Question} question @param {any} parameters */
const asked = (question, { where = [], ...more }) => ({ ...question, ...more, where: [...question.where, ...where] });

/** @param {Condition[]} conditions */
export const wheres = conditions => conditions.map(([field, operator, value]) => withCondition("", field, operator, value));

/**
 * Counts of the question, and where it is compared, those of the period before.
 *
 * @param {any} parameters of /api/log/usage; null to ask nothing
 * @returns {Usage}
 */
export function useUsage(parameters) {
  const { view, now } = useFrame();
  const question = useQuestion();
  const before = view.compare && parameters ? periodBefore(question, now) : null;
  const answer = useAnswer(parameters ? "api/log/usage" : null, asked(question, parameters ?? {}));
  const answerBefore = useAnswer(before ? "api/log/usage" : null, before ? asked(before, { ...parameters, limit: parameters.limit && Math.max(parameters.limit, MOST_BEFORE) }) : {});
  const hasBefore = before !== null && answerBefore.state === "ready";
  return { answer: { ...answer, lacksBefore: answerBefore.state === "failed" }, before: hasBefore ? answerBefore.data.rows : null, isCompared: before !== null };
}

/**
 * The most frequent values of several fields, for which the store reads its events once: for each of them what `useUsage` gives, only of events that have it.
 *
 * @param {string[]} fields always the same @param {number} limit
 * @returns {Usage[]}
 */
export function useValues(fields, limit) {
  const { view, now } = useFrame();
  const question = useQuestion();
  const before = view.compare ? periodBefore(question, now) : null;
  const answer = useAnswer("api/log/facets", { ...question, by: fields, limit: limit + 1 });
  const answerBefore = useAnswer(before ? "api/log/facets" : null, { ...before, by: fields, limit: MOST_BEFORE });
  const rows = useMemo(() => answer.data && valuesOf(answer.data, limit), [answer.data]);
  const rowsBefore = before !== null && answerBefore.state === "ready" ? valuesOf(answerBefore.data, MOST_BEFORE) : null;
  return fields.map((_, i) => ({
    answer: { ...answer, data: rows && rows[i], lacksBefore: answerBefore.state === "failed" }, before: rowsBefore && rowsBefore[i].rows, isCompared: before !== null,
  }));
}

/** @param {any} data of /api/log/facets @param {number} most @returns {{rows: any[]}[]} */
const valuesOf = (data, most) => data.facets.map((/** @type {any} */ facet) => ({ rows: facet.values.filter((/** @type {any} */ row) => row.value !== null).slice(0, most) }));

/** Some events of the question, the latest first. @param {Condition[] | null} conditions null to ask nothing @param {any} [more] */
export function useLatest(conditions, more = {}) {
  const question = useQuestion();
  return useAnswer(conditions ? "api/log/events" : null, conditions ? asked(question, { where: wheres(conditions), limit: 100, ...more }) : {});
}

/** A number that leads to its events. @param {{n: number | null | undefined, href?: string | null}} props */
export const Events = ({ n, href }) => (href && n ? h("a", { href }, count(n)) : count(n));

/** How a number has changed. @param {number} n @param {number | undefined} before */
export const changeText = (n, before) => (before ? change(n, before) : n ? say("figures.new") : "");

/** The column of changes, where there is a comparison. @param {Usage} usage @returns {Figure[]} */
export function changes({ before, isCompared }) {
  const old = (/** @type {any} */ row) => before?.find(one => one.value === row.value && one.then_value === row.then_value)?.events;
  return isCompared ? [{ id: "change", label: say("figures.change"), isNumber: true, text: row => (before ? changeText(row.events, old(row)) : "") }] : [];
}

/** What the rows are. @param {import("./context.js").Answer} answer @param {number} limit @param {string} field */
export const rowsSay = (answer, limit, field) =>
  (answer.state === "ready" ? say(answer.data.rows.length === limit ? "figures.first" : "figures.all", { n: count(answer.data.rows.length), field }) : "");

/** @param {string} id @param {string} label @param {(row: any) => any} of @param {(row: any) => string | null} [hrefOf] @returns {Figure} */
export const counts = (id, label, of, hrefOf) => ({ id, label, isNumber: true, text: of, cell: row => h(Events, { n: of(row), href: hrefOf?.(row) }) });

/** How many users, who are on their page. @param {(row: any) => Condition[] | null} conditionsOf */
export function useUsers(conditionsOf) {
  const eventsOf = useEvents();
  return counts("users", say("start.users"), row => row.users, row => {
    const conditions = conditionsOf(row);
    return conditions && eventsOf(conditions, {}, "users");
  });
}

/** Answers that make a table together: that of the first, as soon as all are there. @param {import("./context.js").Answer[]} answers @returns {import("./context.js").Answer} */
export const together = (...answers) => ({
  ...(answers.find(one => one.state === "failed") ?? answers.find(one => one.state !== "ready") ?? answers[0]), data: answers[0].data, lacksBefore: answers.some(one => one.lacksBefore),
});

/** @param {string} id @param {string} label @param {(row: any) => any} of @returns {Figure} */
export const durations = (id, label, of) => ({ id, label, isNumber: true, text: of, cell: row => duration(of(row)) });

/** @param {string} id @param {string} label @param {(row: any) => any} of @returns {Figure} */
export const times = (id, label, of) => ({ id, label, text: of, cell: row => (of(row) ? h(Time, { iso: of(row) }) : "") });

/** @param {string} id @param {string} label @param {(row: any) => any} of @param {(row: any) => string | null} [hrefOf] @returns {Figure} */
export const texts = (id, label, of, hrefOf) => ({
  id, label, text: of, class: "wide", cell: row => {
    const href = hrefOf?.(row);
    const value = of(row);
    const shown = value === null || value === undefined ? h("span", { class: "note" }, say("explore.facets.without")) : h("bdi", { title: brief(value, 1000) }, brief(value, 90));
    return href ? h("a", { href }, shown) : shown;
  },
});

/** What a share of the whole is. @param {number} part @param {number} whole */
export const percent = (part, whole) => (whole > 0 ? `${Math.round((1000 * part) / whole) / 10} %` : say("table.none"));

/** @param {any} data */
const allRows = data => data.rows;

/** @param {{title: string, says: string, answer: import("./context.js").Answer, rows?: (data: any) => any[], columns: Figure[], tools?: any, note?: any, empty?: any, keyOf?: any}} props */
export function FigureCard({ title, says, answer, rows = allRows, columns, tools, note, empty, keyOf = rowKey }) {
  const scope = useScope();
  const shown = useMemo(() => (answer.state === "ready" ? rows(answer.data) : []), [answer.state, answer.data, rows]);
  return h(Card, { title, says: answer.state === "ready" && [says, answer.lacksBefore ? say("figures.no-before") : "", scope].filter(Boolean).join(" · "), tools: [tools, shown.length ? h(TakeAway, { key: "file", title, columns, rows: shown }) : null] },
    note,
    h(Answered, { of: answer, isEmpty: () => shown.length === 0, empty: empty ?? h(NoEvents, null), children: () =>
      h(Table, { caption: `${title}: ${says}`, columns: columns.map(c => ({ ...c, cell: c.cell ?? c.text })), rows: shown, keyOf }) }));
}

/** @param {any} row */
export const rowKey = row => JSON.stringify([row.value, row.then_value, row.uid, row.action]);

/** No cell is a formula. @param {any} value */
function csvCell(value) {
  const text = value === null || value === undefined ? "" : String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows as they are shown, as a file. @param {{title: string, columns: Figure[], rows: any[]}} props */
function TakeAway({ title, columns, rows }) {
  const forms = /** @type {[string, () => string][]} */ ([
    ["csv", () => [columns.map(c => c.label), ...rows.map(row => columns.map(c => c.text(row)))].map(line => line.map(csvCell).join(",")).join("\r\n") + "\r\n"],
    ["json", () => JSON.stringify(rows.map(row => Object.fromEntries(columns.map(c => [c.id, c.text(row) ?? null]))), null, 1)],
  ]);
  const save = (/** @type {string} */ form, /** @type {string} */ text) => {
    const href = URL.createObjectURL(new Blob([text], { type: form === "csv" ? "text/csv" : "application/json" }));
    Object.assign(document.createElement("a"), { href, download: `${title.replace(/[^\w.-]+/g, "-")}.${form}` }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  };
  return h(Menu, { class: "at-end", label: say("tools.export"), children: close => [
    h("p", { class: "says", key: "what" }, say("figures.file", { n: count(rows.length) })),
    h("ul", { class: "choices", key: "forms" }, forms.map(([form, text]) => h("li", { key: form }, h("button", { type: "button", onClick: () => {
      save(form, text());
      close();
    } }, form.toUpperCase())))),
  ] });
}

/** @param {{label: string, name: string, options: [string, string][]}} props name is that of the page's own state */
export function Choice({ label, name, options }) {
  const { view, go } = useFrame();
  return h("label", { class: "choice" }, label, h("select", { value: view.own[name] ?? "", onChange: (/** @type {any} */ e) => go({ own: { [name]: e.target.value } }) },
    options.map(([value, text]) => h("option", { key: value, value }, text))));
}

/** A field to count by. @param {{label: string, name: string, usual: string, offers?: string[]}} props */
export function FieldChoice({ label, name, usual, offers = [] }) {
  const { view, go } = useFrame();
  const id = useId();
  const set = (/** @type {any} */ e) => go({ own: { [name]: canonical(e.target.value) === usual ? "" : canonical(e.target.value) } });
  return h("label", { class: "choice" }, label,
    h("input", { type: "text", class: "field-input", list: id, value: view.own[name] || usual, spellcheck: false, onChange: set }),
    h("datalist", { id }, [...new Set([...offers, ...knownFields()])].map(field => h("option", { key: field, value: field }))));
}

/** What a page is about, and the way back. @param {{href: string, all: string, what: string}} props */
export const Heading = ({ href, all, what }) => h("div", { class: "about" }, h("a", { href }, `← ${all}`), h("h1", null, h("bdi", null, brief(what, 200))));

/** The choices of a page. @param {{children?: any}} props */
export const Choices = ({ children }) => h("div", { class: "choices-row" }, children);
