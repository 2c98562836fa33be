// @ts-check
/** Usage: how much, by whom and by what, over time. */
import { h } from "../lib/preact.module.js";
import { useFrame } from "../context.js";
import { changeText, Choice, Choices, Events, FieldChoice, useEvents, useScope, useUsage, useValues } from "../figures.js";
import { count, duration } from "../format.js";
import { OverTime } from "../over-time.js";
import { Answered, Card } from "../parts.js";
import { Ranking } from "../ranking.js";
import { MOST_SESSIONS, SESSION, sessionFigures } from "../sessions.js";
import { CopyCommand } from "../tools.js";
import { say } from "../words.js";

const OFFERS = ["name", "type", "uid", "data.path", "data.element", "data.component", "data.function", "data.route", "data.status", "context.role", "context.user.groups", "context.app.version"];

export function Page() {
  const { view } = useFrame();
  const { by = "name", then = "", what = "events", measure = "duration_ms", each = "", top = "10" } = view.own;
  const isMeasured = what !== "events" && what !== "users";
  const command = ["--by", by, ...(then ? ["--by", then] : []), ...(isMeasured ? ["--measure", measure] : []), "--limit", top];
  return h("div", { class: "page" },
    h("h1", { class: "unseen" }, say("page.usage")),
    h(Headlines, null),
    h(Choices, null,
      h(Choice, { label: say("usage.count"), name: "what", options: [["", say("what.events")], ["users", say("what.users")], ["mean", say("what.mean")], ["p50", "p50"], ["p95", "p95"]] }),
      isMeasured ? h(FieldChoice, { label: say("usage.of"), name: "measure", usual: "duration_ms" }) : null,
      h(FieldChoice, { label: say("usage.by"), name: "by", usual: "name", offers: OFFERS }),
      h(FieldChoice, { label: say("usage.then"), name: "then", usual: "", offers: OFFERS }),
      h(Choice, { label: say("usage.each"), name: "each", options: [["", say("each.auto")], ["day", say("each.day")], ["week", say("each.week")], ["month", say("each.month")]] }),
      h(Choice, { label: say("usage.top"), name: "top", options: [["", "10"], ["25", "25"], ["100", "100"]] }),
      h(CopyCommand, { command: "usage", more: command })),
    h(OverTime, { title: say(what === "events" ? "usage.over-time" : `usage.over-time.${what}`), by, what: /** @type {any} */ (what), measure, each }),
    h(Ranking, { title: say("usage.by-field", { field: then ? `${by}, ${then}` : by }), by, then, limit: Number(top), measure: isMeasured ? measure : "", withNone: true }),
    h(TopTens, null));
}

/** Fields of data and context, for which each event has to be read. */
const READ = ["data.path", "data.status", "context.client.address"];

/** The rankings of Gramex's log viewer. */
function TopTens() {
  const [urls, status, addresses] = useValues(READ, 10);
  return h("div", { class: "columns" },
    h(Ranking, { title: say("usage.urls"), by: READ[0], counted: urls }),
    h(Ranking, { title: say("usage.users"), by: "uid" }),
    h(Ranking, { title: say("usage.status"), by: READ[1], counted: status }),
    h(Ranking, { title: say("usage.addresses"), by: READ[2], counted: addresses }));
}

/** The figures of Gramex's log viewer. */
function Headlines() {
  const { view } = useFrame();
  const eventsOf = useEvents();
  const scope = useScope();
  const all = useUsage({});
  const types = useUsage({ by: "type", measure: "duration_ms" });
  const sessions = useUsage({ by: SESSION, limit: MOST_SESSIONS, where: [`${SESSION} exists`] });
  const ofType = (/** @type {any[] | null | undefined} */ rows, /** @type {string} */ type) => rows?.find(row => row.value === type);
  const figure = (/** @type {string} */ word, /** @type {any} */ value, /** @type {number | undefined} */ now, /** @type {number | undefined} */ old) =>
    h("div", { key: word }, h("dt", null, say(word)), h("dd", null, value), view.compare && now !== undefined && old !== undefined ? h("dd", { class: "change" }, changeText(now, old)) : null);
  const part = (/** @type {any} */ usage, /** @type {(rows: any[], old: any[] | null) => any} */ of) => h(Answered, { of: usage.answer, isEmpty: () => false, children: data => h("dl", { class: "figures" }, of(data.rows, usage.before)) });
  const isReady = [all, types, sessions].every(one => one.answer.state === "ready");
  return h(Card, { title: say("usage.figures"), says: isReady && [all.answer.lacksBefore ? say("figures.no-before") : "", scope].filter(Boolean).join(" · ") },
    h("div", { class: "parts" },
      part(all, ([row], old) => [
        figure("what.events", h(Events, { n: row?.events ?? 0, href: eventsOf() }), row?.events ?? 0, old?.[0]?.events),
        figure("what.users", h(Events, { n: row?.users ?? 0, href: eventsOf([], {}, "users") }), row?.users ?? 0, old?.[0]?.users),
      ]),
      part(types, (rows, old) => [
        figure("usage.views", h(Events, { n: ofType(rows, "VIEW")?.events ?? 0, href: eventsOf([["type", "=", "VIEW"]]) }), ofType(rows, "VIEW")?.events ?? 0, ofType(old, "VIEW")?.events),
        figure("usage.load", duration(ofType(rows, "VIEW")?.mean), ofType(rows, "VIEW")?.mean, ofType(old, "VIEW")?.mean),
        figure("usage.answer", duration(ofType(rows, "API")?.mean), ofType(rows, "API")?.mean, ofType(old, "API")?.mean),
      ]),
      part(sessions, (rows, old) => {
        const { n, mean, isMore } = sessionFigures(rows);
        const before = old ? sessionFigures(old) : null;
        return [
          figure("usage.sessions", [isMore ? "≥ " : "", h(Events, { n, href: eventsOf([[SESSION, "exists", ""]]) })], n, before?.n),
          figure("usage.session", duration(mean), mean ?? undefined, before?.mean ?? undefined),
        ];
      })),
    h("p", { class: "note foot-note" }, say("usage.how", { field: SESSION, most: count(MOST_SESSIONS) })));
}
