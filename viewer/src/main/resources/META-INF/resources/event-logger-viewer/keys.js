// @ts-check
/** The keyboard: / j k enter esc ? */
import { h } from "./lib/preact.module.js";
import { useEffect, useRef, useState } from "./lib/hooks.module.js";
import { Dialog } from "./parts.js";
import { say } from "./words.js";

const KEYS = [["/", "search"], ["j", "next"], ["k", "previous"], ["Enter", "open"], ["Esc", "close"], ["?", "help"]];

/** @param {KeyboardEvent} e */
const isTyping = e =>
  /** @type {HTMLElement} */ (e.target).closest?.("input, textarea, select, [contenteditable]") !== null || e.ctrlKey || e.metaKey || e.altKey;

const STORED = "event-logger-keys";

/** Whether single keys do something: who speaks to the machine, say, does not want them. */
let isOn = read() !== "off";

function read() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

/** @param {boolean} next */
function turn(next) {
  isOn = next;
  try {
    localStorage.setItem(STORED, next ? "on" : "off");
  } catch {
    // It holds until the page is loaded again.
  }
}

/** Hears keys where nobody types, and no dialog is open. @param {(key: string, e: KeyboardEvent) => void} hear */
export function useKey(hear) {
  const last = useRef(hear);
  last.current = hear;
  useEffect(() => {
    const isOurs = (/** @type {KeyboardEvent} */ e) => !isTyping(e) && (isOn || e.key.length > 1) && document.querySelector("dialog[open]") === null;
    const heard = (/** @type {KeyboardEvent} */ e) => isOurs(e) && last.current(e.key, e);
    document.addEventListener("keydown", heard);
    return () => document.removeEventListener("keydown", heard);
  }, []);
}

/** Those of every page. @param {() => void} onHelp */
export function useKeys(onHelp) {
  useKey((key, e) => {
    if (key === "?") {
      onHelp();
    } else if (key === "/") {
      /** @type {HTMLElement | null} */ (document.querySelector("[data-key='/']"))?.focus();
      e.preventDefault();
    }
  });
}

/** @param {{onClose: () => void}} props */
export function KeysHelp({ onClose }) {
  const [isChecked, setChecked] = useState(isOn);
  const set = (/** @type {any} */ e) => {
    turn(e.target.checked);
    setChecked(isOn);
  };
  return h(Dialog, { label: "keys-heading", onClose, children: close => [
    h("h2", { key: "heading", id: "keys-heading" }, say("keys.heading")),
    h("dl", { key: "keys", class: "keys" }, KEYS.map(([key, word]) => [h("dt", { key }, h("kbd", null, key)), h("dd", { key: word }, say(`keys.${word}`))])),
    h("p", { key: "single" }, h("label", { class: "check" }, h("input", { type: "checkbox", checked: isChecked, onChange: set }), say("keys.single"))),
    h("button", { key: "close", type: "button", onClick: close }, say("event.close")),
  ] });
}
