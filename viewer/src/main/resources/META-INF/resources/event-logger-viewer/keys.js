// @ts-check
/** The keyboard: / j k enter esc ? */
import { h } from "./lib/preact.module.js";
import { useEffect, useRef } from "./lib/hooks.module.js";
import { say } from "./words.js";

const KEYS = [["/", "search"], ["j", "next"], ["k", "previous"], ["Enter", "open"], ["Esc", "close"], ["?", "help"]];

/** @param {KeyboardEvent} e */
const isTyping = e =>
  /** @type {HTMLElement} */ (e.target).closest?.("input, textarea, select, [contenteditable]") !== null || e.ctrlKey || e.metaKey || e.altKey;

/** Hears keys where nobody types. @param {(key: string, e: KeyboardEvent) => void} hear */
export function useKey(hear) {
  const last = useRef(hear);
  last.current = hear;
  useEffect(() => {
    const heard = (/** @type {KeyboardEvent} */ e) => isTyping(e) || last.current(e.key, e);
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
  const dialog = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => dialog.current?.showModal(), []);
  return h("dialog", { ref: dialog, onClose, "aria-labelledby": "keys-heading" },
    h("h2", { id: "keys-heading" }, say("keys.heading")),
    h("dl", { class: "keys" }, KEYS.map(([key, word]) => [h("dt", { key }, h("kbd", null, key)), h("dd", { key: word }, say(`keys.${word}`))])),
    h("button", { type: "button", onClick: () => dialog.current?.close() }, say("event.close")));
}
