// @ts-check
/** Subjects: the things that are used, and what was done to one of them. */
import { h } from "../lib/preact.module.js";
import { useFrame } from "../context.js";
import { EventList } from "../event-list.js";
import { Heading, times } from "../figures.js";
import { OverTime } from "../over-time.js";
import { Ranking } from "../ranking.js";
import { say } from "../words.js";

export function Page() {
  const { view, link } = useFrame();
  const { subject = "" } = view.own;
  return subject ? h(Subject, { subject, key: subject }) : h("div", { class: "page" },
    h("h1", { class: "unseen" }, say("page.subjects")),
    h(OverTime, { title: say("subjects.over-time"), where: [["subject", "exists", ""]], by: "name" }),
    h(Ranking, {
      title: say("subjects.list"), by: "subject", limit: 50, hrefOf: row => link({ own: { subject: row.value } }),
      more: [times("first", say("figures.first-seen"), row => row.first), times("last", say("figures.last-seen"), row => row.last)],
    }));
}

/** @param {{subject: string}} props */
function Subject({ subject }) {
  const { link } = useFrame();
  const where = /** @type {import("../figures.js").Condition[]} */ ([["subject", "=", subject]]);
  return h("div", { class: "page" },
    h(Heading, { href: link({ own: { subject: "" } }), all: say("subjects.all"), what: subject }),
    h(OverTime, { title: say("subjects.over-time"), where, by: "name" }),
    h("div", { class: "columns" },
      h(Ranking, { title: say("subjects.names"), by: "name", where, more: [times("last", say("figures.last-seen"), row => row.last)] }),
      h(Ranking, { title: say("subjects.users"), by: "uid", where, hrefOf: row => link({ page: "users", own: { user: row.value } }), more: [times("last", say("figures.last-seen"), row => row.last)] })),
    h(EventList, { title: say("subjects.history"), where, columns: ["created_at", "uid", "name", "details"] }));
}
