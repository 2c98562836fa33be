// @ts-check
/** Sessions, and what is done in them one after another. */
import { brief } from "./format.js";

/** Where an event says which session it is of. */
export const SESSION = "context.client.session";
export const MOST_SESSIONS = 10_000;
const GAP = 30 * 60_000;

/** @typedef {{id: string | null, uid: string | null, from: number, to: number, events: any[]}} Session events from the first to the last */

/** Of rows that are counted by session: how many, and how long they took on average. @param {any[]} rows */
export function sessionFigures(rows) {
  const length = rows.reduce((sum, row) => sum + Date.parse(row.last) - Date.parse(row.first), 0);
  return { n: rows.length, mean: rows.length ? length / rows.length : null, isMore: rows.length >= MOST_SESSIONS };
}

/** @param {any} event */
export const sessionOf = event => event.context?.client?.session ?? event.context?.session ?? event[SESSION] ?? null;

/**
 * Events in sessions, the latest first: those of one id, or of one user without half an hour between them.
 *
 * @param {any[]} events the latest first
 * @returns {Session[]}
 */
export function sessionsOf(events) {
  /** @type {Map<string, Session[]>} */
  const open = new Map();
  /** @type {Session[]} */
  const sessions = [];
  for (const event of [...events].reverse()) {
    const id = sessionOf(event);
    if (id === null && (event.uid ?? null) === null) {
      continue; // of nobody in particular
    }
    const key = JSON.stringify([id, id === null ? event.uid : null]);
    const at = Date.parse(event.created_at);
    const of = open.get(key);
    const last = of?.[of.length - 1];
    if (last && (id !== null || at - last.to < GAP)) {
      last.events.push(event);
      last.to = at;
    } else {
      const begun = { id, uid: event.uid ?? null, from: at, to: at, events: [event] };
      open.set(key, [...(of ?? []), begun]);
      sessions.push(begun);
    }
  }
  return sessions.reverse();
}

/** What somebody did, in a word: an element, a page without its numbers, a function, a name. @param {any} event */
export function actionOf(event) {
  const data = event.event_data ?? {};
  const path = typeof data.path === "string" ? data.path.replace(/\/(\d+|[0-9a-f-]{8,})(?=\/|$)/g, "/…") : "";
  const name = { CLICK: data.element, VIEW: path || data.component, API: data.route && `${data.method ?? ""} ${data.route}`.trim() }[/** @type {string} */ (event.event_type)];
  return brief(name || data.function || event.name || event.event_type, 60);
}

/** API calls follow from what somebody did. @param {any} event */
export const isDone = event => event.event_type !== "API";

/**
 * What follows on what, most often first.
 *
 * @param {Session[]} sessions @param {number} length how many actions
 * @returns {{actions: string[], times: number, users: number, session: Session}[]} session is the latest in which it was done
 */
export function sequencesOf(sessions, length) {
  /** @type {Map<string, {actions: string[], times: number, uids: Set<string>, session: Session}>} */
  const found = new Map();
  for (const session of sessions) {
    const actions = session.events.filter(isDone).map(actionOf);
    for (let i = 0; i + length <= actions.length; i++) {
      const some = actions.slice(i, i + length);
      const key = some.join(" → ");
      const one = found.get(key) ?? { actions: some, times: 0, uids: new Set(), session };
      one.times++;
      session.uid !== null && one.uids.add(session.uid);
      found.set(key, one);
    }
  }
  return [...found.values()].map(one => ({ actions: one.actions, times: one.times, users: one.uids.size, session: one.session })).sort((a, b) => b.times - a.times);
}
