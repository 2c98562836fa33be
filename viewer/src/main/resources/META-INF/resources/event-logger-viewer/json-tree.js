// @ts-check
/** JSON as a tree that opens and closes, with a search, and each scalar to filter by. It is text, whatever it holds. */
import { h } from "./lib/preact.module.js";
import { useState } from "./lib/hooks.module.js";
import { useFrame } from "./context.js";
import { brief } from "./format.js";
import { Text } from "./parts.js";
import { CONTROL, fieldOf, withCondition } from "./query.js";
import { say } from "./words.js";

const AT_ONCE = 100;
const OPEN_BELOW = 40;

/** @typedef {{value: any, names: string[] | null, depth: number, part: string, search: string}} Place names lead there; null where no condition does: in what is an item of a list */

/** @param {any} value */
const isObject = value => value !== null && typeof value === "object";

/** @param {{title: string, part: string, root: any, search: string}} props */
export function Tree({ title, part, root, search }) {
  const total = isObject(root) ? Object.keys(root).length : 0;
  if (total === 0) {
    return null;
  }
  const found = search === "" ? total : Object.entries(root).filter(([name, value]) => isFound(name, value, search.toLowerCase())).length;
  return h("section", { class: "tree", "aria-label": title },
    h("h3", null, title, search === "" ? null : h("span", { class: "note" }, say("event.matches", { n: found, total }))),
    h(Members, { value: root, names: [], depth: 0, part, search }));
}

/** Whether a word is in a name or a value. @param {string} name @param {any} value @param {string} word @returns {boolean} */
function isFound(name, value, word) {
  return name.toLowerCase().includes(word) || (isObject(value)
    ? Object.entries(value).some(([inner, one]) => isFound(Array.isArray(value) ? "" : inner, one, word))
    : String(value).toLowerCase().includes(word));
}

/** @param {Place} props */
function Members({ value, names, depth, part, search }) {
  const [most, setMost] = useState(AT_ONCE);
  const isList = Array.isArray(value);
  const all = Object.entries(value).filter(([name, one]) => search === "" || isFound(isList ? "" : name, one, search.toLowerCase()));
  return h("ul", { class: "members" },
    all.slice(0, most).map(([name, one]) => h("li", { key: name },
      h(Member, { name, value: one, names: isList ? (isObject(one) ? null : names) : names && [...names, name], depth: depth + 1, part, search: !isList && search !== "" && name.toLowerCase().includes(search.toLowerCase()) ? "" : search }))),
    all.length > most ? h("li", { key: " more" }, h("button", { type: "button", class: "link", onClick: () => setMost(most + 10 * AT_ONCE) }, say("event.more", { n: all.length - most }))) : null);
}

/** @param {Place & {name: string}} props */
function Member({ name, value, names, depth, part, search }) {
  const size = isObject(value) ? Object.keys(value).length : 0;
  const [isOpen, setOpen] = useState(depth <= 2 && size <= OPEN_BELOW);
  const label = h("span", { class: "name" }, brief(name, 120));
  if (!isObject(value)) {
    return h("div", { class: "member" }, label, h(Scalar, { value }), names ? h(ValueActions, { field: fieldOf(part, names), value }) : null);
  }
  const says = Array.isArray(value) ? say("event.items", { n: size }) : say("event.members", { n: size });
  const isShown = isOpen || search !== "";
  return h("div", { class: "member of-members" },
    h("button", { type: "button", class: "fold", "aria-expanded": isShown, disabled: size === 0, onClick: () => setOpen(!isOpen) }, label, h("span", { class: "note" }, says)),
    isShown && size > 0 ? h(Members, { value, names, depth, part, search }) : null);
}

/** @param {{value: any}} props */
function Scalar({ value }) {
  const kind = value === null ? "null" : typeof value;
  return h("span", { class: `scalar ${kind}` }, kind === "string" ? h(Text, { text: value, hasLines: true }) : String(value));
}

/** Only those, or all but those, with a value. @param {{field: string, value: any, only?: string, not?: string}} props */
export function ValueActions({ field, value, only = "=", not = "!=" }) {
  const { view, link } = useFrame();
  if (value === null || field === "created_at" || CONTROL.test(field)) {
    return null;
  }
  const action = (/** @type {string} */ operator, /** @type {string} */ sign, /** @type {string} */ word) =>
    h("a", {
      href: link({ page: "explore", q: withCondition(view.q, field, operator, String(value)), own: { after: "" } }), title: say(word),
      "aria-label": `${say(word)}: ${brief(field, 60)} ${brief(value, 60)}`,
    }, sign);
  return h("span", { class: "actions" }, action(only, "=", "event.only"), action(not, "≠", "event.not"));
}
