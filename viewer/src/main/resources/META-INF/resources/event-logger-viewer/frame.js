// @ts-check
/** What stands around every page: the navigation, the bar, who has signed in, the keys. */
import { Component, h } from "./lib/preact.module.js";
import { useCallback, useEffect, useMemo, useRef, useState } from "./lib/hooks.module.js";
import { ask, doorbell, urlOf } from "./ask.js";
import { Bar } from "./bar.js";
import { FrameContext, useFrame } from "./context.js";
import { KeysHelp, useKeys } from "./keys.js";
import { PAGES, pagesFor } from "./pages.js";
import { readLine } from "./query.js";
import { SignIn } from "./signin.js";
import { changed, linkTo, readView } from "./state.js";
import { say } from "./words.js";

const FRESH = 60_000;
const ASKED = /** @type {const} */ (["page", "log", "since", "until", "tz", "q", "compare"]);
const NARROW = window.matchMedia("(max-width: 719px)");

/** All there is. */
export function App() {
  const [view, setView] = useState(() => readView(location.hash));
  const [now, setNow] = useState(Date.now);
  const [scopes, setScopes] = useState(/** @type {string[] | null} */ (null));
  const [mustSignIn, setMustSignIn] = useState(false);
  const isNarrow = useMatch(NARROW);
  const last = useRef(view);
  last.current = view;

  // What is asked anew is asked for the time up to now, not up to when the page was opened.
  const renew = (/** @type {import("./state.js").View} */ next) => {
    if (ASKED.some(name => next[name] !== last.current[name])) {
      setNow(before => (Date.now() - before > FRESH ? Date.now() : before));
    }
  };

  useEffect(() => {
    const moved = () => {
      const next = readView(location.hash);
      renew(next);
      setView(next);
    };
    const rung = () => setMustSignIn(true);
    window.addEventListener("popstate", moved);
    doorbell.addEventListener("signin", rung);
    return () => {
      window.removeEventListener("popstate", moved);
      doorbell.removeEventListener("signin", rung);
    };
  }, []);
  useEffect(() => {
    ask(urlOf("api/session")).then(session => setScopes(session.scopes), () => setScopes([]));
  }, [now]);

  const go = useCallback((/** @type {any} */ changes, { replace = false } = {}) => {
    const next = changed(last.current, changes);
    const href = linkTo(next);
    if (href !== location.hash) {
      history[replace ? "replaceState" : "pushState"](null, "", href);
    }
    renew(next);
    last.current = next;
    setView(next);
  }, []);
  const refresh = useCallback(() => setNow(Date.now()), []);
  const frame = useMemo(() => ({ view, go, link: (/** @type {any} */ changes) => linkTo(view, changes), now, refresh, isNarrow, scopes }),
    [view, now, isNarrow, scopes]);
  const signedIn = () => {
    setMustSignIn(false);
    refresh();
  };
  return h(FrameContext.Provider, { value: frame }, h(Guarded, null, h(Shell, null)), mustSignIn ? h(SignIn, { onDone: signedIn, onClose: () => setMustSignIn(false) }) : null);
}

/** @param {MediaQueryList} query */
export function useMatch(query) {
  const [isMatch, setMatch] = useState(query.matches);
  useEffect(() => {
    const changed = () => setMatch(query.matches);
    query.addEventListener("change", changed);
    return () => query.removeEventListener("change", changed);
  }, [query]);
  return isMatch;
}

function Shell() {
  const { view } = useFrame();
  const [isHelp, setHelp] = useState(false);
  const page = PAGES.find(one => one.id === view.page);
  // A filter that is not understood must never show more than was asked for.
  const isUnread = page !== undefined && ["events", "live"].includes(page.isAbout) && readLine(view.q).problem !== null;
  useKeys(() => setHelp(true));
  useEffect(() => {
    document.title = `${page ? say(`page.${page.id}`) : say("page.unknown")} · ${say("app.name")}`;
  }, [page]);
  return h("div", { class: "shell" },
    h("a", { class: "skip", href: "#content", onClick: toContent }, say("app.skip")),
    h(Navigation, { onHelp: () => setHelp(true) }),
    h("div", { class: "beside" },
      h(Bar, { isAbout: page?.isAbout ?? "nothing" }),
      h("main", { id: "content", tabIndex: -1 },
        page && isUnread ? h("p", { class: "state" }, say("query.unread")) : page ? h(Guarded, { key: page.id }, h(Loaded, { page, key: page.id })) : h("p", { class: "state" }, say("page.unknown")))),
    isHelp ? h(KeysHelp, { onClose: () => setHelp(false) }) : null);
}

/** The URL is the state, so that a link within the page must not change it. @param {Event} e */
function toContent(e) {
  e.preventDefault();
  document.getElementById("content")?.focus();
}

/** @param {{onHelp: () => void}} props */
function Navigation({ onHelp }) {
  const { view, link, isNarrow, scopes } = useFrame();
  const item = (/** @type {import("./pages.js").PageEntry} */ page) =>
    h("li", { key: page.id },
      h("a", { href: link({ page: page.id }), "aria-current": page.id === view.page ? "page" : undefined }, say(`page.${page.id}`)));
  return h("nav", { class: "pages", "aria-label": say("nav.label") },
    h("a", { class: "brand", href: link({ page: "start" }) }, say("app.name")),
    h("ul", null, pagesFor(scopes).map(item)),
    isNarrow ? null
      : h("div", { class: "foot" },
        h("button", { type: "button", class: "link", onClick: onHelp }, h("kbd", null, "?"), " ", say("bar.help")),
        h(SignOut, null)));
}

/** Only where somebody has signed in: without keys the server says that nobody has to. */
function SignOut() {
  const [source, setSource] = useState("local");
  const { now } = useFrame();
  useEffect(() => {
    ask(urlOf("api/session")).then(session => setSource(session.source), () => setSource("local"));
  }, [now]);
  // Nothing that was there may stay.
  const gone = () => location.reload();
  const out = () => ask(urlOf("api/session"), { method: "DELETE" }).then(gone, gone);
  return source === "local" ? null : h("button", { type: "button", class: "link", onClick: out }, say("bar.signout"));
}

/** The page's file, when it is there. @param {{page: import("./pages.js").PageEntry}} props */
function Loaded({ page }) {
  const [module, setModule] = useState(/** @type {any} */ (null));
  useEffect(() => {
    page.load().then(setModule, () => setModule({ Page: Broken }));
  }, [page]);
  return module ? h(module.Page, null) : null;
}

function Broken() {
  return h("div", { class: "state failed", role: "alert" },
    h("p", null, h("strong", null, say("page.broken"))),
    h("p", { class: "next" }, h("button", { type: "button", onClick: () => location.reload() }, say("answer.again"))));
}

/** What fails in one page leaves the frame standing. */
class Guarded extends Component {
  state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  render() {
    return this.state.isBroken ? h(Broken, null) : this.props.children;
  }
}
