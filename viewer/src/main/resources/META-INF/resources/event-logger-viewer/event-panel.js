// @ts-check
/** One event: its fields, its data and context as trees, each value to filter by. */
import { h } from "./lib/preact.module.js";
import { useEffect, useRef, useState } from "./lib/hooks.module.js";
import { useAnswer, useFrame } from "./context.js";
import { brief, duration } from "./format.js";
import { Tree, ValueActions } from "./json-tree.js";
import { Level } from "./levels.js";
import { Answered, Copy, Text } from "./parts.js";
import { withCondition } from "./query.js";
import { exactTime, zoneName } from "./time.js";
import { say } from "./words.js";

const FIELDS = ["type", "name", "level", "uid", "subject", "message", "schema", "schema_version", "duration_ms"];
const AROUND = 5 * 60_000;

/** An event by its id; the one that is shown already, if it is. @param {{id: string, event?: any, onClose: () => void, onStep?: (by: number) => void}} props */
export function EventPanel({ id, event, onClose, onStep }) {
  const { view } = useFrame();
  const answer = useAnswer(event ? null : `api/log/events/${encodeURIComponent(id)}`, { log: view.log });
  const shown = event ?? (answer.data?.id === id ? answer.data : null);
  const panel = useRef(/** @type {HTMLElement | null} */ (null));
  const last = useRef(id);
  last.current = id;
  useEffect(() => {
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    panel.current?.focus({ preventScroll: true });
    return () => {
      const isLost = document.activeElement === document.body || panel.current?.contains(document.activeElement);
      const opener = /** @type {HTMLElement | null} */ (document.querySelector(`[data-event="${CSS.escape(last.current)}"]`));
      isLost && (opener ?? before)?.focus();
    };
  }, []);
  return h("section", { ref: panel, class: "event", "aria-label": say("event.heading"), tabIndex: -1 },
    h("header", { class: "event-head" },
      h("h2", null, shown ? [brief(shown.name ?? shown.event_type ?? shown.schema?.id, 80), " ", h(Level, { level: shown.level })] : say("event.heading")),
      h("div", { class: "tools" },
        onStep ? [h("button", { type: "button", key: "newer", onClick: () => onStep(-1) }, say("event.newer")), h("button", { type: "button", key: "older", onClick: () => onStep(1) }, say("event.older"))] : null,
        h("button", { type: "button", class: "close", "aria-label": say("event.close"), title: say("event.close"), onClick: onClose }, "×"))),
    event ? h(Event, { event, key: id }) : h(Answered, { of: answer, children: data => h(Event, { event: data, key: data.id }) }));
}

/** @param {{event: any}} props */
function Event({ event }) {
  const { view, link } = useFrame();
  const [search, setSearch] = useState("");
  const at = Date.parse(event.created_at);
  const around = { since: new Date(at - AROUND).toISOString(), until: new Date(at + AROUND).toISOString(), q: "", own: { after: "" } };
  return h("div", { class: "event-body" },
    h("p", { class: "when" }, h("time", { datetime: event.created_at }, exactTime(event.created_at, view.tz)),
      zoneName(view.tz) === "UTC" ? null : h("span", { class: "note" }, exactTime(event.created_at, "UTC"))),
    h("p", { class: "id" }, h("code", null, event.id)),
    h("div", { class: "tools" },
      h(Copy, { text: () => event.id }, say("event.copy-id")),
      h(Copy, { text: () => JSON.stringify(event, null, 2) }, say("event.copy-json")),
      h(Copy, { text: () => new URL(link({ page: "explore", own: { event: event.id } }), location.href).href }, say("tools.copy-link"))),
    h("ul", { class: "see-also" },
      event.uid ? h("li", null, h("a", { href: link({ page: "explore", q: withCondition("", "uid", "=", event.uid), own: { after: "", event: event.id } }) }, say("event.user"))) : null,
      event.subject ? h("li", null, h("a", { href: link({ page: "explore", q: withCondition("", "subject", "=", event.subject), own: { after: "", event: event.id } }) }, say("event.subject"))) : null,
      h("li", null, h("a", { href: link({ page: "explore", ...around, own: { after: "", event: event.id } }) }, say("event.close-to")))),
    h("label", { class: "search" }, h("span", { class: "unseen" }, say("event.search")),
      h("input", { type: "search", value: search, placeholder: say("event.search"), onInput: (/** @type {any} */ e) => setSearch(e.target.value) })),
    h("h3", null, say("event.fields")),
    h("dl", { class: "fields-of" }, FIELDS.map(field => h(FieldOf, { key: field, event, field, search }))),
    h(Tree, { title: say("event.data"), part: "data", root: event.event_data, search }),
    h(Tree, { title: say("event.context"), part: "context", root: event.context, search }));
}

/** @param {{event: any, field: string, search: string}} props */
function FieldOf({ event, field, search }) {
  const value = { type: event.event_type, schema: event.schema?.id, schema_version: event.schema?.version }[field] ?? event[field];
  const isWanted = search === "" || `${field} ${value}`.toLowerCase().includes(search.toLowerCase());
  if (value === undefined || value === null || !isWanted) {
    return null;
  }
  const operator = field === "message" ? { only: "=", not: "!=" } : undefined;
  return h("div", { class: "field" },
    h("dt", null, field),
    h("dd", null,
      field === "duration_ms" ? h("span", { title: `${value} ms` }, duration(value)) : field === "level" ? h(Level, { level: value }) : h(Text, { text: String(value), hasLines: true }),
      h(ValueActions, { field, value, ...operator })));
}
