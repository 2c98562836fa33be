// @ts-check
/** What can stand at a place of the query line: fields that events have, and the most frequent values of a field. */
import { ask, urlOf } from "./ask.js";
import { conditionText, fieldOf, OWN_FIELDS, readLine, whereOf } from "./query.js";

/** @typedef {{label: string, line: string, caret: number, events?: number, isWhole: boolean}} Completion */

const COUNTABLE = /^(type|uid|name|level|subject|schema|schema_version|data\..+|context\..+)$/;
const MOST = 10;

/** @type {Set<string>} */
const known = new Set();
let learned = { of: "", done: Promise.resolve() };

/** Fields of data and context that events have had. */
export const knownFields = () => [...OWN_FIELDS, ...[...known].sort()];

/** Learns fields from events. @param {any[]} events */
export function learnFrom(events) {
  for (const event of events) {
    walk("data", event.event_data, []);
    walk("context", event.context, []);
  }
}

/** @param {string} part @param {any} object @param {string[]} path */
function walk(part, object, path) {
  if (object === null || typeof object !== "object" || Array.isArray(object) || path.length > 5 || known.size > 500) {
    return;
  }
  for (const [name, value] of Object.entries(object)) {
    if (value !== null && typeof value === "object" && !Array.isArray(value)) {
      walk(part, value, [...path, name]);
    } else if (name !== "" && name.length <= 100) {
      known.add(fieldOf(part, [...path, name]));
    }
  }
}

/** Looks at some events once, for their fields. @param {import("./context.js").Question} question */
export function learnFields(question) {
  if (learned.of !== question.log + question.since) {
    const done = ask(urlOf("api/log/events", { ...question, where: [], limit: 100 })).then(({ events }) => learnFrom(events), () => undefined);
    learned = { of: question.log + question.since, done };
  }
  return learned.done;
}

/**
 * @param {string} line @param {number} caret @param {import("./context.js").Question} question @param {AbortSignal} signal
 * @returns {Promise<Completion[]>}
 */
export async function completionsAt(line, caret, question, signal) {
  const begin = line.slice(0, caret);
  const end = line.slice(caret);
  const value = /(?:^|\s)((?:[^\s"=<>!]|"[^"]*")+)(!?=)([^\s"]*)$/.exec(begin);
  if (value && COUNTABLE.test(value[1])) {
    return values(line, begin, end, value, question, signal);
  }
  const word = /(?:^|\s)([^\s=<>!]*)$/.exec(begin)?.[1];
  if (word === undefined) {
    return [];
  }
  await learnFields(question);
  const stem = begin.slice(0, begin.length - word.length);
  return knownFields().filter(field => field !== word && field.includes(word)).sort((a, b) => Number(b.startsWith(word)) - Number(a.startsWith(word))).slice(0, MOST)
    .map(field => ({ label: field, line: `${stem}${field}=${end}`, caret: stem.length + field.length + 1, isWhole: false }));
}

/** The most frequent values, by the other conditions of the line. @param {string} line @param {string} begin @param {string} end @param {RegExpExecArray} at @param {import("./context.js").Question} question @param {AbortSignal} signal */
async function values(line, begin, end, at, question, signal) {
  const [, field, operator, typed] = at;
  const start = begin.length - field.length - operator.length - typed.length;
  const others = readLine(`${line.slice(0, start)} ${end.replace(/^\S*/, "")}`).conditions.map(whereOf);
  await new Promise(done => setTimeout(done, 150)); // whoever types on asks for nothing
  if (signal.aborted) {
    return [];
  }
  const { facets } = await ask(urlOf("api/log/facets", { ...question, where: others, by: field, limit: 50 }), { signal });
  return facets[0].values
    .filter((/** @type {any} */ one) => one.value !== null && String(one.value).toLowerCase().includes(typed.toLowerCase()))
    .slice(0, MOST)
    .map((/** @type {any} */ one) => {
      const text = conditionText(field, operator, String(one.value));
      const rest = end.replace(/^\S*/, "");
      return { label: String(one.value), events: one.events, line: `${line.slice(0, start)}${text}${rest}`, caret: start + text.length, isWhole: true };
    });
}
