// @ts-check
/** The columns of a table of events: some of the fields of events, which the URL names. */
import { h } from "./lib/preact.module.js";
import { brief, duration, valueOf } from "./format.js";
import { Level } from "./levels.js";
import { Time } from "./parts.js";
import { say } from "./words.js";

const USUAL = ["created_at", "level", "type", "name", "uid", "details"];
const NARROW = ["created_at", "details"];
const PAIRS = 8;

/** The names in a text, with commas between them; those in quotes may have some. @param {string} text */
const split = text => text.match(/(?:"(?:[^"]|"")*"|[^,"])+/g) ?? [];

/** @param {Record<string, string>} own @param {boolean} isNarrow */
export const columnsOf = (own, isNarrow) => (own.cols ? split(own.cols) : isNarrow ? NARROW : USUAL);

/** @param {string[]} columns what the URL says of them; nothing of the usual ones */
export const columnsText = columns => (columns.join() === USUAL.join() ? "" : columns.join(","));

/** @param {string} column */
export const columnName = column =>
  column === "created_at" || column === "details" || column === "duration_ms" ? say(`column.${column}`) : column;

/** @param {string} column */
export const isNumber = column => column === "duration_ms";

/** What a column shows of an event. @param {any} event @param {string} column @param {boolean} isAlone whether there is little else to know the event by */
export function cellOf(event, column, isAlone = false) {
  if (column === "created_at") {
    return h(Time, { iso: event.created_at });
  }
  if (column === "level") {
    return h(Level, { level: event.level });
  }
  if (column === "details") {
    return details(event, isAlone);
  }
  const value = valueOf(event, column);
  if (column === "duration_ms") {
    return value === undefined ? "" : duration(value);
  }
  return value === undefined ? "" : h("bdi", { class: column === "id" ? "code" : undefined }, brief(value, 120));
}

/** What is there to say of an event on one line. @param {any} event @param {boolean} isAlone */
function details(event, isAlone) {
  const parts = [];
  if (isAlone) {
    parts.push(event.level === "INFO" ? null : h(Level, { level: event.level, key: "level" }), " ", h("b", { key: "name" }, brief(event.name ?? event.event_type ?? event.schema?.id, 60)), " ",
      event.uid ? h("span", { class: "note", key: "uid" }, brief(event.uid, 40), " ") : null);
  }
  if (event.subject) {
    parts.push(h("bdi", { class: "subject", key: "subject" }, brief(event.subject, 60)), " ");
  }
  if (event.message) {
    parts.push(h("bdi", { key: "message" }, brief(event.message, 160)), " ");
  }
  const pairs = Object.entries(event.event_data ?? {}).slice(0, PAIRS);
  parts.push(pairs.map(([name, value]) => h("span", { class: "pair", key: `data ${name}` }, h("i", null, brief(name, 30)), " ", h("bdi", null, brief(value, 60)), " ")));
  return parts;
}
