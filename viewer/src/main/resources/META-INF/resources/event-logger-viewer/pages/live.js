// @ts-check
/** Live: events as they come. What comes faster than anybody reads is drawn once a frame, and only so much is kept. */
import { h } from "../lib/preact.module.js";
import { useCallback, useState } from "../lib/hooks.module.js";
import { columnsOf } from "../columns.js";
import { useFrame, useQuestion } from "../context.js";
import { EventPanel } from "../event-panel.js";
import { EventTable } from "../event-table.js";
import { count } from "../format.js";
import { useKey } from "../keys.js";
import { useTail } from "../tail.js";
import { Card } from "../parts.js";
import { zoneName } from "../time.js";
import { CopyCommand } from "../tools.js";
import { say } from "../words.js";

export function Page() {
  const { view, go, isNarrow } = useFrame();
  const question = useQuestion();
  const tail = useTail({ log: question.log, where: question.where });
  const [kept, setKept] = useState(/** @type {any} */ (null));
  const { event: open = "" } = view.own;
  const openEvent = useCallback((/** @type {string} */ id) => go({ own: { event: id === open ? "" : id } }, { replace: true }), [open]);
  const close = () => go({ own: { event: "" } }, { replace: true });
  useKey((key, e) => {
    const from = tail.events.findIndex(one => one.id === open);
    const next = tail.events[key === "j" ? from + 1 : from - 1];
    if ((key === "j" || key === "k") && next) {
      go({ own: { event: next.id } }, { replace: true });
    } else if (key === "Escape" && open) {
      close();
    } else if (key === "p" || (key === " " && e.target === document.body)) {
      e.preventDefault();
      tail.setPaused(!tail.isPaused);
    }
  });
  const found = tail.events.find(one => one.id === open) ?? (kept?.id === open ? kept : undefined);
  if (found && found !== kept) {
    setKept(found); // the panel stays when the event has gone from the list
  }
  const panel = open ? h(EventPanel, { id: open, event: found, onClose: close }) : null;
  const isBelow = isNarrow && tail.events.some(one => one.id === open);
  const columns = columnsOf(view.own, isNarrow);
  const says = say("live.says", { shown: count(tail.events.length), came: count(tail.came), rate: count(tail.rate), zone: zoneName(view.tz) });
  return h("div", { class: `live ${panel && !isBelow ? "with-event" : ""}` },
    h("h1", { class: "unseen" }, say("page.live")),
    h("div", { class: "of-events" },
      h(Card, {
        title: say("live.heading"), says: h("span", { "aria-live": "off" }, says),
        tools: [
          h("span", { key: "state", class: `lamp ${tail.state}`, role: "status" }, say(`live.${tail.state}`)),
          h("button", { key: "pause", type: "button", class: "main", "aria-pressed": tail.isPaused, onClick: () => tail.setPaused(!tail.isPaused) },
            tail.isPaused ? say("live.go-on") : say("live.pause")),
          h("button", { key: "clear", type: "button", onClick: tail.clear }, say("live.clear")),
          h(CopyCommand, { key: "command", command: "tail", more: ["-f"] }),
        ],
      },
      tail.isPaused && tail.waiting > 0 ? h("p", { class: "state" }, say("live.waiting", { n: count(tail.waiting) })) : null,
      tail.hasGap ? h("p", { class: "state" }, say("live.gap")) : null,
      tail.events.length === 0
        ? h("div", { class: "state" }, h("p", null, h("strong", null, say("live.empty"))), h("p", null, say("live.empty.next")))
        : h(EventTable, { caption: say("live.heading"), events: tail.events, columns, open, at: "", onOpen: openEvent, below: isBelow ? panel : null }),
      tail.dropped > 0 ? h("p", { class: "says" }, say("live.dropped", { n: count(tail.dropped) })) : null)),
    panel && !isBelow ? h("div", { class: "of-event" }, panel) : null);
}
