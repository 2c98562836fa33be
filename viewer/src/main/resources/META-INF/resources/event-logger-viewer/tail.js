// @ts-check
/** The stream of /api/log/tail, drawn a dozen times a second at most, and kept within bounds however fast it comes. */
import { useEffect, useRef, useState } from "./lib/hooks.module.js";
import { ask, parse, urlOf } from "./ask.js";
import { useFrame } from "./context.js";

const SHOWN = 100;
const AT_FIRST = 50;
const WAITING = 2_000;
const EVERY = 80;

/**
 * @typedef {object} Tail
 * @property {any[]} events the latest first
 * @property {"connecting" | "on" | "lost" | "refused"} state
 * @property {number} came how many came since it was asked
 * @property {number} rate how many came in the last second
 * @property {number} waiting how many came while it was paused
 * @property {number} dropped how many are not kept
 * @property {boolean} hasGap whether the server says that more was missed
 * @property {boolean} isPaused
 * @property {(isPaused: boolean) => void} setPaused
 * @property {() => void} clear
 */

/** @param {{log: string, where: string[]}} question @returns {Tail} */
export function useTail(question) {
  const { now } = useFrame();
  const [isPaused, setPaused] = useState(false);
  const [shown, setShown] = useState(/** @type {any} */ (() => begin()));
  const buffer = useRef(/** @type {ReturnType<typeof begin> & {texts: string[], isPaused: boolean, frame: number}} */ ({ ...begin(), texts: [], isPaused: false, frame: 0 }));
  const url = urlOf("api/log/tail", { ...question, last: AT_FIRST });

  const draw = useRef(() => {
    const held = buffer.current;
    held.frame = 0;
    if (performance.now() - held.drawn < Math.max(EVERY, held.cost * 4)) {
      drawSoon(); // nobody reads faster
      return;
    }
    const begun = performance.now();
    held.drawn = begun;
    // The next frame says what this one has cost: four fifths of the time are left for whoever scrolls and types.
    requestAnimationFrame(() => setTimeout(() => {
      held.cost = performance.now() - begun;
    }));
    if (!held.isPaused && held.texts.length > 0) {
      const latest = held.texts.slice(-SHOWN).map(parse).reverse();
      held.dropped += Math.max(0, held.texts.length - SHOWN) + Math.max(0, held.events.length + latest.length - SHOWN);
      held.texts = [];
      held.events = [...latest, ...held.events].slice(0, SHOWN);
    }
    setShown({ ...held, waiting: held.texts.length + held.waitedAway });
  }).current;
  const drawSoon = useRef(() => {
    buffer.current.frame ||= requestAnimationFrame(draw);
  }).current;

  useEffect(() => {
    Object.assign(buffer.current, begin(), { texts: [] });
    const held = buffer.current;
    const become = (/** @type {Tail["state"]} */ state) => {
      held.state = state;
      drawSoon();
    };
    const source = new EventSource(url);
    source.onopen = () => become("on");
    source.onerror = () => (source.readyState === EventSource.CLOSED ? refused(become) : become("lost"));
    source.addEventListener("gap", () => {
      held.hasGap = true;
      drawSoon();
    });
    source.onmessage = message => {
      held.came++;
      held.second++;
      held.texts.push(message.data);
      if (held.texts.length > WAITING) {
        const least = held.isPaused ? WAITING - SHOWN : SHOWN;
        const gone = held.texts.splice(0, held.texts.length - least).length;
        held.dropped += gone;
        held.waitedAway += held.isPaused ? gone : 0;
      }
      drawSoon();
    };
    const clock = setInterval(() => {
      if (held.rate !== held.second) {
        drawSoon();
      }
      held.rate = held.second;
      held.second = 0;
    }, 1000);
    drawSoon();
    return () => {
      source.close();
      clearInterval(clock);
    };
  }, [url, now]);
  useEffect(() => () => cancelAnimationFrame(buffer.current.frame), []);

  return {
    ...shown, isPaused,
    setPaused: next => {
      buffer.current.isPaused = next;
      buffer.current.waitedAway = 0;
      setPaused(next);
      drawSoon();
    },
    clear: () => {
      Object.assign(buffer.current, { events: [], texts: [], dropped: 0, waitedAway: 0, hasGap: false });
      drawSoon();
    },
  };
}

/** Before anything came. */
const begin = () => ({
  events: /** @type {any[]} */ ([]), state: /** @type {Tail["state"]} */ ("connecting"), came: 0, rate: 0, second: 0, waiting: 0, waitedAway: 0, dropped: 0, hasGap: false, drawn: 0, cost: 0,
});

/** An EventSource does not say why it was refused; asking for who one is rings for signing in. @param {(state: Tail["state"]) => void} become */
function refused(become) {
  become("refused");
  ask(urlOf("api/session")).catch(() => undefined);
}
