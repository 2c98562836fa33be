// @ts-check
/** The levels, the gravest first: so they are stacked, from the bottom. */
import { h } from "./lib/preact.module.js";

export const LEVELS = ["ERROR", "WARNING", "AUDIT", "USAGE", "INFO", "DEBUG"];

/** @param {string} level */
export const colourOf = level => `--level-${level.toLowerCase()}`;

/** @param {{level: string}} props */
export const Level = ({ level }) => h("span", { class: `level ${LEVELS.includes(level) ? level.toLowerCase() : ""}` }, level);
