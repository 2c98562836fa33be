// @ts-check
/** The bar above every page: log, time, zone, comparison, and the query line. */
import { h } from "./lib/preact.module.js";
import { useEffect, useState } from "./lib/hooks.module.js";
import { ask, urlOf } from "./ask.js";
import { useFrame } from "./context.js";
import { QueryLine } from "./query-line.js";
import { Range, Zone } from "./range.js";
import { SavedViews } from "./saved.js";
import { Copy } from "./parts.js";
import { say } from "./words.js";

/** @param {{isAbout: import("./pages.js").PageEntry["isAbout"]}} props */
export function Bar({ isAbout }) {
  const { view, go, refresh } = useFrame();
  if (isAbout === "nothing") {
    return null;
  }
  const isOfEvents = isAbout === "events";
  return h("div", { class: "bar", role: "search", "aria-label": say("bar.label") },
    h("div", { class: "bar-row" },
      h(LogChoice, null),
      isOfEvents ? h(Range, null) : null,
      h(Zone, null),
      isOfEvents ? h("label", { class: "check", title: say("bar.compare") },
        h("input", { type: "checkbox", checked: view.compare, "aria-label": say("bar.compare"), onChange: (/** @type {any} */ e) => go({ compare: e.target.checked }) }),
        say("bar.compare.short")) : null,
      isAbout === "live" ? null : h("button", { type: "button", onClick: refresh }, say("bar.refresh")),
      h("span", { class: "spring" }),
      isAbout === "log" ? null : h(SavedViews, null),
      h(Copy, { text: () => location.href }, say("tools.copy-link"))),
    isAbout === "log" ? null : h(QueryLine, null));
}

/** Which log is read, where there are several. */
function LogChoice() {
  const { view, go, now } = useFrame();
  const [logs, setLogs] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    ask(urlOf("api/ledger", { others: "false" })).then(
      ledger => setLogs(Object.keys(ledger.logs).filter(name => ledger.logs[name].readable)), () => setLogs([]));
  }, [now]);
  if (logs.length < 2 && view.log === "") {
    return null;
  }
  const names = logs.includes(view.log) || view.log === "" ? logs : [...logs, view.log];
  return h("label", { class: "choice" }, h("span", { class: "unseen" }, say("bar.log")),
    h("select", { value: view.log, onChange: (/** @type {any} */ e) => go({ log: e.target.value, own: { after: "", event: "" } }) },
      h("option", { value: "" }, say("bar.usual-log")), names.map(name => h("option", { key: name, value: name }, name))));
}
