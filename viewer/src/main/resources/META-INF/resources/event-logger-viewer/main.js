// @ts-check
/** Where the page begins. */
import { h, render } from "./lib/preact.module.js";
import { App } from "./frame.js";

render(h(App, null), /** @type {HTMLElement} */ (document.getElementById("app")));
