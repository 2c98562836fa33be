// @ts-check
/** The one module that talks to the server. */

/** @typedef {"signin" | "forbidden" | "refused" | "too-much" | "busy" | "gone" | "offline" | "failed" | "cancelled"} Kind */
/** @typedef {Error & {kind: Kind, status: number}} Failure */
/** @typedef {Record<string, string | number | boolean | string[] | null | undefined>} Parameters */

const PATIENCE = 40_000;

/** Says "signin" when somebody has to sign in. */
export const doorbell = new EventTarget();

/** @param {Kind} kind @param {number} status @param {string} text @returns {Failure} */
function failure(kind, status, text) {
  return Object.assign(new Error(text), { kind, status });
}

/** The URL of a path with parameters; those without a value are left out. @param {string} path @param {Parameters} [parameters] */
export function urlOf(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== null && one !== undefined && one !== "") {
        query.append(name, String(one));
      }
    }
  }
  const text = query.toString();
  return new URL(path + (text === "" ? "" : `?${text}`), document.baseURI.split("#")[0]).href;
}

/**
 * Asks, and gives the JSON of the answer.
 *
 * @param {string} url
 * @param {{signal?: AbortSignal, method?: string, body?: object}} [options]
 * @returns {Promise<any>} rejected with a Failure
 */
export async function ask(url, { signal, method = "GET", body } = {}) {
  if (signal?.aborted) {
    throw failure("cancelled", 0, "");
  }
  const timer = new AbortController();
  const over = setTimeout(() => timer.abort(), PATIENCE);
  const given = () => timer.abort();
  signal?.addEventListener("abort", given);
  try {
    const response = await fetch(url, {
      method,
      signal: timer.signal,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body ? JSON.stringify(body) : undefined,
    });
    const text = await response.text();
    return response.ok ? (text === "" ? null : parse(text)) : refuse(response.status, text);
  } catch (e) {
    throw asFailure(e, signal);
  } finally {
    clearTimeout(over);
    signal?.removeEventListener("abort", given);
  }
}

/** Whole numbers that JavaScript would round are kept as they are written, as texts. @param {string} text */
export function parse(text) {
  const exact = (/** @type {string} */ _, /** @type {any} */ value, /** @type {any} */ context) =>
    (typeof value === "number" && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? "") ? context.source : value);
  return JSON.parse(text, /\d{16}/.test(text) ? exact : undefined);
}

/** @param {any} e @param {AbortSignal} [signal] @returns {Failure} */
function asFailure(e, signal) {
  if (e.kind) {
    return e;
  }
  if (e.name === "AbortError") {
    return signal?.aborted ? failure("cancelled", 0, "") : failure("too-much", 0, "");
  }
  return e instanceof TypeError ? failure("offline", 0, "") : failure("failed", 0, String(e.message));
}

/** @param {number} status @param {string} text @returns {never} */
function refuse(status, text) {
  const kinds = /** @type {Record<number, Kind>} */ ({
    400: "refused", 401: "signin", 403: "forbidden", 404: "gone", 413: "too-much", 422: "refused", 429: "busy", 503: "busy", 504: "too-much",
  });
  const kind = kinds[status] ?? "failed";
  if (kind === "signin") {
    doorbell.dispatchEvent(new Event("signin"));
  }
  throw failure(kind, status, reason(text));
}

/** @param {string} text */
function reason(text) {
  try {
    const { error, problems } = JSON.parse(text);
    return typeof error === "string" ? error : Array.isArray(problems) ? problems.join("\n") : "";
  } catch {
    return "";
  }
}
