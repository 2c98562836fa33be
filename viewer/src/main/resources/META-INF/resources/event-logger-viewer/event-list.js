// @ts-check
/** The latest events of something, each of which can be opened below its row. */
import { h } from "./lib/preact.module.js";
import { useFrame } from "./context.js";
import { EventPanel } from "./event-panel.js";
import { EventTable } from "./event-table.js";
import { useEvents, useLatest, useScope } from "./figures.js";
import { count } from "./format.js";
import { Answered, Card } from "./parts.js";
import { say } from "./words.js";

const MOST = 50;

/** @param {{title: string, where: import("./figures.js").Condition[], columns: string[]}} props */
export function EventList({ title, where, columns }) {
  const { view, go, isNarrow } = useFrame();
  const answer = useLatest(where, { limit: MOST });
  const eventsOf = useEvents();
  const scope = useScope();
  const { event: open = "" } = view.own;
  const onOpen = (/** @type {string} */ id) => go({ own: { event: id === open ? "" : id } }, { replace: open !== "" });
  const n = answer.data?.events.length ?? 0;
  const says = answer.state === "ready" ? `${say(answer.data.next ? "figures.latest" : "explore.shown.all", { n: count(n), total: count(n) })} · ${scope}` : "";
  const panel = (/** @type {any[]} */ events) => (open ? h(EventPanel, { id: open, event: events.find(one => one.id === open), onClose: () => onOpen(open) }) : null);
  return h(Card, { title, says, tools: h("a", { class: "button", href: eventsOf(where) }, say("figures.explore")) },
    h(Answered, { of: answer, isEmpty: data => data.events.length === 0, children: data =>
      h(EventTable, { caption: `${title}: ${says}`, events: data.events, columns: isNarrow ? ["created_at", "details"] : columns, open, at: open, onOpen, below: panel(data.events) }) }));
}
