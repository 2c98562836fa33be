// @ts-check
/** The most frequent values of a field, with what was asked of them. */
import { h } from "./lib/preact.module.js";
import { changes, counts, durations, FigureCard, rowsSay, texts, together, useEvents, useUsage, useUsers, wheres } from "./figures.js";
import { say } from "./words.js";

/** Only the rows that have the field. @param {any} data */
const withValue = data => data.rows.filter((/** @type {any} */ row) => row.value !== null);

/**
 * @param {{title: string, by: string, then?: string, where?: import("./figures.js").Condition[], limit?: number, measure?: string, withNone?: boolean,
 *   valueName?: string, also?: import("./context.js").Answer[], hrefOf?: (row: any) => string, more?: import("./figures.js").Figure[], tools?: any, others?: [string, string][], counted?: import("./figures.js").Usage}} props counted is what was asked already, with other things; hrefOf is where a value leads, by default to its events; also are the answers that "more" is made of; others are fields that may be there where this is not, and where they lead
 */
export function Ranking({ title, by, then = "", where = [], limit = 10, measure = "", withNone = false, valueName = by, hrefOf, also = [], more = [], tools, others = [], counted }) {
  const eventsOf = useEvents();
  const asked = useUsage(counted ? null : { by: then ? [by, then] : by, where: wheres(withNone ? where : [...where, [by, "exists", ""]]), limit, measure });
  const usage = counted ?? asked;
  const isOfOne = by === "uid" || where.some(([field]) => field === "uid");
  const conditions = (/** @type {any} */ row) => /** @type {import("./figures.js").Condition[]} */ ([...where, [by, "=", row.value], ...(then ? [[then, "=", row.then_value]] : [])]);
  const known = (/** @type {any} */ row) => (row.value === null || (then && row.then_value === null) ? null : conditions(row));
  const href = (/** @type {any} */ row) => {
    const all = known(row);
    return all && eventsOf(all);
  };
  const users = useUsers(known);
  const columns = [
    texts("value", valueName, row => row.value, row => (row.value !== null && hrefOf ? hrefOf(row) : href(row))),
    ...(then ? [texts("then", then, row => row.then_value)] : []),
    counts("events", say("chart.events"), row => row.events, href),
    ...(isOfOne ? [] : [users]),
    ...(measure ? [durations("mean", say("figures.mean"), row => row.mean), durations("p50", "p50", row => row.p50), durations("p95", "p95", row => row.p95)] : []),
    ...changes(usage),
    ...more,
  ];
  return h(FigureCard, {
    title, answer: together(usage.answer, ...also), columns, tools, rows: withNone ? undefined : withValue, says: rowsSay(usage.answer, limit, by),
    empty: h("div", { class: "state" }, h("p", null, h("strong", null, say("figures.none", { field: by }))),
      h("p", { class: "next" }, others.map(([field, to]) => h("a", { class: "button", key: field, href: to }, say("usage.by-field", { field }))))),
  });
}
