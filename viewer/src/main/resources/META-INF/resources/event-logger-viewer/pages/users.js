// @ts-check
/** Users: who, and what one of them did, in which sessions. */
import { h } from "../lib/preact.module.js";
import { useCallback, useMemo } from "../lib/hooks.module.js";
import { useFrame } from "../context.js";
import { counts, FieldChoice, FigureCard, Heading, texts, times, useEvents, useLatest, useScope } from "../figures.js";
import { brief, count, counted, duration } from "../format.js";
import { OverTime } from "../over-time.js";
import { Answered, Card, Time } from "../parts.js";
import { Ranking } from "../ranking.js";
import { actionOf, isDone, sequencesOf, sessionsOf, STEP_FIELDS } from "../sessions.js";
import { say } from "../words.js";

const GROUP = "context.role";
const SOME = 5_000;
const OF_ONE = 1_000;
const SHOWN = 12;

export function Page() {
  const { view } = useFrame();
  const { user = "" } = view.own;
  return user ? h(User, { uid: user, key: user }) : h(Everybody, null);
}

function Everybody() {
  const { view, link } = useFrame();
  const { group = GROUP } = view.own;
  const answer = useLatest([], { limit: SOME, fields: STEP_FIELDS });
  return h("div", { class: "page" },
    h("h1", { class: "unseen" }, say("page.users")),
    h(OverTime, { title: say("users.over-time"), what: "users" }),
    h("div", { class: "columns" },
      h(Ranking, {
        title: say("users.list"), by: "uid", limit: 25, hrefOf: row => link({ own: { user: row.value } }),
        more: [times("last", say("figures.last-seen"), row => row.last)],
      }),
      h("div", { class: "page" },
        h(Ranking, { title: say("users.groups"), by: group, limit: 25, tools: h(FieldChoice, { key: "group", label: say("users.group"), name: "group", usual: GROUP, offers: ["context.user.groups", "context.role"] }) }),
        h(Sequences, { answer, length: 2 }), h(Sequences, { answer, length: 3 }))));
}

/** @param {{uid: string}} props */
function User({ uid }) {
  const { link } = useFrame();
  const where = /** @type {import("../figures.js").Condition[]} */ ([["uid", "=", uid]]);
  const answer = useLatest(where, { limit: OF_ONE });
  return h("div", { class: "page" },
    h(Heading, { href: link({ own: { user: "" } }), all: say("users.all"), what: uid }),
    h(OverTime, { title: say("explore.chart"), where, by: "name" }),
    h("div", { class: "columns" },
      h(Sessions, { answer, uid }),
      h("div", { class: "page" },
        h(Ranking, { title: say("users.uses"), by: "name", where }), h(Ranking, { title: say("users.pages"), by: "data.path", where }),
        h(Sequences, { answer, length: 2, withUsers: false }), h(Sequences, { answer, length: 3, withUsers: false }))));
}

/** @param {{answer: import("../context.js").Answer, uid: string}} props */
function Sessions({ answer, uid }) {
  const scope = useScope();
  const events = answer.state === "ready" ? answer.data.events : undefined;
  const sessions = useMemo(() => (events ? sessionsOf(events) : []), [events]);
  const says = events && `${say("users.sessions.says", { sessions: count(sessions.length), n: count(events.length) })} · ${scope}`;
  return h(Card, { title: say("users.sessions"), says },
    h(Answered, { of: answer, isEmpty: () => sessions.length === 0, children: () =>
      h("ol", { class: "sessions" }, sessions.map((session, i) => h(Session, { key: session.events[0].id, session, uid, isFirst: i === 0 }))) }));
}

/** @param {{session: import("../sessions.js").Session, uid: string, isFirst: boolean}} props */
function Session({ session, uid, isFirst }) {
  const { link } = useFrame();
  const eventsOf = useEvents();
  const { events, from, to } = session;
  const errors = events.filter(event => event.level === "ERROR").length;
  const during = { since: new Date(from).toISOString(), until: new Date(to + 1).toISOString() };
  return h("li", null, h("details", { open: isFirst },
    h("summary", null, h(Time, { iso: during.since }), h("span", { class: "n" }, duration(to - from)), h("span", null, counted(events.length)),
      errors ? h("span", { class: "bad" }, errors === 1 ? say("users.errors.one") : say("users.errors", { n: errors })) : null,
      h(Strip, { session })),
    h("ol", { class: "steps" }, events.filter(isDone).map(event => h("li", { key: event.id },
      h(Time, { iso: event.created_at }), h("a", { class: event.level === "ERROR" ? "bad" : "", href: link({ page: "explore", ...during, q: "", own: { event: event.id } }) }, actionOf(event)),
      event.subject || event.message ? h("bdi", { class: "note" }, brief(event.message ?? event.subject, 90)) : null))),
    h("p", { class: "note foot-note" }, h("a", { href: eventsOf([["uid", "=", uid]], during) }, say("figures.explore")))));
}

/** When in the session something happened, errors marked. @param {{session: import("../sessions.js").Session}} props */
function Strip({ session: { events, from, to } }) {
  const at = (/** @type {any} */ event) => (to === from ? 0 : (994 * (Date.parse(event.created_at) - from)) / (to - from));
  const some = [...events].sort((a, b) => Number(a.level === "ERROR") - Number(b.level === "ERROR")).slice(-300);
  return h("svg", { class: "strip", viewBox: "0 0 1000 10", preserveAspectRatio: "none", "aria-hidden": "true" },
    some.map(event => h("rect", { key: event.id, class: event.level === "ERROR" ? "error" : "", x: at(event), y: 0, width: 6, height: 10 })));
}

/** What people do one after another. @param {{answer: import("../context.js").Answer, length: number, withUsers?: boolean}} props answer is a page of events */
function Sequences({ answer, length, withUsers = true }) {
  const eventsOf = useEvents();
  const rows = useCallback((/** @type {any} */ data) => sequencesOf(sessionsOf(data.events), length).slice(0, SHOWN), [length]);
  const example = (/** @type {any} */ row) => eventsOf([row.session.id === null ? ["uid", "=", row.session.uid ?? ""] : [row.session.field, "=", row.session.id]],
    { since: new Date(row.session.from).toISOString(), until: new Date(row.session.to + 1).toISOString() });
  return h(FigureCard, {
    title: say(`sequences.${length}`), answer, rows, says: answer.state === "ready" ? say("sequences.says", { n: count(answer.data.events.length) }) : "", keyOf: (/** @type {any} */ row) => row.actions.join(),
    columns: [
      { ...texts("actions", say("sequences.actions"), row => row.actions.join(" → ")) },
      counts("times", say("sequences.times"), row => row.times, example),
      ...(withUsers ? [counts("users", say("start.users"), row => row.users)] : []),
    ],
  });
}
