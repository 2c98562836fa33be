// @ts-check
/** Explore: when events were, which values they have, and the events themselves. */
import { h } from "../lib/preact.module.js";
import { useEffect, useMemo, useState } from "../lib/hooks.module.js";
import { columnName, columnsOf, columnsText } from "../columns.js";
import { learnFrom } from "../complete.js";
import { useAnswer, useFrame, useQuestion } from "../context.js";
import { EventPanel } from "../event-panel.js";
import { EventTable } from "../event-table.js";
import { Add, Facets } from "../facets.js";
import { count, counted } from "../format.js";
import { Histogram, useTotal } from "../histogram.js";
import { useKey } from "../keys.js";
import { Answered, Card, Menu } from "../parts.js";
import { zoneName } from "../time.js";
import { CopyCommand, Export } from "../tools.js";
import { say } from "../words.js";

const PAGE = 100;

export function Page() {
  const { view, go, isNarrow } = useFrame();
  const { event: open = "", after = "", sort = "" } = view.own;
  const question = useQuestion();
  const answer = useAnswer("api/log/events", { ...question, sort, after, limit: PAGE });
  const [at, setAt] = useState("");
  const [total, setTotal] = useTotal(question);
  const events = answer.data?.events ?? [];
  useEffect(() => learnFrom(events), [answer.data]);

  const openEvent = (/** @type {string} */ id) => {
    setAt(id);
    go({ own: { event: id === open ? "" : id } }, { replace: open !== "" });
  };
  const close = () => go({ own: { event: "" } });
  const step = (/** @type {number} */ by) => {
    const from = events.findIndex((/** @type {any} */ one) => one.id === (open || at));
    const next = events[Math.min(events.length - 1, Math.max(0, from + by))];
    if (next) {
      setAt(next.id);
      if (open) {
        go({ own: { event: next.id } }, { replace: true });
      }
    }
  };
  useKey((key, e) => {
    if (key === "j" || key === "k") {
      step(key === "j" ? 1 : -1);
    } else if (key === "Enter" && at && !/** @type {HTMLElement} */ (e.target).closest("a, button, summary")) {
      openEvent(at);
    } else if (key === "Escape" && open) {
      close();
    }
  });
  const panel = open ? h(EventPanel, { id: open, event: events.find((/** @type {any} */ one) => one.id === open), onClose: close, onStep: isNarrow ? undefined : step }) : null;
  const isBelow = isNarrow && events.some((/** @type {any} */ one) => one.id === open);
  return h("div", { class: `explore ${panel && !isBelow ? "with-event" : ""}` },
    h("h1", { class: "unseen" }, say("page.explore")),
    h("div", { class: "of-chart" }, h(Histogram, { question, onTotal: setTotal })),
    h("div", { class: "of-facets" }, h(Facets, null)),
    h("div", { class: "of-events" }, h(EventList, { answer, total, open, at: open || at, onOpen: openEvent, below: isBelow ? panel : null })),
    panel && !isBelow ? h("div", { class: "of-event" }, panel) : null);
}

/** @param {{answer: import("../context.js").Answer, total: number | null, open: string, at: string, onOpen: (id: string) => void, below: any}} props */
function EventList({ answer, total, open, at, onOpen, below }) {
  const { view, go, link, isNarrow } = useFrame();
  const { after = "", sort = "" } = view.own;
  const columns = columnsOf(view.own, isNarrow);
  const onSort = (/** @type {string} */ column) => go({ own: { sort: nextSort(column, sort), after: "" } });
  const fields = columns.flatMap(column => (column === "details" ? ["subject", "message", "data"] : [column]));
  const says = answer.state === "ready" ? shownOf(answer.data, total, after, sort) : "";
  return h(Card, {
    title: say("explore.heading"), says: says && `${says} · ${zoneName(view.tz)}`,
    tools: [h(Columns, { key: "columns", columns }), h(CopyCommand, { key: "command", command: "query" }),
      h(Export, { key: "export", what: total === null ? say("explore.heading") : counted(total), fields: view.own.cols ? fields : [], sort })],
  },
  h(Answered, {
    of: answer, isEmpty: data => data.events.length === 0, children: data => [
      h(EventTable, { key: "table", caption: `${say("explore.heading")}: ${says}`, events: data.events, columns, open, at, onOpen, sort, onSort, below }),
      h("nav", { key: "pages", class: "next", "aria-label": say("explore.heading") },
        after ? h("a", { class: "button", href: link({ own: { after: "" } }) }, say(sort ? "explore.first" : "explore.latest")) : null,
        data.next ? h("a", { class: "button", href: link({ own: { after: data.next } }) }, say(sort ? "explore.further" : "explore.older")) : null),
    ],
  }));
}

/** @param {string} column @param {string} sort */
function nextSort(column, sort) {
  const first = column === "duration_ms" ? `${column}:desc` : column;
  const second = column === "duration_ms" ? column : `${column}:desc`;
  return column === "created_at" ? (sort === "created_at" ? "" : "created_at") : sort === first ? second : sort === second ? "" : first;
}

/** How many of how many. @param {any} data @param {number | null} total @param {string} after @param {string} sort */
function shownOf(data, total, after, sort) {
  const n = data.events.length;
  if (total !== null && !after && !data.next && n === total) {
    return say("explore.shown.all", { total: counted(n) });
  }
  return total !== null && !after && !sort ? say("explore.shown.first", { to: count(Math.min(n, total)), total: counted(total) })
    : sort ? say("explore.shown.unknown-order", { n: count(n), sort }) : say("explore.shown.unknown", { n: count(n) });
}

/** @param {{columns: string[]}} props */
function Columns({ columns }) {
  const { view, go } = useFrame();
  const offered = useMemo(() => [...new Set(["created_at", "level", "type", "name", "uid", "subject", "message", "duration_ms", "schema", "details", ...columns])], [columns.join()]);
  const set = (/** @type {string[]} */ next) => next.length > 0 && go({ own: { cols: columnsText(next) } }, { replace: true });
  return h(Menu, {
    class: "at-end", label: say("explore.columns"), children: () => [
      h("ul", { class: "choices", key: "columns" }, offered.map(column => h("li", { key: column }, h("label", { class: "check" },
        h("input", { type: "checkbox", checked: columns.includes(column),
          onChange: (/** @type {any} */ e) => set(e.target.checked ? offered.filter(one => one === column || columns.includes(one)) : columns.filter(one => one !== column)) }),
        columnName(column))))),
      h(Add, { key: "add", label: say("explore.columns.add"), hint: say("explore.columns.add.label"), onAdd: (/** @type {string} */ field) => !columns.includes(field) && set([...columns, field]) }),
      view.own.cols ? h("button", { key: "reset", type: "button", class: "link", onClick: () => go({ own: { cols: "" } }) }, say("explore.columns.reset")) : null,
    ],
  });
}
