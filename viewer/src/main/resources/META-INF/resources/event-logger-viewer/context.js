// @ts-check
/** What every page knows: the view that the URL says, who has signed in, and when it was asked. */
import { createContext } from "./lib/preact.module.js";
import { useContext, useEffect, useMemo, useRef, useState } from "./lib/hooks.module.js";
import { urlOf } from "./ask.js";
import { readLine, whereOf } from "./query.js";
import { instantText, resolve, zoneName } from "./time.js";
import { askInTurn } from "./turns.js";

/**
 * @typedef {object} Frame
 * @property {import("./state.js").View} view
 * @property {(changes: Partial<import("./state.js").View>, options?: {replace?: boolean}) => void} go changes the view
 * @property {(changes?: Partial<import("./state.js").View>) => string} link the link to the view with changes
 * @property {number} now when the view was asked for; times back are counted from it
 * @property {() => void} refresh asks everything again
 * @property {boolean} isNarrow whether the window is as narrow as a telephone
 * @property {string[] | null} scopes what whoever looks may do; null as long as it is not known
 */

export const FrameContext = createContext(/** @type {any} */ (null));

/** @returns {Frame} */
export const useFrame = () => useContext(FrameContext);

/**
 * @typedef {object} Question what the view asks for, as parameters of /api/log/…
 * @property {string} log
 * @property {string} since an instant, or "all"
 * @property {string} until an instant; empty for no bound
 * @property {string[]} where
 * @property {string} [tz] the zone of times that this page cannot read: the server says what is wrong with them
 */

/**
 * What a view asks for.
 *
 * @param {import("./state.js").View} view @param {number} now @returns {Question}
 */
export function questionOf(view, now) {
  const where = readLine(view.q).conditions.map(whereOf);
  const times = [view.since, view.until].map(text => ({ text, ms: resolve(text, now, view.tz) }));
  const [since, until] = times.map(({ text, ms }) => (ms === null ? "" : Number.isNaN(ms) ? text : instantText(ms, text)));
  const isUnread = times.some(({ ms }) => Number.isNaN(ms));
  return { log: view.log, since: since || "all", until, where, ...(isUnread ? { tz: zoneName(view.tz) } : {}) };
}

/** What the page asks for; the same object as long as it is the same question. @returns {Question} */
export function useQuestion() {
  const { view, now } = useFrame();
  return useMemo(() => questionOf(view, now), [view.log, view.since, view.until, view.tz, view.q, now]);
}

/** The same for the period before, just as long; null if the time has no beginning. @param {Question} question @param {number} now @returns {Question | null} */
export function periodBefore(question, now) {
  const from = Date.parse(question.since);
  const to = question.until === "" ? now : Date.parse(question.until);
  return Number.isNaN(from) || Number.isNaN(to) || to <= from
    ? null
    : { ...question, since: new Date(2 * from - to).toISOString(), until: question.since };
}

/**
 * @typedef {object} Answer
 * @property {"idle" | "asking" | "ready" | "failed"} state
 * @property {any} data that of before, while something else is asked
 * @property {import("./ask.js").Failure | null} failure
 * @property {number} since when it was asked
 * @property {() => void} cancel
 * @property {() => void} again
 * @property {boolean} [lacksBefore] whether the period before was asked, and did not answer
 */

/**
 * Asks the server, again when the question changes or the page is refreshed, and cancels what nobody waits for any more.
 *
 * @param {string | null} path null to ask nothing
 * @param {import("./ask.js").Parameters} [parameters]
 * @returns {Answer}
 */
export function useAnswer(path, parameters) {
  const { now } = useFrame();
  const [tries, setTries] = useState(0);
  const [answer, setAnswer] = useState(/** @type {any} */ ({ state: "idle", data: null, failure: null, since: 0, url: null }));
  const asking = useRef(/** @type {AbortController | null} */ (null));
  const url = path === null ? null : urlOf(path, parameters);
  useEffect(() => {
    if (url === null) {
      return undefined;
    }
    const controller = new AbortController();
    asking.current = controller;
    let isOver = false;
    const unlessOver = (/** @type {(before: any) => any} */ next) => !isOver && setAnswer(next);
    setAnswer((/** @type {any} */ before) => ({ ...before, state: "asking", failure: null, since: Date.now(), url }));
    askInTurn(url, controller.signal).then(
      data => unlessOver(() => ({ state: "ready", data, failure: null, since: 0, url })),
      failure => unlessOver(before => ({ ...before, state: "failed", failure })));
    return () => {
      isOver = true;
      controller.abort();
    };
  }, [url, tries, now]);
  // What is there is of another question until this one is asked.
  const state = url === null ? "idle" : answer.url === url ? answer.state : "asking";
  return { ...answer, ...(url === null ? { data: null } : {}), state, cancel: () => asking.current?.abort(), again: () => setTries((/** @type {number} */ n) => n + 1) };
}
