// @ts-check
/** Sessions, and what is done in them one after another. */
import { brief, valueOf } from "./format.js";

/** Where an event says which session it is of: our client, and others. */
export const SESSION = "context.client.session";
const FIELDS = [SESSION, "context.session"];
export const MOST_SESSIONS = 10_000;
const GAP = 30 * 60_000;

/** What has to be known of an event to know what was done, and in which session. */
export const STEP_FIELDS = ["id", "created_at", "type", "name", "uid", "level", ...FIELDS, ...["element", "path", "component", "method", "route", "function"].map(name => `data.${name}`)].join();

/** @typedef {{id: string | null, field: string, uid: string | null, from: number, to: number, events: any[]}} Session events from the first to the last; field has the id */

/** A value of an event, of which all is there, or some fields. @param {any} event @param {string} field */
const valueIn = (event, field) => event[field] ?? valueOf(event, field) ?? null;

/** Of rows that are counted by session: how many, and how long they took on average. @param {any[]} rows */
export function sessionFigures(rows) {
  const length = rows.reduce((sum, row) => sum + Date.parse(row.last) - Date.parse(row.first), 0);
  return { n: rows.length, mean: rows.length ? length / rows.length : null, isMore: rows.length >= MOST_SESSIONS };
}

/** Which field has the session of an event; "" if none has. @param {any} event */
export const sessionField = event => FIELDS.find(field => valueIn(event, field) !== null) ?? "";

/** @param {any} event @returns {string | null} */
export const sessionOf = event => (sessionField(event) ? valueIn(event, sessionField(event)) : null);

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
    const field = sessionField(event);
    const key = JSON.stringify([field, id, id === null ? event.uid : null]);
    const at = Date.parse(event.created_at);
    const of = open.get(key);
    const last = of?.[of.length - 1];
    if (last && (id !== null || at - last.to < GAP)) {
      last.events.push(event);
      last.to = at;
    } else {
      const begun = { id, field, uid: event.uid ?? null, from: at, to: at, events: [event] };
      open.set(key, [...(of ?? []), begun]);
      sessions.push(begun);
    }
  }
  return sessions.reverse();
}

/** What somebody did, in a word: an element, a page without its numbers, a function, a name. @param {any} event */
export function actionOf(event) {
  const [element, path, component, method, route, called] = ["element", "path", "component", "method", "route", "function"].map(name => valueIn(event, `data.${name}`));
  const page = typeof path === "string" ? path.replace(/\/(\d+|[0-9a-f-]{8,})(?=\/|$)/g, "/…") : "";
  const type = /** @type {string} */ (valueIn(event, "type"));
  const name = { CLICK: element, VIEW: page || component, API: route && `${method ?? ""} ${route}`.trim() }[type];
  return brief(name || called || event.name || type, 60);
}

/** API calls follow from what somebody did. @param {any} event */
export const isDone = event => valueIn(event, "type") !== "API";

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
