// @ts-check
/** The query line: conditions as docs/querying.md has them, with blanks between them. All must hold. */

/**
 * @typedef {object} Condition
 * @property {string} field
 * @property {string} operator
 * @property {string} value without quotes; empty for "exists"
 * @property {boolean} isQuoted whether the value is a JSON text
 * @property {number} from where it begins in the line
 * @property {number} to where it ends
 */

/** @typedef {{conditions: Condition[], problem: string | null, rest: string}} Line */

const OPERATORS = ["!=", "<=", ">=", "=", "<", ">"];
export const OWN_FIELDS = ["type", "name", "level", "uid", "subject", "schema", "schema_version", "message", "duration_ms", "created_at", "id"];

/** Reads a line; a problem says which words are no condition. @param {string} line @returns {Line} */
export function readLine(line) {
  const conditions = [];
  let at = skip(line, 0);
  while (at < line.length) {
    const next = readCondition(line, at);
    if (!next) {
      const rest = line.slice(at).trim();
      return { conditions, problem: rest, rest };
    }
    conditions.push(next);
    at = skip(line, next.to);
  }
  return { conditions, problem: null, rest: "" };
}

/** @param {string} line @param {number} at */
function skip(line, at) {
  while (at < line.length && /\s/.test(line[at])) {
    at++;
  }
  return at;
}

/** @param {string} line @param {number} from @returns {Condition | null} */
function readCondition(line, from) {
  const end = endOfField(line, from);
  const field = line.slice(from, end);
  const at = skip(line, end);
  const word = /^(contains|exists)(?=\s|$)/.exec(line.slice(at));
  const operator = word ? word[1] : OPERATORS.find(symbol => line.startsWith(symbol, at));
  if (field === "" || CONTROL.test(field) || !operator || (word && at === end)) {
    return null;
  }
  const after = at + operator.length;
  if (operator === "exists") {
    return { field, operator, value: "", isQuoted: false, from, to: after };
  }
  return withValue({ field, operator, value: "", isQuoted: false, from, to: after }, line, skip(line, after));
}

/** Up to a blank or an operator, but not one in quotes. @param {string} line @param {number} from */
function endOfField(line, from) {
  let isQuoted = false;
  for (let at = from; at < line.length; at++) {
    if (line[at] === '"') {
      isQuoted = !isQuoted;
    } else if (!isQuoted && /[\s=<>!]/.test(line[at])) {
      return at;
    }
  }
  return line.length;
}

/** @param {Condition} condition @param {string} line @param {number} at @returns {Condition | null} */
function withValue(condition, line, at) {
  const quoted = /^"(?:[^"\\]|\\.)*"/.exec(line.slice(at));
  if (quoted) {
    try {
      return { ...condition, value: JSON.parse(quoted[0]), isQuoted: true, to: at + quoted[0].length };
    } catch {
      return null;
    }
  }
  const value = /^\S*/.exec(line.slice(at))?.[0] ?? "";
  return value === "" || value.startsWith('"') ? null : { ...condition, value, to: at + value.length };
}

/** What nobody sees, and terminals may obey. */
export const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

/** How a condition is written. @param {string} of a field @param {string} operator @param {string} [value] */
export function conditionText(of, operator, value = "") {
  const field = canonical(of);
  if (operator === "exists") {
    return `${field} exists`;
  }
  const isPlain = /^[^\s"=][^\s]*$/.test(value) && !CONTROL.test(value);
  const written = isPlain ? value : JSON.stringify(value).replace(new RegExp(CONTROL, "g"), one => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return operator === "contains" ? `${field} contains ${written}` : `${field}${operator}${written}`;
}

/** As the parameter "where" and the option --where take it. @param {Condition} condition */
export function whereOf({ field, operator, value, isQuoted }) {
  return isQuoted && operator !== "exists"
    ? `${field} ${operator} ${JSON.stringify(value)}`
    : conditionText(field, operator, value);
}

/** A field of data or context; names that are not plain are quoted. @param {string} part @param {string[]} names */
export function fieldOf(part, names) {
  return [part, ...names.map(name => (/^[^\s."=<>!]+$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`))].join(".");
}

/** A field as the server writes it, however somebody does; what is no field stays as it is. @param {string} text */
export function canonical(text) {
  const field = text.trim().replace(/^event_(?=type$|data\.)/, "");
  return /^(data|context)(\.("([^"]|"")*"|[^."]+))+$/.test(field) ? fieldOf(field.split(".", 1)[0], namesOf(field).slice(1)) : field;
}

/** The names in a path; those in quotes without them. @param {string} field */
export function namesOf(field) {
  return (field.match(/"(?:[^"]|"")*"|[^."]+/g) ?? []).map(name => (name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name));
}

/**
 * The line with one more condition; in place of the ones that it contradicts. Data and context may have lists, of which several values
 * hold at once.
 *
 * @param {string} line @param {string} of a field @param {string} operator @param {string} [value]
 */
export function withCondition(line, of, operator, value = "") {
  const { conditions, rest } = readLine(line);
  const field = canonical(of);
  const isOwn = OWN_FIELDS.includes(field);
  const isOne = (/** @type {string} */ symbol) => symbol === "=" || symbol === "!=";
  const isReplaced = (/** @type {Condition} */ old) => canonical(old.field) === field &&
    ((isOwn && operator === "=" && old.operator === "=") || (old.value === value && (old.operator === operator || (isOne(old.operator) && isOne(operator)))));
  const kept = conditions.filter(old => !isReplaced(old)).map(old => line.slice(old.from, old.to));
  return [...kept, conditionText(field, operator, value), rest].filter(text => text !== "").join(" ");
}

/** The line without one condition. @param {string} line @param {number} index */
export function withoutCondition(line, index) {
  const { conditions, rest } = readLine(line);
  const kept = conditions.filter((_, i) => i !== index).map(old => line.slice(old.from, old.to));
  return [...kept, rest].filter(text => text !== "").join(" ");
}
