// @ts-check
/** Views with a name, kept in this browser. */
import { h } from "./lib/preact.module.js";
import { useState } from "./lib/hooks.module.js";
import { useFrame } from "./context.js";
import { visible } from "./format.js";
import { Menu } from "./parts.js";
import { linkTo } from "./state.js";
import { say } from "./words.js";

const KEY = "event-logger-views";

/** @returns {Record<string, string>} links by name */
function saved() {
  try {
    const views = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return Object.fromEntries(Object.entries(views).filter(([, link]) => typeof link === "string" && link.startsWith("#/")));
  } catch {
    return {};
  }
}

/** @param {Record<string, string>} views @returns {boolean} whether there was room */
function save(views) {
  try {
    localStorage.setItem(KEY, JSON.stringify(views));
    return true;
  } catch {
    return false;
  }
}

export function SavedViews() {
  const { view } = useFrame();
  const [views, setViews] = useState(saved);
  const [name, setName] = useState("");
  const [isFull, setFull] = useState(false);
  const keep = (/** @type {Record<string, string>} */ next) => {
    setFull(!save(next));
    setViews(saved());
  };
  const submit = (/** @type {Event} */ e) => {
    e.preventDefault();
    if (name.trim() !== "") {
      keep({ ...saved(), [name.trim()]: linkTo(view, { own: { after: "", event: "" } }) });
      setName("");
    }
  };
  const remove = (/** @type {string} */ gone) => keep(Object.fromEntries(Object.entries(saved()).filter(([one]) => one !== gone)));
  return h(Menu, {
    class: "views at-end", label: say("tools.views"), children: close => [
      Object.keys(views).length === 0 ? h("p", { class: "says", key: "none" }, say("tools.views.none"))
        : h("ul", { class: "choices", key: "views" }, Object.keys(views).sort().map(one =>
          h("li", { key: one, class: "with-button" },
            h("a", {
              href: views[one], onClick: (/** @type {Event} */ e) => {
                e.preventDefault();
                location.hash = views[one]; // all of it, with nothing of what is there
                close();
              },
            }, visible(one)),
            h("button", { type: "button", class: "link", "aria-label": say("tools.views.remove", { name: visible(one) }), onClick: () => remove(one) }, "×")))),
      h("form", { key: "save", class: "fields", onSubmit: submit },
        h("label", null, say("tools.views.name"), h("input", { type: "text", value: name, maxLength: 80, onInput: (/** @type {any} */ e) => setName(e.target.value) })),
        isFull ? h("p", { class: "problem", role: "alert" }, say("tools.views.full")) : null,
        h("button", { type: "submit", class: "main" }, say("tools.views.save"))),
    ],
  });
}
