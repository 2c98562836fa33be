// @ts-check
/**
 * The pages, in the order of the navigation. To add one: a file in pages/ that exports the component Page, a line here, its name
 * in words.js under "page.<id>", and the sentence on the start page under "start.<id>.what".
 *
 * scope is what one needs for it: it is not shown to others.
 * isAbout says whether the page is about the events that the bar above says: if not, there is no query line.
 */

/** @typedef {{id: string, isAbout: "events" | "live" | "log" | "nothing", scope?: string, load: () => Promise<{Page: any}>}} PageEntry */

/** @type {PageEntry[]} */
export const PAGES = [
  { id: "start", isAbout: "log", load: () => import("./pages/start.js") },
  { id: "explore", isAbout: "events", load: () => import("./pages/explore.js") },
  { id: "live", isAbout: "live", load: () => import("./pages/live.js") },
  { id: "usage", isAbout: "events", load: () => import("./pages/usage.js") },
  { id: "users", isAbout: "events", load: () => import("./pages/users.js") },
  { id: "subjects", isAbout: "events", load: () => import("./pages/subjects.js") },
  { id: "functions", isAbout: "events", load: () => import("./pages/functions.js") },
  { id: "errors", isAbout: "events", load: () => import("./pages/errors.js") },
  { id: "clicks", isAbout: "events", load: () => import("./pages/clicks.js") },
  { id: "health", isAbout: "nothing", load: () => import("./pages/health.js") },
  { id: "capture", isAbout: "nothing", scope: "admin", load: () => import("./pages/capture.js") },
];

/** Those for whoever looks. @param {string[] | null} scopes */
export const pagesFor = scopes => PAGES.filter(page => page.scope === undefined || scopes?.includes(page.scope));
