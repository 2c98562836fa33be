// @ts-check
/** Capture: who is captured at which level until when, for those who may change it. */
import { h } from "../lib/preact.module.js";
import { useState } from "../lib/hooks.module.js";
import { ask, urlOf } from "../ask.js";
import { useAnswer } from "../context.js";
import { visible } from "../format.js";
import { Answered, Card, Table, Text, Time } from "../parts.js";
import { say } from "../words.js";

const PATH = "api/policy";
const HOUR = 3600e3;
const SPANS = /** @type {const} */ ({ hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, ever: 0 });

/** @typedef {{group: "everyone" | "users" | "groups", name: string, rule: any}} Row */

export function Page() {
  const answer = useAnswer(PATH);
  const [problem, setProblem] = useState("");
  const send = async (/** @type {string} */ method, /** @type {any} */ rules) => {
    try {
      await ask(urlOf(PATH), { method, body: await rules });
      setProblem("");
      answer.again();
    } catch (/** @type {any} */ failure) {
      setProblem(visible(failure.message || say(`answer.${failure.kind}`), true));
    }
  };
  const change = (/** @type {object} */ rules) => send("PUT", rules);
  // To the newest rules: somebody else may have changed them since they were shown.
  const changeRule = (/** @type {Row} */ row) => send("PUT", ask(urlOf(PATH)).then(({ policy }) => withRule(policy, row)));
  return h("div", { class: "page" },
    h("h1", null, say("page.capture")),
    h("p", { class: "says" }, say("capture.says")),
    h("p", { class: "problem lines", role: "alert" }, problem),
    h(Answered, { of: answer, children: ({ policy, changed, since, changeable }) => [
      h("p", { key: "state", class: "verdict" }, say(changed ? "capture.changed" : "capture.configured"), " ", h(Time, { iso: since })),
      changeable ? null : h("p", { key: "fixed", class: "state" }, say("capture.fixed")),
      h(Rules, { key: "rules", policy, change: changeable ? changeRule : null }),
      changeable ? h(Add, { key: "add", change: changeRule }) : null,
      h(Written, { key: `written ${since}`, policy, change: changeable ? change : null, reset: changed ? () => send("DELETE", undefined) : null }),
    ] }));
}

/** @param {any} policy @returns {Row[]} */
function rowsOf(policy) {
  const named = (/** @type {"users" | "groups"} */ group) => Object.entries(policy[group] ?? {}).map(([name, rule]) => ({ group, name, rule }));
  return [{ group: "everyone", name: "", rule: policy.everyone ?? "verbose" }, ...named("groups"), ...named("users")];
}

/** The rules with one more, or without one. @param {any} policy @param {Row} row */
function withRule(policy, { group, name, rule }) {
  if (group === "everyone") {
    return { ...policy, everyone: rule };
  }
  const rules = { ...policy[group] };
  if (rule === undefined) {
    delete rules[name];
  } else {
    // Not by name alone: __proto__ is a user like any other.
    Object.defineProperty(rules, name, { value: rule, enumerable: true, configurable: true, writable: true });
  }
  return { ...policy, [group]: rules };
}

/** @param {{policy: any, change: ((row: Row) => void) | null}} props */
function Rules({ policy, change }) {
  const word = (/** @type {any} */ rule) => (rule.capture === "custom" ? JSON.stringify({ names: rule.names, level: rule.level }) : say(`capture.${rule.capture ?? rule}`.toLowerCase()));
  return h(Card, { title: say("capture.rules"), says: say("capture.order") },
    h(Table, {
      caption: say("capture.rules"), rows: rowsOf(policy), keyOf: row => `${row.group} ${row.name}`, columns: [
        { id: "who", label: say("capture.who"), cell: row => [say(`capture.${row.group}`), " ", h(Text, { text: row.name })] },
        { id: "what", label: say("capture.what"), cell: row => h(Text, { text: String(word(row.rule)) }) },
        { id: "until", label: say("capture.until"), cell: row => (row.rule.until ? h(Time, { iso: row.rule.until }) : say("capture.ever")) },
        { id: "do", label: h("span", { class: "unseen" }, say("capture.remove")), cell: row => (change && row.name !== ""
          ? h("button", { type: "button", class: "link", onClick: () => change({ ...row, rule: undefined }) }, say("capture.remove")) : null) },
      ],
    }));
}

/** @param {{change: (row: Row) => void}} props */
function Add({ change }) {
  const [row, setRow] = useState({ group: "users", name: "", capture: "verbose", span: "hour" });
  const set = (/** @type {string} */ field) => (/** @type {any} */ e) => setRow({ ...row, [field]: e.target.value });
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    const span = SPANS[/** @type {keyof typeof SPANS} */ (row.span)];
    const rule = span === 0 ? { capture: row.capture } : { capture: row.capture, until: new Date(Date.now() + span).toISOString() };
    change({ group: /** @type {any} */ (row.group), name: row.name, rule });
  };
  const choice = (/** @type {"group" | "capture" | "span"} */ field, /** @type {string[]} */ values) =>
    h("label", { class: "choice" }, say(`capture.${field}`), " ",
      h("select", { value: row[field], onChange: set(field) }, values.map(value => h("option", { key: value, value }, say(`capture.${value}`)))));
  return h(Card, { title: say("capture.add") },
    h("form", { class: "row", onSubmit: submit },
      choice("group", ["users", "groups", "everyone"]),
      row.group === "everyone" ? null : h("label", { class: "choice" }, say("capture.name"), " ", h("input", { type: "text", required: true, value: row.name, onInput: set("name") })),
      choice("capture", ["verbose", "standard"]),
      choice("span", Object.keys(SPANS)),
      h("button", { type: "submit", class: "main" }, say("capture.do"))));
}

/** All rules, those for APIs and sampling too, as they are written. @param {{policy: any, change: ((rules: object) => void) | null, reset: (() => void) | null}} props */
function Written({ policy, change, reset }) {
  const [text, setText] = useState(JSON.stringify(policy, null, 2));
  const [isBroken, setBroken] = useState(false);
  const save = () => {
    try {
      change?.(JSON.parse(text));
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  return h(Card, {
    title: say("capture.written"), says: say("capture.written.says"),
    tools: reset ? h("button", { type: "button", onClick: reset }, say("capture.reset")) : null,
  },
  h("label", { class: "unseen", for: "capture-written" }, say("capture.written")),
  h("textarea", { id: "capture-written", class: "written", rows: 10, spellcheck: false, readOnly: change === null, value: text, onInput: (/** @type {any} */ e) => setText(e.target.value) }),
  isBroken ? h("p", { class: "problem", role: "alert" }, say("capture.broken")) : null,
  change ? h("p", { class: "next" }, h("button", { type: "button", onClick: save }, say("capture.save"))) : null);
}
