// @ts-check
/** Health: what became of every event, and why some were refused. */
import { h } from "../lib/preact.module.js";
import { useEffect } from "../lib/hooks.module.js";
import { useAnswer, useFrame } from "../context.js";
import { brief, bytes, count } from "../format.js";
import { Answered, Card, Table, Time } from "../parts.js";
import { ago, exactTime } from "../time.js";
import { say } from "../words.js";

const EVERY = 5_000;

export function Page() {
  const { view, now } = useFrame();
  const answer = useAnswer("api/ledger");
  useEffect(() => {
    if (answer.state === "asking") {
      return undefined; // one that takes long is waited for
    }
    const timer = setInterval(() => document.visibilityState === "visible" && answer.again(), EVERY);
    return () => clearInterval(timer);
  }, [answer.state]);
  const asked = exactTime(new Date(Math.floor(Math.max(now, Date.now()) / 1000) * 1000).toISOString().replace(".000", ""), view.tz);
  return h("div", { class: "page" },
    h("h1", null, say("health.heading")),
    h("p", { class: "says" }, `${say("health.says", { time: asked })}, ${say("health.every")}`),
    h(Answered, { of: answer, children: ledger => [
      h(Verdict, { key: "verdict", ledger }),
      h(Outcomes, { key: "outcomes", ledger }),
      h(Logs, { key: "logs", logs: ledger.logs }),
      h(Reasons, { key: "reasons", ledger }),
      ledger.others?.length ? h(Others, { key: "others", others: ledger.others }) : null,
      ledger.others_problem ? h("p", { key: "problem", class: "state" }, brief(ledger.others_problem)) : null,
    ] }));
}

/** @param {Record<string, number>} parts */
const sum = parts => Object.values(parts ?? {}).reduce((a, b) => a + b, 0);

/** @param {any} ledger @param {(log: any) => number} of */
const ofLogs = (ledger, of) => Object.values(ledger.logs).reduce((/** @type {number} */ n, log) => n + of(log), 0);

/** In a sentence: whether all is well, and what to do if not. @param {{ledger: any}} props */
function Verdict({ ledger }) {
  const problems = [
    ofLogs(ledger, log => (log.failing || log.stuck_since ? 1 : 0)) > 0 ? "health.failing-next" : "",
    ofLogs(ledger, log => (log.seal?.problem ? 1 : 0)) > 0 ? "health.seal-next" : "",
    ofLogs(ledger, log => log.dead) > 0 ? "health.dead-next" : "",
    ofLogs(ledger, log => sum(log.lost)) > 0 ? "health.lost-next" : "",
    sum(ledger.invalid) > 0 ? "health.invalid-next" : "",
    sum(ledger.dropped) + ofLogs(ledger, log => sum(log.dropped)) > 0 ? "health.dropped-next" : "",
  ].filter(Boolean);
  return problems.length === 0
    ? h("p", { class: "verdict" }, say("health.good"))
    : h("ul", { class: "verdict bad" }, problems.map(word => h("li", { key: word }, say(word))));
}

/** @param {{ledger: any}} props */
function Outcomes({ ledger }) {
  const parts = { logged: ledger.logged, accepted: ledger.accepted, filtered: sum(ledger.filtered), invalid: sum(ledger.invalid), dropped: sum(ledger.dropped) };
  const says = say("health.balance", Object.fromEntries(Object.entries(parts).map(([name, n]) => [name, count(n)])));
  return h(Card, { title: say("health.outcomes"), says },
    h("dl", { class: "figures" }, Object.entries(parts).map(([name, n]) =>
      h("div", { key: name, class: name === "dropped" && n > 0 ? "bad" : "" }, h("dt", null, say(`health.${name}`)), h("dd", null, count(n))))));
}

/** @param {{logs: Record<string, any>}} props */
function Logs({ logs }) {
  const number = (/** @type {string} */ id, /** @type {string} */ word, /** @type {(log: any) => number | undefined} */ of, isBad = false) => ({
    id, label: say(word), isNumber: true, cell: (/** @type {[string, any]} */ [, log]) => h("span", { class: isBad && (of(log) ?? 0) > 0 ? "bad" : "" }, count(of(log))),
  });
  return h(Card, { title: say("health.logs") },
    h(Table, {
      caption: say("health.logs"), rows: Object.entries(logs), keyOf: ([name]) => name, columns: [
        { id: "log", label: say("health.log"), cell: ([name, log]) => [h("b", null, name), " ", h("span", { class: "note" }, say(log.readable ? "health.readable" : "health.not-readable")),
          log.failing || log.stuck_since ? h("p", { class: "bad" }, brief(log.failing?.reason ?? say("health.stuck"), 200), " ", h(Time, { iso: log.failing?.since ?? log.stuck_since })) : null,
          log.seal ? h(Seal, { seal: log.seal }) : null] },
        number("taken", "health.taken", log => log.taken),
        number("delivered", "health.delivered", log => log.delivered),
        number("pending", "health.pending", log => log.pending),
        number("dead", "health.dead", log => log.dead, true),
        number("lost", "health.lost", log => sum(log.lost), true),
        number("queued", "health.queued", log => log.queued_events),
        { id: "bytes", label: say("health.queued-bytes"), isNumber: true, cell: ([, log]) => (log.queued_bytes === undefined ? say("table.none") : bytes(log.queued_bytes)) },
      ],
    }));
}

/** How far behind the anchors are, whose checkpoints nobody here can change. @param {{seal: any}} props */
function Seal({ seal }) {
  const now = Math.max(useFrame().now, Date.now());
  const anchored = seal.anchored ? say("health.anchored", { when: ago(Date.parse(seal.anchored), now) }) : say("health.not-anchored");
  return h("p", { class: "note" }, seal.sealed ? `${say("health.sealed")}, ${anchored}` : say("health.not-sealed"),
    seal.problem ? h("span", { class: "bad" }, " ", brief(seal.problem, 200)) : null);
}

/** @param {{ledger: any}} props */
function Reasons({ ledger }) {
  const of = (/** @type {string} */ outcome, /** @type {Record<string, number>} */ parts, log = "") =>
    Object.entries(parts ?? {}).filter(([, n]) => n > 0).map(([reason, n]) => ({ outcome, reason: log === "" ? reason : `${log}: ${reason}`, n }));
  const rows = [...of(say("health.filtered"), ledger.filtered), ...of(say("health.invalid"), ledger.invalid), ...of(say("health.dropped"), ledger.dropped),
    ...Object.entries(ledger.logs).flatMap(([name, log]) => of(say("health.lost"), log.lost, name)),
    ...(ledger.invalid_not_kept > 0 ? [{ outcome: say("health.not-kept"), reason: say("table.none"), n: ledger.invalid_not_kept }] : [])];
  return h(Card, { title: say("health.why") },
    rows.length === 0 ? h("p", { class: "state" }, say("health.why.none")) : h(Table, {
      caption: say("health.why"), rows: rows.sort((a, b) => b.n - a.n), columns: [
        { id: "outcome", label: say("health.outcome"), cell: row => row.outcome },
        { id: "reason", label: say("health.reason"), cell: row => row.reason },
        { id: "n", label: say("health.events"), isNumber: true, cell: row => count(row.n) },
      ],
    }));
}

/** What event loggers in other processes say of themselves. @param {{others: any[]}} props */
function Others({ others }) {
  const total = (/** @type {any} */ other, /** @type {(log: any) => number} */ of) => (other.logs ? ofLogs(other, of) : undefined);
  const number = (/** @type {string} */ id, /** @type {(other: any) => number | undefined} */ of) =>
    ({ id, label: say(`health.${id}`), isNumber: true, cell: (/** @type {any} */ other) => count(of(other)) });
  return h(Card, { title: say("health.others"), says: say("health.others.says") },
    h(Table, {
      caption: say("health.others"), rows: others, columns: [
        { id: "process", label: say("health.process"), cell: other => brief(other.process ?? other.instance, 60) },
        { id: "when", label: say("health.when"), cell: other => [h(Time, { iso: other.reported_at }), " ",
          other.closed ? h("span", { class: "note" }, say("health.closed")) : other.overdue ? h("span", { class: "bad" }, say("health.overdue")) : null] },
        number("logged", other => other.logged),
        number("delivered", other => total(other, log => log.delivered)),
        number("pending", other => total(other, log => log.pending)),
        number("dead", other => total(other, log => log.dead)),
        number("lost", other => total(other, log => sum(log.lost))),
      ],
    }));
}
