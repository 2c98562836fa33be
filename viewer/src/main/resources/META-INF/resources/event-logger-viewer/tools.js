// @ts-check
/** What can be taken away: the question as a command, and the events as a file. */
import { h } from "./lib/preact.module.js";
import { urlOf } from "./ask.js";
import { useFrame, useQuestion } from "./context.js";
import { Copy, Menu } from "./parts.js";
import { CONTROL, readLine, whereOf } from "./query.js";
import { zoneName } from "./time.js";
import { say } from "./words.js";

const FORMS = [["csv", "CSV"], ["ndjson", "NDJSON"], ["json", "JSON"], ["xlsx", "XLSX"]];

const IS_WINDOWS = /Win/.test(navigator.platform);

/** A word of a POSIX shell, or of PowerShell, which takes typographic quotes for single quotes too. @param {string} text @param {boolean} isPowerShell */
export const wordOf = (text, isPowerShell) => (/^[\w:./-]+$/.test(text) ? text : `'${isPowerShell ? text.replace(/['\u2018-\u201b]/g, "$&$&") : text.replaceAll("'", "'\\''")}'`);

/** The same question for a terminal; never one that a terminal would obey otherwise. @param {import("./state.js").View} view @param {string} command @param {string[]} [more] */
export function commandOf(view, command, more = []) {
  const words = ["event-logger", command, "--server", new URL(".", document.baseURI.split("#")[0]).href.replace(/\/$/, "")];
  const put = (/** @type {string} */ option, /** @type {string} */ value) => value !== "" && words.push(option, value);
  put("--log", view.log);
  put("--since", view.since);
  put("--until", view.until);
  put("--tz", zoneName(view.tz));
  for (const condition of readLine(view.q).conditions) {
    put("--where", whereOf(condition));
  }
  const line = [...words, ...more].map(word => wordOf(word, IS_WINDOWS)).join(" ");
  if (CONTROL.test(line)) {
    throw new Error(say("tools.no-command"));
  }
  return line;
}

/** @param {{command: string, more?: string[]}} props */
export function CopyCommand({ command, more }) {
  const { view } = useFrame();
  return h(Copy, { text: () => commandOf(view, command, more), title: say(IS_WINDOWS ? "tools.shell.windows" : "tools.shell") }, say("tools.copy-command"));
}

/**
 * Links to the very events that are shown, all of them, as a file; only for those who may.
 *
 * @param {{what: string, fields?: string[], sort?: string}} props
 */
export function Export({ what, fields = [], sort = "" }) {
  const { view, scopes } = useFrame();
  const question = useQuestion();
  if (scopes && !scopes.includes("export")) {
    return null;
  }
  const linkOf = (/** @type {string} */ format) =>
    urlOf("api/log/export", { ...question, format, sort, fields: fields.join(","), tz: zoneName(view.tz) });
  return h(Menu, {
    class: "at-end", label: say("tools.export"), children: close => [
      h("p", { class: "says", key: "what" }, say("tools.export.what", { what })),
      h("ul", { class: "choices", key: "forms" }, FORMS.map(([format, name]) =>
        h("li", { key: format }, h("a", { href: linkOf(format), download: "", onClick: close }, name)))),
    ],
  });
}
