// @ts-check
/** Several questions as one, which is cancelled and asked again as one. */
import { useEffect, useRef, useState } from "./lib/hooks.module.js";
import { useFrame } from "./context.js";
import { askInTurn } from "./turns.js";

/**
 * The answers of some URLs, in their order; null as long as it is not known which.
 *
 * @param {string[] | null} urls @returns {import("./context.js").Answer}
 */
export function useMany(urls) {
  const { now } = useFrame();
  const [answer, setAnswer] = useState(/** @type {any} */ ({ state: "idle", data: null, failure: null, since: 0, key: "" }));
  const key = urls === null ? null : urls.join("\n");
  const [tries, setTries] = useState(0);
  const asking = useRef(/** @type {AbortController | null} */ (null));
  useEffect(() => {
    if (urls === null) {
      return undefined;
    }
    const controller = new AbortController();
    asking.current = controller;
    let isOver = false;
    setAnswer((/** @type {any} */ before) => ({ ...before, state: "asking", failure: null, since: Date.now(), key }));
    Promise.all(urls.map(url => askInTurn(url, controller.signal))).then(
      data => !isOver && setAnswer({ state: "ready", data, failure: null, since: 0, key }),
      failure => !isOver && setAnswer((/** @type {any} */ before) => ({ ...before, state: "failed", failure })));
    return () => {
      isOver = true;
      controller.abort();
    };
  }, [key, tries, now]);
  const isOfThese = key !== null && answer.key === key;
  return { ...answer, ...(isOfThese ? {} : { data: null, state: key === null ? "idle" : "asking" }), cancel: () => asking.current?.abort(), again: () => setTries((/** @type {number} */ n) => n + 1) };
}
