// @ts-check
/** The stream of /api/log/tail, drawn a dozen times a second at most, and kept within bounds however fast it comes. */
import { useEffect, useRef, useState } from "./lib/hooks.module.js";
import { ask, parse, urlOf } from "./ask.js";
import { useFrame } from "./context.js";

const SHOWN = 100;
const AT_FIRST = 50;
const WAITING = 2_000;
const MOST_CHARACTERS = 16_000_000; // of all that waits
const EVERY = 80;
const AGAIN = 3_000;

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
  const buffer = useRef(/** @type {ReturnType<typeof begin> & {texts: string[], characters: number, seen: Set<string>, isPaused: boolean, frame: number, url: string}} */ ({ ...begin(), texts: [], characters: 0, seen: new Set(), isPaused: false, frame: 0, url: "" }));
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
      held.characters = 0;
      held.events = [...latest, ...held.events].slice(0, SHOWN);
    }
    setShown({ ...held, waiting: held.texts.length + held.waitedAway });
  }).current;
  const drawSoon = useRef(() => {
    buffer.current.frame ||= requestAnimationFrame(draw);
  }).current;

  useEffect(() => {
    const held = buffer.current;
    if (held.url !== url) {
      Object.assign(held, begin(), { texts: [], characters: 0, seen: new Set(), url });
    }
    const become = (/** @type {Tail["state"]} */ state) => {
      held.state = state;
      drawSoon();
    };
    const forget = (/** @type {number} */ n) => {
      const gone = held.texts.splice(0, n);
      held.characters -= gone.reduce((sum, text) => sum + text.length, 0);
      held.dropped += gone.length;
      held.waitedAway += held.isPaused ? gone.length : 0;
    };
    /** @type {EventSource} */
    let source;
    let again = 0;
    let isOver = false;
    const missed = () => {
      held.hasGap = true;
      drawSoon();
    };
    const open = () => {
      source = new EventSource(url);
      source.onopen = () => become("on");
      source.onerror = () => {
        become("lost");
        if (source.readyState === EventSource.CLOSED) {
          isRefused(question).then(is => {
            if (is) {
              become("refused");
            } else if (!isOver) {
              again = setTimeout(() => {
                missed();
                open();
              }, AGAIN);
            }
          });
        }
      };
      source.addEventListener("gap", missed);
      source.onmessage = message => {
        if (held.seen.has(message.lastEventId)) {
          return; // sent again
        }
        held.seen.add(message.lastEventId);
        if (held.seen.size > 2 * WAITING) {
          held.seen = new Set([...held.seen].slice(-WAITING));
        }
        held.came++;
        held.second++;
        held.texts.push(message.data);
        held.characters += message.data.length;
        if (held.texts.length > WAITING) {
          forget(held.texts.length - (held.isPaused ? WAITING - SHOWN : SHOWN));
        }
        if (held.characters > MOST_CHARACTERS) {
          forget(Math.ceil(held.texts.length / 2));
        }
        drawSoon();
      };
    };
    open();
    const clock = setInterval(() => {
      if (held.rate !== held.second) {
        drawSoon();
      }
      held.rate = held.second;
      held.second = 0;
    }, 1000);
    drawSoon();
    return () => {
      isOver = true;
      source.close();
      clearTimeout(again);
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
      Object.assign(buffer.current, { events: [], texts: [], characters: 0, dropped: 0, waitedAway: 0, hasGap: false });
      drawSoon();
    },
  };
}

/** Before anything came. */
const begin = () => ({
  events: /** @type {any[]} */ ([]), state: /** @type {Tail["state"]} */ ("connecting"), came: 0, rate: 0, second: 0, waiting: 0, waitedAway: 0, dropped: 0, hasGap: false, drawn: 0, cost: 0,
});

/**
 * Whether it is of no use to try again. An EventSource does not say why it was refused; the same question for one event does, and
 * rings for signing in.
 *
 * @param {{log: string, where: string[]}} question
 */
const isRefused = question => ask(urlOf("api/log/events", { ...question, limit: 1 }))
  .then(() => false, failure => ["signin", "forbidden", "refused", "gone"].includes(failure.kind));
