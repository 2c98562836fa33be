// @ts-check
/** The most frequent values of some fields, each to filter by. */
import { h } from "./lib/preact.module.js";
import { useId, useState } from "./lib/hooks.module.js";
import { knownFields } from "./complete.js";
import { useAnswer, useFrame, useQuestion } from "./context.js";
import { brief, count, cut } from "./format.js";
import { Answered, Card } from "./parts.js";
import { canonical, withCondition } from "./query.js";
import { say } from "./words.js";

const USUAL = ["level", "type", "name", "uid"];
const VALUES = 8;

export function Facets() {
  const { view, go } = useFrame();
  const more = ((view.own.by ?? "").match(/(?:"(?:[^"]|"")*"|[^,"])+/g) ?? []).map(canonical);
  const question = useQuestion();
  const answer = useAnswer("api/log/facets", { ...question, by: [...USUAL, ...more], limit: VALUES });
  const setMore = (/** @type {string[]} */ fields) => go({ own: { by: fields.join(",") } }, { replace: true });
  const drop = (/** @type {string} */ gone) => setMore(more.filter(field => field !== gone));
  return h(Card, { title: say("explore.facets"), says: say("explore.facets.says"), class: "facets" },
    h(Answered, { of: answer, children: data =>
      data.facets.map((/** @type {any} */ facet) => h(Facet, {
        key: facet.field, facet, onDrop: more.includes(facet.field) ? () => drop(facet.field) : undefined,
      })) }),
    // Of what the server does not count, there is a way back.
    answer.state === "failed" && more.length > 0 ? h("ul", { class: "facet" }, more.map(field => h("li", { key: field }, brief(field, 60), h(Drop, { field, onDrop: () => drop(field) })))) : null,
    h(Add, { onAdd: (/** @type {string} */ field) => ![...USUAL, ...more].includes(canonical(field)) && setMore([...more, canonical(field)]) }));
}

/** @param {{field: string, onDrop: () => void}} props */
const Drop = ({ field, onDrop }) => h("button", { type: "button", class: "link", "aria-label": say("explore.facets.drop", { field }), onClick: onDrop }, "×");

/** @param {{facet: {field: string, values: any[]}, onDrop?: () => void}} props */
function Facet({ facet: { field, values }, onDrop }) {
  const most = Math.max(1, ...values.map(one => one.events));
  return h("div", { class: "facet" },
    h("h3", null, brief(field, 60), onDrop ? h(Drop, { field, onDrop }) : null),
    values.length === 0 || (values.length === 1 && values[0].value === null)
      ? h("p", { class: "says" }, say("explore.facets.none"))
      : h("ul", null, values.map(one => h(Value, { key: String(one.value), field, one, most }))));
}

/** @param {{field: string, one: {value: any, events: number}, most: number}} props */
function Value({ field, one, most }) {
  const { view, link } = useFrame();
  const isNone = one.value === null;
  const value = String(one.value);
  const shown = isNone ? say("explore.facets.without") : brief(value, 40);
  const q = isNone ? null : withCondition(view.q, field, "=", value);
  const not = isNone ? withCondition(view.q, field, "exists") : withCondition(view.q, field, "!=", value);
  const own = { after: "" };
  return h("li", null,
    q === null ? h("span", { class: "value none" }, shown)
      : h("a", { class: "value", href: link({ q, own }), title: brief(value), "aria-label": `${say("explore.facets.only", { field, value: shown })}, ${count(one.events)}` }, h("bdi", null, shown)),
    h("span", { class: "n" }, count(one.events)),
    h("a", { class: "not", href: link({ q: not, own }), title: say("explore.facets.not", { field, value: shown }), "aria-label": say("explore.facets.not", { field, value: shown }) }, "≠"),
    h("meter", { min: 0, max: most, value: one.events, "aria-hidden": "true", class: cut(value)[1] ? "long" : "" }));
}

/** @param {{onAdd: (field: string) => void}} props */
export function Add({ onAdd, label = say("explore.facets.add"), hint = say("explore.facets.add.label") }) {
  const [field, setField] = useState("");
  const id = useId();
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    if (field.trim() !== "") {
      onAdd(field.trim());
      setField("");
    }
  };
  return h("form", { class: "add", onSubmit: submit },
    h("input", { type: "text", value: field, list: id, placeholder: label, "aria-label": hint, spellcheck: false, onInput: (/** @type {any} */ e) => setField(e.target.value) }),
    h("datalist", { id }, knownFields().map(one => h("option", { key: one, value: one }))));
}
