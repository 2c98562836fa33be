// @ts-check
/** Clicks: on what, on how many views, after which searches, and which of them break. */
import { h } from "../lib/preact.module.js";
import { useMemo } from "../lib/hooks.module.js";
import { changes, counts, FigureCard, percent, rowKey, rowsSay, texts, together, useEvents, useLatest, useUsage, useUsers, wheres } from "../figures.js";
import { count } from "../format.js";
import { OverTime } from "../over-time.js";
import { Ranking } from "../ranking.js";
import { sessionField, sessionOf, STEP_FIELDS } from "../sessions.js";
import { CopyCommand } from "../tools.js";
import { say } from "../words.js";

/** @typedef {import("../figures.js").Condition} Condition */
const CLICK = /** @type {Condition} */ (["type", "=", "CLICK"]);
const ERROR = /** @type {Condition} */ (["level", "=", "ERROR"]);
const COMPONENT = "data.component";
const ELEMENT = "data.element";
const SEARCH = "data.aux.search";
const RESULT = "data.aux.result";
const POSITION = "data.aux.position";
const SOON = 5_000;
const SOME = 5_000;
const ELEMENTS = 100;
const SEARCHES = 25;

export function Page() {
  return h("div", { class: "page" },
    h("h1", { class: "unseen" }, say("page.clicks")),
    h(OverTime, { title: say("clicks.over-time"), where: [CLICK], by: ELEMENT }),
    h(Elements, null),
    h("div", { class: "columns searches" }, h(Searches, null), h(Ranking, { title: say("clicks.positions"), by: POSITION, where: [CLICK], valueName: say("clicks.position") })));
}

function Elements() {
  const eventsOf = useEvents();
  const usage = useUsage({ by: [COMPONENT, ELEMENT], type: "CLICK", limit: ELEMENTS });
  const views = useUsage({ by: COMPONENT, type: "VIEW", limit: 1000 });
  const fields = STEP_FIELDS;
  const clicks = useLatest([CLICK], { limit: SOME, fields });
  const errors = useLatest([ERROR], { limit: SOME, fields });
  const broken = useMemo(() => (clicks.data && errors.data ? brokenOf(clicks.data.events, errors.data.events) : null), [clicks.data, errors.data]);
  // No condition says that a field is not there, so that those clicks have no link: it would lead to others, too.
  const conditions = (/** @type {any} */ row) => (row.value === null || row.then_value === null ? null : /** @type {Condition[]} */ ([CLICK, [COMPONENT, "=", row.value], [ELEMENT, "=", row.then_value]]));
  const clicksHref = (/** @type {any} */ row) => conditions(row) && eventsOf(/** @type {Condition[]} */ (conditions(row)));
  const viewsOf = (/** @type {any} */ row) => views.answer.data?.rows.find((/** @type {any} */ one) => one.value !== null && one.value === row.value)?.events ?? 0;
  const brokenAt = (/** @type {any} */ row) => broken?.get(rowKey(row));
  const users = useUsers(conditions);
  return h(FigureCard, {
    title: say("clicks.list"), says: rowsSay(usage.answer, ELEMENTS, ELEMENT), answer: together(usage.answer, views.answer, clicks, errors),
    tools: h(CopyCommand, { key: "command", command: "usage", more: ["--type", "CLICK", "--by", COMPONENT, "--by", ELEMENT] }),
    note: h("p", { class: "note foot-note" }, say("clicks.how", { clicks: count(clicks.data?.events.length ?? 0), errors: count(errors.data?.events.length ?? 0) })),
    columns: [
      texts("component", say("clicks.component"), row => row.value),
      texts("element", say("clicks.element"), row => row.then_value, clicksHref),
      counts("events", say("page.clicks"), row => row.events, clicksHref),
      users,
      ...changes(usage),
      counts("views", say("clicks.views"), viewsOf, row => (row.value === null ? null : eventsOf([["type", "=", "VIEW"], [COMPONENT, "=", row.value]]))),
      { id: "rate", label: say("clicks.per-view"), isNumber: true, text: row => (viewsOf(row) ? (row.events / viewsOf(row)).toFixed(2) : say("table.none")) },
      { id: "broken", label: say("clicks.broken"), isNumber: true, text: row => (broken === null ? "" : brokenAt(row)?.n ?? 0), cell: row => {
        const found = brokenAt(row);
        return broken === null ? "" : found ? h("a", { class: "bad", href: eventsOf([found.session ? [found.field, "=", found.session] : ["uid", "=", found.uid ?? ""]],
          { since: new Date(found.at - 1000).toISOString(), until: new Date(found.at + SOON).toISOString() }) }, count(found.n)) : count(0);
      } },
    ],
  });
}


/** @param {any} event */
const who = event => (sessionOf(event) ?? event.uid) ?? null;

/**
 * How many clicks of each kind had an error within five seconds; and where the latest of them was.
 *
 * @param {any[]} clicks @param {any[]} errors
 * @returns {Map<string, {n: number, at: number, field: string, session: string | null, uid: string | null}>}
 */
function brokenOf(clicks, errors) {
  /** @type {Map<string, number[]>} */
  const times = new Map();
  errors.forEach(error => who(error) !== null && times.set(who(error), [...(times.get(who(error)) ?? []), Date.parse(error.created_at)]));
  const found = new Map();
  for (const click of clicks) {
    const at = Date.parse(click.created_at);
    if (times.get(who(click))?.some(time => time >= at && time - at <= SOON)) {
      const key = rowKey({ value: click[COMPONENT] ?? null, then_value: click[ELEMENT] ?? null });
      const one = found.get(key) ?? { n: 0, at, field: sessionField(click), session: sessionOf(click), uid: click.uid ?? null };
      one.n++;
      found.set(key, one);
    }
  }
  return found;
}

function Searches() {
  const eventsOf = useEvents();
  const searched = useUsage({ by: "data.search", where: ["data.search exists"], limit: SEARCHES });
  const clicked = useUsage({ by: [SEARCH, RESULT], where: wheres([CLICK, [SEARCH, "exists", ""]]), limit: 5000 });
  const clicksOf = (/** @type {any} */ row) => (clicked.answer.data?.rows ?? []).filter((/** @type {any} */ one) => one.value === row.value);
  const sum = (/** @type {any[]} */ rows) => rows.reduce((n, row) => n + row.events, 0);
  const best = (/** @type {any} */ row) => clicksOf(row).find((/** @type {any} */ one) => one.then_value !== null);
  const clicksHref = (/** @type {any} */ row) => eventsOf([CLICK, [SEARCH, "=", row.value]]);
  return h(FigureCard, {
    title: say("clicks.searches"), says: rowsSay(searched.answer, SEARCHES, "data.search"), answer: together(searched.answer, clicked.answer),
    note: h("p", { class: "note foot-note" }, say("clicks.searches.how")),
    columns: [
      texts("search", say("clicks.search"), row => row.value),
      counts("searches", say("clicks.searched"), row => row.events, row => eventsOf([["data.search", "=", row.value]])),
      counts("clicks", say("clicks.followed"), row => sum(clicksOf(row)), clicksHref),
      { id: "rate", label: say("clicks.rate"), isNumber: true, text: row => percent(sum(clicksOf(row)), row.events) },
      texts("result", say("clicks.result"), row => best(row)?.then_value ?? "", row => (best(row) ? eventsOf([CLICK, [SEARCH, "=", row.value], [RESULT, "=", best(row).then_value]]) : null)),
    ],
  });
}
