// @ts-check
/** The time that is looked at: back from now, or from a time to another; and the zone. */
import { h } from "./lib/preact.module.js";
import { useState } from "./lib/hooks.module.js";
import { useFrame } from "./context.js";
import { Menu } from "./parts.js";
import { exactText, minuteText, resolve, zoneName, zoneNamed } from "./time.js";
import { say } from "./words.js";

const PRESETS = ["15min", "1h", "24h", "today", "7d", "30d", "90d", "all"];

/** @param {import("./state.js").View} view @param {number} now */
export function rangeText({ since, until, tz }, now) {
  if (until === "" && PRESETS.includes(since)) {
    return say(`time.${since}`);
  }
  const from = textOf(since, now, tz);
  return until === "" ? say("time.since", { from }) : say("time.range", { from, to: textOf(until, now, tz) });
}

/** @param {string} text @param {number} now @param {string} tz */
function textOf(text, now, tz) {
  const ms = resolve(text, now, tz);
  return ms === null ? say("time.all") : Number.isNaN(ms) ? text : /^\d{4}(-|$)/.test(text) ? exactText(ms, tz) : minuteText(ms, tz);
}

/** The choice of a time. */
export function Range() {
  const { view, now, go, refresh } = useFrame();
  const choose = (/** @type {string} */ since, until = "") => {
    go({ since, until, own: { after: "" } });
    refresh();
  };
  return h(Menu, {
    class: "range", label: [h("span", { class: "unseen" }, say("bar.time"), ": "), rangeText(view, now)], children: close => [
      h("ul", { class: "choices", key: "presets" }, PRESETS.map(since =>
        h("li", { key: since }, h("button", {
          type: "button", "aria-pressed": view.since === since && view.until === "", onClick: () => {
            choose(since);
            close();
          },
        }, say(`time.${since}`))))),
      h(FromTo, { key: "absolute", onChoose: (/** @type {string} */ from, /** @type {string} */ to) => {
        choose(from, to);
        close();
      } }),
    ],
  });
}

/** @param {{onChoose: (from: string, to: string) => void}} props */
function FromTo({ onChoose }) {
  const { view, now } = useFrame();
  // What nobody has touched stays as it is, to the last digit.
  const [from, setFrom] = useState(/** @type {string | null} */ (null));
  const [to, setTo] = useState(/** @type {string | null} */ (null));
  const [problem, setProblem] = useState("");
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    const chosen = [from ?? view.since, to ?? view.until].map(text => text.trim());
    const wrong = chosen.find(text => Number.isNaN(resolve(text, now, view.tz)));
    if (wrong !== undefined) {
      setProblem(say("time.wrong", { text: wrong }));
    } else {
      onChoose(chosen[0] || "all", chosen[1]);
    }
  };
  const input = (/** @type {string} */ word, /** @type {string} */ value, /** @type {(text: string) => void} */ set) =>
    h("label", null, say(word), h("input", {
      type: "text", value, spellcheck: false, "aria-describedby": "time-hint", onInput: (/** @type {any} */ e) => set(e.target.value),
    }));
  return h("form", { class: "fields", onSubmit: submit, "aria-label": say("time.absolute") },
    input("time.from", from ?? textOf(view.since, now, view.tz), setFrom), input("time.to", to ?? (view.until && textOf(view.until, now, view.tz)), setTo),
    h("p", { id: "time-hint", class: "says" }, say("time.hint")),
    problem ? h("p", { class: "problem", role: "alert" }, problem) : null,
    h("button", { type: "submit", class: "main" }, say("time.apply")));
}

/** The choice of a zone. */
export function Zone() {
  const { view, go } = useFrame();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const usual = ["local", "UTC"];
  const label = (/** @type {string} */ tz) => (tz === "local" ? say("bar.zone.local", { zone: zoneName(tz) }) : tz);
  return h(Menu, {
    class: "zone", label: [h("span", { class: "unseen" }, say("bar.zone"), ": "), zoneName(view.tz)], children: close => [
      h("ul", { class: "choices", key: "usual" }, [...usual, ...(usual.includes(view.tz) ? [] : [view.tz])].map(tz =>
        h("li", { key: tz }, h("button", {
          type: "button", "aria-pressed": tz === view.tz, onClick: () => {
            go({ tz });
            close();
          },
        }, label(tz))))),
      h("form", {
        key: "named", class: "fields", onSubmit: (/** @type {Event} */ e) => {
          e.preventDefault();
          const named = zoneNamed(text.trim());
          if (named !== "") {
            go({ tz: named });
            close();
          } else {
            setProblem(say("time.wrong", { text }));
          }
        },
      },
      h("label", null, say("time.named"), h("input", { type: "text", value: text, spellcheck: false, onInput: (/** @type {any} */ e) => setText(e.target.value) })),
      problem ? h("p", { class: "problem", role: "alert" }, problem) : null,
      h("button", { type: "submit", class: "main" }, say("time.apply"))),
    ],
  });
}
