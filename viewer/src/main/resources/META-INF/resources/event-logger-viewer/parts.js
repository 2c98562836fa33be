// @ts-check
/** Small parts that all pages are made of. */
import { h } from "./lib/preact.module.js";
import { useEffect, useId, useRef, useState } from "./lib/hooks.module.js";
import { cut, visible } from "./format.js";
import { exactTime, shortTime, spanText } from "./time.js";
import { say } from "./words.js";
import { FrameContext, useFrame } from "./context.js";

/** A part of a page: a heading, what it shows, what can be done, the content. @param {{title: string, says?: any, tools?: any, children?: any, class?: string}} props */
export function Card({ title, says, tools, children, class: name = "" }) {
  const id = useId();
  return h("section", { class: `card ${name}`, "aria-labelledby": id },
    h("header", { class: "card-head" },
      h("h2", { id }, title),
      says ? h("p", { class: "says" }, says) : null,
      tools ? h("div", { class: "tools" }, tools) : null),
    children);
}

/** A time, short; the exact one on hover, and for who cannot. @param {{iso: string}} props */
export function Time({ iso }) {
  const { view, now } = useFrame();
  const ms = Date.parse(iso);
  return h("time", { datetime: iso, title: exactTime(iso, view.tz) }, Number.isNaN(ms) ? visible(iso) : shortTime(ms, view.tz, now));
}

/** A text of an event: nothing is hidden in it, and long ones are cut, with the rest behind a button. @param {{text: string, most?: number, hasLines?: boolean}} props */
export function Text({ text, most, hasLines = false }) {
  const [isWhole, setWhole] = useState(false);
  const [begin, isMore] = cut(text, most);
  const shown = visible(isWhole ? text : begin, hasLines);
  const isMarked = /‹U\+/.test(shown) && !/‹U\+/.test(text);
  return h("bdi", { class: hasLines ? "text lines" : "text", title: isMarked ? say("value.hidden") : undefined }, shown,
    isMore ? h("button", { type: "button", class: "link", onClick: () => setWhole(!isWhole) },
      isWhole ? say("event.less") : `… ${say("event.all", { n: text.length })}`) : null);
}

/** Copies a text, and says so, or why there is none. @param {{text: () => string, title?: string, children?: any, class?: string}} props */
export function Copy({ text, title, children, class: name = "" }) {
  const [said, setSaid] = useState("");
  const copy = async () => {
    let made = "";
    try {
      made = text();
      await navigator.clipboard.writeText(made);
      setSaid(say("tools.copied"));
    } catch (/** @type {any} */ e) {
      setSaid(made === "" ? e.message : say("tools.not-copied", { text: made }));
    }
    setTimeout(() => setSaid(""), 4000);
  };
  return h("span", { class: "copy" },
    h("button", { type: "button", class: name, title, onClick: copy }, children),
    h("span", { role: "status", class: said ? "copied" : "" }, said));
}

/** A button that opens something below it, which ends with Escape or a click elsewhere. @param {{label: any, title?: string, children: (close: () => void) => any, class?: string}} props */
export function Menu({ label, title, children, class: name = "" }) {
  const [isOpen, setOpen] = useState(false);
  const root = useRef(/** @type {HTMLElement | null} */ (null));
  const button = useRef(/** @type {HTMLElement | null} */ (null));
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  useEffect(() => {
    if (!isOpen) {
      return undefined;
    }
    const elsewhere = (/** @type {Event} */ e) => !root.current?.contains(/** @type {Node} */ (e.target)) && setOpen(false);
    document.addEventListener("pointerdown", elsewhere);
    /** @type {HTMLElement | null | undefined} */ (root.current?.querySelector(".menu input, .menu a, .menu button"))?.focus();
    return () => document.removeEventListener("pointerdown", elsewhere);
  }, [isOpen]);
  const onKeyDown = (/** @type {KeyboardEvent} */ e) => {
    if (e.key === "Escape" && isOpen) {
      e.stopPropagation();
      close();
    }
  };
  return h("div", { class: `has-menu ${name}`, ref: root, onKeyDown },
    h("button", { type: "button", ref: button, title, "aria-expanded": isOpen, onClick: () => setOpen(!isOpen) }, label),
    isOpen ? h("div", { class: "menu" }, children(close)) : null);
}

/** What has to be done or closed before anything else; whoever had the focus gets it back. @param {{label: string, onClose: () => void, class?: string, children: (close: () => void) => any}} props label is the id of its heading */
export function Dialog({ label, onClose, class: name, children }) {
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  return h("dialog", { ref: dialog, class: name, onClose, "aria-labelledby": label }, children(() => dialog.current?.close()));
}

/**
 * A table. Numbers are right-aligned; a row's heading is its first cell.
 *
 * @typedef {{id: string, label: any, isNumber?: boolean, class?: string, cell: (row: any) => any}} Column
 * @param {{caption: string, columns: Column[], rows: any[], keyOf?: (row: any, index: number) => string | number, isHidden?: boolean, rowProps?: (row: any, index: number) => object}} props
 */
export function Table({ caption, columns, rows, keyOf = (_, i) => i, rowProps = () => ({}) }) {
  const nameOf = (/** @type {Column} */ c) => `${c.isNumber ? "number" : ""} ${c.class ?? ""}`.trim() || undefined;
  return h("div", { class: "scroll", tabIndex: 0, role: "group", "aria-label": caption },
    h("table", null,
      h("caption", { class: "unseen" }, caption),
      h("thead", null, h("tr", null, columns.map(c => h("th", { scope: "col", key: c.id, class: nameOf(c) }, c.label)))),
      h("tbody", null, rows.map((row, i) =>
        h("tr", { key: keyOf(row, i), ...rowProps(row, i) }, columns.map(c => h("td", { key: c.id, class: nameOf(c) }, c.cell(row))))))));
}

/**
 * What the server answers: it alone waits, fails, can be cancelled and asked again. What was there before stays as it was, with its own
 * links, until the next answer comes; and goes when that is given up.
 *
 * @param {{of: import("./context.js").Answer, isEmpty?: (data: any) => boolean, empty?: any, children: (data: any) => any}} props
 */
export function Answered({ of: answer, isEmpty, empty, children }) {
  const { state, data, failure } = answer;
  const frame = useFrame();
  const drawn = useRef(/** @type {any} */ (null));
  const said = useRef("");
  const problem = state === "failed" && failure?.kind !== "cancelled" ? `${failure?.kind} ${failure?.message}` : "";
  useEffect(() => {
    if (state !== "asking") {
      said.current = problem;
    }
  }, [state, problem]);
  if (problem !== "") {
    return h(Failed, { answer, isNews: said.current !== problem });
  }
  if (state === "ready") {
    drawn.current = { frame, content: isEmpty?.(data) ? empty ?? h(NoEvents, null) : children(data) };
  }
  const isStale = state !== "ready";
  return h("div", { class: "answer", "aria-busy": state === "asking" },
    isStale ? h(Waiting, { answer }) : null,
    state === "failed" || state === "idle" || drawn.current === null ? null
      : h("div", { class: isStale ? "stale" : undefined }, h(FrameContext.Provider, { value: drawn.current.frame }, drawn.current.content)));
}

/** @param {{answer: import("./context.js").Answer}} props */
function Waiting({ answer }) {
  const [seconds, setSeconds] = useState(0);
  const isAsking = answer.state === "asking";
  useEffect(() => {
    setSeconds(0);
    const timer = isAsking ? setInterval(() => setSeconds(Math.round((Date.now() - answer.since) / 1000)), 500) : undefined;
    return () => clearInterval(timer);
  }, [isAsking, answer.since]);
  if (answer.state === "failed") {
    return h("p", { class: "state", role: "status" }, say("answer.cancelled"), " ",
      h("button", { type: "button", class: "link", onClick: answer.again }, say("answer.again")));
  }
  if (answer.state === "idle" || (answer.data !== null && seconds < 1)) {
    return null;
  }
  return h("p", { class: "state waiting" }, seconds < 1 ? say("answer.asking") : say("answer.asking-long", { seconds }), " ",
    seconds < 1 ? null : h("button", { type: "button", class: "link", onClick: answer.cancel }, say("answer.cancel")));
}

/** Why there is no answer, and what to do. @param {{answer: import("./context.js").Answer, isNews: boolean}} props what is asked again and again, and fails in the same way, is said aloud once */
function Failed({ answer, isNews }) {
  const { link } = useFrame();
  const failure = /** @type {import("./ask.js").Failure} */ (answer.failure);
  const [isAlert] = useState(isNews);
  const hasNext = ["forbidden", "busy", "offline", "too-much", "failed"].includes(failure.kind);
  return h("div", { class: "state failed", role: isAlert ? "alert" : undefined },
    h("p", null, h("strong", null, say(`answer.${failure.kind}`)), " ", failure.message ? visible(failure.message) : null),
    hasNext ? h("p", null, say(`answer.${failure.kind}.next`)) : null,
    h("p", { class: "next" },
      h("button", { type: "button", onClick: answer.again }, say("answer.again")),
      failure.kind === "too-much" ? [3600e3, 24 * 3600e3].map(span =>
        h("a", { class: "button", key: span, href: link({ since: spanText(span).replace(" ", ""), until: "" }) }, say("answer.shorter", { span: spanText(span) }))) : null));
}

/** That there are none, and where there may be some. */
export function NoEvents() {
  const { view, link } = useFrame();
  const own = { after: "" };
  return h("div", { class: "state" },
    h("p", null, h("strong", null, say("answer.empty"))),
    h("p", { class: "next" },
      view.q ? h("a", { class: "button", href: link({ q: "", own }) }, say("answer.empty.clear")) : null,
      view.since !== "30d" && view.since !== "all" ? h("a", { class: "button", href: link({ since: "30d", until: "", own }) }, say("answer.empty.wider")) : null,
      view.since !== "all" || view.until ? h("a", { class: "button", href: link({ since: "all", until: "", own }) }, say("answer.empty.all")) : null));
}
