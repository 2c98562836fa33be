// @ts-check
/** The start page: what there is, where to look, and what to do when there is nothing. */
import { h } from "../lib/preact.module.js";
import { useEffect } from "../lib/hooks.module.js";
import { ask, urlOf } from "../ask.js";
import { useAnswer, useFrame } from "../context.js";
import { count } from "../format.js";
import { pagesFor } from "../pages.js";
import { Answered, Card, Copy, Time } from "../parts.js";
import { resolve } from "../time.js";
import { say } from "../words.js";

const EVERY = 2_000;

export function Page() {
  const { view } = useFrame();
  const ledger = useAnswer("api/ledger", { others: "false" });
  const hasStore = !ledger.data || Object.values(ledger.data.logs).some((/** @type {any} */ log) => log.readable);
  return h("div", { class: "page" },
    h("h1", null, say("start.heading")),
    hasStore ? h(Counts, { key: view.log })
      : h("div", { class: "state" }, h("p", null, h("strong", null, say("start.no-store"))), h("p", null, say("start.no-store.next"))),
    h(Pages, null));
}

function Counts() {
  const { view, now } = useFrame();
  // As the links take it: a week in which the clocks change has an hour more or less.
  const since = (/** @type {string} */ text) => new Date(resolve(text, now, view.tz)).toISOString();
  const week = useAnswer("api/log/usage", { log: view.log, since: since("7d") });
  return h(Answered, {
    of: week, isEmpty: data => !data.rows[0]?.events, empty: h(Nothing, null), children: data => [
      h(Figures, { key: "day", title: say("start.lately"), since: since("24h"), text: "24h" }),
      h(Figures, { key: "week", title: say("start.week"), since: since("7d"), text: "7d", row: data.rows[0] }),
    ],
  });
}

/** @param {{title: string, since: string, text: string, row?: any}} props */
function Figures({ title, since, text, row }) {
  const { view, link } = useFrame();
  const levels = useAnswer("api/log/usage", { log: view.log, since, by: "level" });
  const all = useAnswer(row ? null : "api/log/usage", { log: view.log, since });
  const total = row ?? all.data?.rows?.[0];
  const of = (/** @type {any[]} */ rows, /** @type {string} */ level) => rows.find(one => one.value === level)?.events ?? 0;
  const figure = (/** @type {string} */ name, /** @type {number | undefined} */ n, /** @type {string} */ q, bad = "") =>
    h("div", { key: name, class: n ? bad : "" }, h("dt", null, name), h("dd", null, h("a", { href: link({ page: "explore", since: text, until: "", q }) }, count(n))));
  return h(Card, { title, says: total?.last ? [say("start.last"), " ", h(Time, { iso: total.last })] : "" },
    h(Answered, { of: levels, children: data => h("dl", { class: "figures" },
      figure(say("chart.events"), total?.events ?? (all.state === "ready" ? 0 : undefined), ""),
      h("div", null, h("dt", null, say("start.users")), h("dd", null, count(total?.users ?? (all.state === "ready" ? 0 : undefined)))),
      figure(say("start.errors"), of(data.rows, "ERROR"), "level=ERROR", "bad"),
      figure(say("start.warnings"), of(data.rows, "WARNING"), "level=WARNING", "warned")) }));
}

/** Nothing lately: perhaps before, and if never, how to begin. */
function Nothing() {
  const { view, link, refresh } = useFrame();
  const ever = useAnswer("api/log/events", { log: view.log, since: "all", limit: 1 });
  const latest = ever.data?.events?.[0];
  useEffect(() => {
    const controller = new AbortController();
    let timer = 0;
    const look = () => ask(urlOf("api/log/events", { log: view.log, since: "1h", limit: 1, fields: "id" }), { signal: controller.signal })
      .then(page => page.events.length > 0, () => false)
      .then(isThere => (isThere ? refresh() : controller.signal.aborted || (timer = setTimeout(look, EVERY))));
    timer = setTimeout(look, EVERY);
    return () => {
      controller.abort();
      clearTimeout(timer);
    };
  }, [view.log]);
  return h(Answered, { of: ever, children: () => (latest
    ? h("div", { class: "state" }, h("p", null, h("strong", null, say("start.nothing")), " ", say("start.nothing.old", { time: latest.created_at })),
      h("p", { class: "next" }, h("a", { class: "button", href: link({ page: "explore", since: "all" }) }, say("start.nothing.old.look"))))
    : h(Begin, null)) });
}

/** How to send the first event. */
function Begin() {
  const root = new URL(".", document.baseURI.split("#")[0]).href;
  const curl = `curl -d '{"uid":"ada","event_type":"CLICK","event_data":{"element":"RUN"}}' ${root}v1/events`;
  const script = `<script type="module">\n  import { init, logger } from "${root}client.js";\n  init({ url: "${root}v1/events" });\n  logger.trackClick({ element: "RUN" });\n</script>`;
  const sample = (/** @type {string} */ word, /** @type {string} */ text) => h("div", { class: "sample", key: word },
    h("h3", null, say(word)), h("pre", { tabIndex: 0 }, text), h(Copy, { text: () => text }, say("tools.copy")));
  return h(Card, { title: say("answer.empty"), says: say("start.nothing.yet") },
    sample("start.send", curl), sample("start.page", script), sample("start.demo", "event-logger demo"));
}

/** The other pages, with what each is for. */
function Pages() {
  const { link, scopes } = useFrame();
  return h(Card, { title: say("start.where") },
    h("ul", { class: "where" }, pagesFor(scopes).filter(page => page.id !== "start").map(page =>
      h("li", { key: page.id }, h("a", { href: link({ page: page.id }) }, say(`page.${page.id}`)), " ", h("span", { class: "note" }, say(`start.${page.id}.what`))))));
}
