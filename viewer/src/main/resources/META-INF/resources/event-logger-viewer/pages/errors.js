// @ts-check
/** Errors by kind: since when, for whom, and what they did before. */
import { h } from "../lib/preact.module.js";
import { useMemo } from "../lib/hooks.module.js";
import { urlOf } from "../ask.js";
import { useAnswer, useFrame, useQuestion } from "../context.js";
import { EventList } from "../event-list.js";
import { changes, counts, FieldChoice, FigureCard, Heading, rowsSay, texts, times, together, useEvents, useLatest, useUsage, useUsers, wheres } from "../figures.js";
import { brief, count, valueOf } from "../format.js";
import { useExtent } from "../histogram.js";
import { useMany } from "../many.js";
import { OverTime } from "../over-time.js";
import { Answered, Card, Text } from "../parts.js";
import { withCondition } from "../query.js";
import { Ranking } from "../ranking.js";
import { actionOf, isDone, sessionField, sessionOf, STEP_FIELDS } from "../sessions.js";
import { say } from "../words.js";

const HASH = "data.error.hash";
const VERSION = "context.app.version";
const KINDS = 50;
const OCCURRENCES = 12;
const BEFORE = 10 * 60_000;
const STEPS = 6;
const DAY = 86_400_000;
const MOST_DAYS = 90;
const MOST_ROWS = 10_000; // that a store gives

/** @typedef {import("../figures.js").Condition} Condition */
const ERROR = /** @type {Condition} */ (["level", "=", "ERROR"]);

export function Page() {
  const { view } = useFrame();
  const { kind = "" } = view.own;
  return kind ? h(Kind, { kind, key: kind }) : h(Kinds, null);
}

/** The kind of a row, as the URL has it. @param {any} row */
const kindOf = row => (row.value ? `hash:${row.value}` : `name:${row.then_value}`);

/** @param {string} kind @returns {Condition[]} */
const conditionsOf = kind => [ERROR, [kind.startsWith("hash:") ? HASH : "name", "=", kind.slice(5)]];

/** What a row counts; null for those without a hash, since no condition says that there is none. @param {any} row @returns {Condition[] | null} */
const conditionsOfRow = row => (row.value === null ? null : [ERROR, [HASH, "=", row.value], ["name", "=", row.then_value]]);

function Kinds() {
  const { link } = useFrame();
  const eventsOf = useEvents();
  const usage = useUsage({ by: [HASH, "name"], level: "ERROR", limit: KINDS });
  const days = useDays();
  const latest = useLatest([ERROR], { limit: 1000, fields: `message,name,${HASH},data.error.type` });
  const sampleOf = (/** @type {any} */ row) => latest.data?.events.find((/** @type {any} */ event) => (row.value ? event[HASH] === row.value : !event[HASH] && event.name === row.then_value));
  const users = useUsers(conditionsOfRow);
  const titleOf = (/** @type {any} */ row) => sampleOf(row)?.message ?? row.then_value;
  return h("div", { class: "page" },
    h("h1", { class: "unseen" }, say("page.errors")),
    h(OverTime, { title: say("errors.over-time"), where: [ERROR], colour: "--level-error" }),
    h(FigureCard, {
      title: say("errors.groups"), says: rowsSay(usage.answer, KINDS, HASH), answer: together(usage.answer, ...days.answers, latest), columns: [
        { ...texts("what", say("errors.what"), titleOf), cell: row => [h("a", { href: link({ own: { kind: kindOf(row) } }) }, h("bdi", null, brief(titleOf(row), 110))), " ", h("span", { class: "note" }, brief(sampleOf(row)?.["data.error.type"] ?? "", 60))] },
        counts("events", say("chart.events"), row => row.events, row => conditionsOfRow(row) && eventsOf(/** @type {Condition[]} */ (conditionsOfRow(row)))),
        users,
        ...changes(usage),
        { id: "trend", label: say("errors.trend"), text: row => (row.value ? days.of(row.value).join(" ") : ""), cell: row => (row.value ? h(Spark, { values: days.of(row.value), isCut: days.isCut }) : "") },
        times("first", say("figures.first-seen"), row => row.first),
        times("last", say("figures.last-seen"), row => row.last),
      ],
    }),
    h("p", { class: "note" }, say("errors.how")));
}

/** How many of a kind there were on each day of the time, the last 90 at most. */
function useDays() {
  const question = useQuestion();
  const { extent, answer: asked, isOpen } = useExtent(question);
  const last = extent ? Math.floor((extent.to - 1) / DAY) : 0;
  const first = extent ? Math.max(Math.floor(extent.from / DAY), last - MOST_DAYS + 1) : 0;
  const limit = Math.floor(MOST_ROWS / (last - first + 1));
  const since = extent ? new Date(Math.max(extent.from, first * DAY)).toISOString() : "";
  const days = useAnswer(extent ? "api/log/usage" : null, { ...question, since, by: HASH, level: "ERROR", per: "day", limit });
  const at = (/** @type {any} */ row) => Math.round(Date.parse(row.bucket) / DAY) - first;
  const of = (/** @type {string} */ hash) => {
    const values = Array(last - first + 1).fill(0);
    days.data.rows.filter((/** @type {any} */ row) => row.value === hash).forEach((/** @type {any} */ row) => (values[at(row)] = row.events));
    return values;
  };
  const isCut = useMemo(() => days.state === "ready" && hasAsMany(days.data.rows, limit), [days.state, days.data, limit]);
  return { of, isCut, answers: extent ? [days] : isOpen ? [asked] : [] };
}

/** Whether there may be more on a day than were asked for. @param {any[]} rows in the order of days @param {number} limit */
const hasAsMany = (rows, limit) => rows.some((row, i) => rows[i + limit - 1]?.bucket === row.bucket);

/** @param {{values: number[], isCut: boolean}} props */
function Spark({ values, isCut }) {
  const most = Math.max(1, ...values);
  const label = say("errors.trend.says", { n: values.length, most, last: values[values.length - 1] ?? 0 }) + (isCut ? `; ${say("errors.trend.cut")}` : "");
  return h("svg", { class: "spark", viewBox: `0 0 ${Math.max(1, values.length) * 5} 20`, preserveAspectRatio: "none", role: "img", "aria-label": label },
    h("title", null, label), values.map((n, i) => h("rect", { key: i, x: i * 5, width: 4, height: (20 * n) / most, y: 20 - (20 * n) / most })));
}

/** @param {{kind: string}} props */
function Kind({ kind }) {
  const { view, link } = useFrame();
  const { version = VERSION } = view.own;
  const where = useMemo(() => conditionsOf(kind), [kind]);
  const latest = useLatest(where, { limit: OCCURRENCES });
  const event = latest.data?.events[0];
  const before = useBefore(latest);
  return h("div", { class: "page" },
    h(Heading, { href: link({ own: { kind: "", event: "" } }), all: say("errors.all"), what: event?.message ?? kind.slice(5) }),
    h(OverTime, { title: say("errors.over-time"), where, colour: "--level-error" }),
    h("div", { class: "columns" },
      h("div", { class: "page" },
        h(Card, { title: say("errors.stack"), says: say("errors.latest") }, h(Answered, { of: latest, isEmpty: data => data.events.length === 0, children: () =>
          h("div", { class: "stack" }, h(Text, { text: String(valueOf(event, "data.error.stack_trace") ?? event.message ?? event.name), most: 1500, hasLines: true })) })),
        h(FigureCard, { title: say("errors.before"), says: say("errors.before.says", { n: count(before.n) }), answer: before.answer, rows: lastSteps, columns: [
          texts("action", say("sequences.actions"), row => row.action),
          counts("times", say("sequences.times"), row => row.n, row => before.around(row.error)),
        ] })),
      h("div", { class: "page" },
        h(Ranking, { title: say("errors.by"), by: version, where, tools: h(FieldChoice, { key: "version", label: "", name: "version", usual: VERSION, offers: ["context.app.version", "data.path", "subject", "context.client.agent", "context.role"] }) }),
        h(Ranking, { title: say("errors.users"), by: "uid", where, hrefOf: row => link({ page: "users", own: { user: row.value } }) }))),
    h(FigureCard, { title: say("errors.steps"), says: say("errors.steps.says"), answer: before.answer, keyOf: (/** @type {any} */ row) => row.error.id, columns: [
      times("time", say("column.created_at"), row => row.error.created_at),
      texts("uid", "uid", row => row.error.uid, row => before.around(row.error)),
      texts("steps", say("sequences.actions"), row => row.steps.map(actionOf).join(" → ")),
    ] }),
    h(EventList, { title: say("errors.occurrences"), where, columns: ["created_at", "uid", "subject", "message", VERSION] }));
}

/** What was done by the same user, in the same session if it is known, before each of some errors. @param {import("../context.js").Answer} latest */
function useBefore(latest) {
  const { view, link } = useFrame();
  const errors = latest.data?.events ?? [];
  const answer = useMany(useMemo(() => (latest.data ? errors.map((/** @type {any} */ error) => beforeUrl(error, view.log)) : null), [latest.data, view.log]));
  const stepsOf = (/** @type {any} */ page, /** @type {any} */ error) =>
    page.events.filter((/** @type {any} */ e) => e.id !== error.id && isDone(e) && (sessionOf(error) === null || sessionOf(e) === sessionOf(error))).slice(0, STEPS).reverse();
  const rows = useMemo(() => (answer.data ? answer.data.map((/** @type {any} */ page, /** @type {number} */ i) => ({ error: errors[i], steps: stepsOf(page, errors[i]) })) : null), [answer.data]);
  const around = (/** @type {any} */ error) => {
    const at = Date.parse(error.created_at);
    return error.uid ? link({ page: "explore", q: withCondition("", "uid", "=", error.uid), since: new Date(at - BEFORE).toISOString(), until: new Date(at + 1000).toISOString(), own: {} }) : null;
  };
  return { n: errors.length, around, answer: { ...answer, data: rows && { rows } } };
}

/** How often which action was the last before an error. @param {any} data */
function lastSteps(data) {
  /** @type {Map<string, {action: string, n: number, error: any}>} */
  const last = new Map();
  for (const { error, steps } of data.rows) {
    const action = steps.length ? actionOf(steps[steps.length - 1]) : say("errors.before.none");
    last.set(action, { action, error, n: (last.get(action)?.n ?? 0) + 1 });
  }
  return [...last.values()].sort((one, other) => other.n - one.n);
}

/** @param {any} error @param {string} log */
function beforeUrl(error, log) {
  const at = Date.parse(error.created_at);
  // Calls follow from what was done, and would hide it: of one click there may be dozens.
  const session = /** @type {string} */ (sessionOf(error));
  const who = error.uid ? ["uid", "=", error.uid] : session ? [sessionField(error), "=", session] : ["id", "=", error.id];
  return urlOf("api/log/events", { log, fields: STEP_FIELDS, where: wheres([/** @type {Condition} */ (who), ["type", "!=", "API"]]), since: new Date(at - BEFORE).toISOString(), until: new Date(at + 1).toISOString(), limit: 60 });
}
