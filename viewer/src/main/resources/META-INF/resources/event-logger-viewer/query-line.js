// @ts-check
/** The query line: conditions, completed from what there is; what is wrong is said below, and never asked. */
import { h } from "./lib/preact.module.js";
import { useEffect, useId, useRef, useState } from "./lib/hooks.module.js";
import { completionsAt, learnFields } from "./complete.js";
import { useFrame, useQuestion } from "./context.js";
import { brief, count } from "./format.js";
import { conditionText, readLine } from "./query.js";
import { say } from "./words.js";

/** @typedef {import("./complete.js").Completion} Completion */

export function QueryLine() {
  const { view, go, isNarrow } = useFrame();
  const question = useQuestion();
  const id = useId();
  const input = useRef(/** @type {HTMLInputElement | null} */ (null));
  const [text, setText] = useState(view.q);
  const [offers, setOffers] = useState(/** @type {Completion[]} */ ([]));
  const [chosen, setChosen] = useState(-1);
  const asking = useRef(/** @type {AbortController | null} */ (null));
  // Only a view that has changed sets what is in the line: never an answer that comes meanwhile.
  useEffect(() => setText(view.q), [view.q]);
  const { problem } = readLine(text);
  const isBroken = problem !== null && text === view.q;

  const close = () => {
    asking.current?.abort();
    setOffers([]);
    setChosen(-1);
  };
  const offer = async (/** @type {string} */ line) => {
    asking.current?.abort();
    const controller = new AbortController();
    asking.current = controller;
    const caret = input.current?.selectionStart ?? line.length;
    const found = await completionsAt(line, caret, question, controller.signal).catch(() => []);
    if (!controller.signal.aborted) {
      setOffers(found);
      setChosen(-1);
    }
  };
  const submit = (line = text) => {
    close();
    setText(line);
    go({ q: line.trim(), own: { after: "" } });
  };
  const take = (/** @type {Completion} */ { line, caret, isWhole }) => {
    setText(line);
    requestAnimationFrame(() => input.current?.setSelectionRange(caret, caret));
    if (isWhole) {
      close();
    } else {
      setTimeout(() => offer(line), 0);
    }
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ e) => {
    const step = e.key === "ArrowDown" ? 1 : e.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && offers.length > 0) {
      e.preventDefault();
      const next = chosen + step;
      setChosen(next >= offers.length ? -1 : next < -1 ? offers.length - 1 : next);
    } else if ((e.key === "Tab" || e.key === "Enter") && chosen >= 0 && offers[chosen]) {
      e.preventDefault();
      take(offers[chosen]);
    } else if (e.key === "Enter") {
      submit();
    } else if (e.key === "Escape") {
      offers.length > 0 ? close() : input.current?.blur();
    }
  };
  return h("div", { class: "query" },
    h("div", { class: "query-box" },
      h("input", {
        ref: input, type: "text", role: "combobox", class: "query-input", value: text, "data-key": "/", spellcheck: false, autocomplete: "off", autocapitalize: "off",
        "aria-label": say("query.label"), "aria-autocomplete": "list", "aria-expanded": offers.length > 0, "aria-controls": `${id}-list`,
        "aria-activedescendant": offers[chosen] ? `${id}-${chosen}` : undefined, "aria-invalid": isBroken, "aria-describedby": `${id}-problem`,
        placeholder: say(isNarrow ? "query.placeholder.short" : "query.placeholder"),
        onInput: (/** @type {any} */ e) => {
          setText(e.target.value);
          offer(e.target.value);
        },
        onFocus: () => learnFields(question),
        onClick: () => offer(text),
        onBlur: close, onKeyDown,
      }),
      text !== view.q ? h("span", { class: "hint" }, h("kbd", null, "Enter")) : null,
      text !== "" ? h("button", { type: "button", class: "link", onClick: () => submit("") }, say("query.clear")) : null),
    h("ul", { id: `${id}-list`, role: "listbox", class: "offers", "aria-label": say("query.label"), hidden: offers.length === 0 },
      offers.map((one, i) => h("li", {
        key: one.label, id: `${id}-${i}`, role: "option", "aria-selected": i === chosen,
        onPointerDown: (/** @type {Event} */ e) => e.preventDefault(), onClick: () => take(one),
      }, h("span", null, brief(one.label, 80)), h("span", { class: "note" }, one.events === undefined ? say("query.field") : say("query.values", { events: count(one.events) }))))),
    h("p", { id: `${id}-problem`, class: "problem", role: "alert" },
      isBroken ? [say("query.problem", { text: brief(problem, 60) }), " ", h(Search, { line: text, problem: problem ?? "", onTake: submit })] : null));
}

/** Words that are no condition are most often looked for in messages. @param {{line: string, problem: string, onTake: (line: string) => void}} props */
function Search({ line, problem, onTake }) {
  const kept = line.slice(0, line.length - problem.length).trim();
  const next = [kept, conditionText("message", "contains", problem)].filter(Boolean).join(" ");
  return h("button", { type: "button", class: "link", onClick: () => onTake(next) }, say("query.search"));
}
