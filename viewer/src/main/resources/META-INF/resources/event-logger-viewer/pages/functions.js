// @ts-check
/** Functions: what was called with what, how long it took, and what failed. */
import { h } from "../lib/preact.module.js";
import { useFrame } from "../context.js";
import { EventList } from "../event-list.js";
import { Choices, counts, FieldChoice, Heading, percent, useEvents, useUsage, wheres } from "../figures.js";
import { OverTime } from "../over-time.js";
import { Ranking } from "../ranking.js";
import { CopyCommand } from "../tools.js";
import { say } from "../words.js";

const BY = "data.function";
/** @typedef {import("../figures.js").Condition} Condition */
const FAILED = /** @type {Condition} */ (["level", ">=", "WARNING"]);
const TIMED = /** @type {Condition} */ (["duration_ms", "exists", ""]);

export function Page() {
  const { view } = useFrame();
  const { by = BY, of = "" } = view.own;
  return of ? h(One, { by, of, key: of }) : h(All, { by });
}

/** @param {{by: string}} props */
function All({ by }) {
  const { link } = useFrame();
  const eventsOf = useEvents();
  const failed = useUsage({ by, where: wheres([TIMED, FAILED, [by, "exists", ""]]), limit: 1000 });
  const failedOf = (/** @type {any} */ row) => (failed.answer.data ? failed.answer.data.rows.find((/** @type {any} */ one) => one.value === row.value)?.events ?? 0 : null);
  return h("div", { class: "page" },
    h("h1", { class: "unseen" }, say("page.functions")),
    h(Choices, null, h(FieldChoice, { label: say("functions.by"), name: "by", usual: BY, offers: ["data.function", "data.route", "name", "data.path"] }),
      h(CopyCommand, { command: "usage", more: ["--where", "duration_ms exists", "--by", by, "--measure", "duration_ms"] })),
    h(OverTime, { title: say("functions.p95"), what: "p95", measure: "duration_ms", where: [TIMED, [by, "exists", ""]] }),
    h(Ranking, {
      title: say("functions.list"), by, where: [TIMED], limit: 50, measure: "duration_ms", also: [failed.answer], others: ["name", "data.route"].filter(field => field !== by).map(field => [field, link({ own: { by: field } })]), hrefOf: row => link({ own: { of: row.value } }),
      more: [
        counts("failed", say("functions.failed"), failedOf, row => eventsOf([TIMED, FAILED, [by, "=", row.value]])),
        { id: "rate", label: say("functions.rate"), isNumber: true, text: row => (failedOf(row) === null ? "" : percent(failedOf(row), row.events)) },
      ],
    }),
    h("p", { class: "note" }, say("functions.how")));
}

/** @param {{by: string, of: string}} props */
function One({ by, of }) {
  const { link } = useFrame();
  const where = /** @type {Condition[]} */ ([TIMED, [by, "=", of]]);
  const user = (/** @type {any} */ row) => link({ page: "users", own: { user: row.value } });
  const subject = (/** @type {any} */ row) => link({ page: "subjects", own: { subject: row.value } });
  const values = by === "data.route" ? ["data.method", "data.params", "data.status"] : ["data.inputs", "data.outputs"];
  return h("div", { class: "page" },
    h(Heading, { href: link({ own: { of: "", event: "" } }), all: say("functions.all"), what: of }),
    h("div", { class: "columns" },
      h(OverTime, { title: say("functions.p95"), what: "p95", measure: "duration_ms", where }),
      h(OverTime, { title: say("functions.over-time"), where, by: "level" })),
    h(EventList, { title: say("functions.calls"), where, columns: ["created_at", "uid", "subject", ...values, "duration_ms"] }),
    h("div", { class: "columns" },
      h(Ranking, { title: say("functions.users"), by: "uid", where, measure: "duration_ms", hrefOf: user }),
      h(Ranking, { title: say("functions.subjects"), by: "subject", where, measure: "duration_ms", hrefOf: subject })));
}
