// @ts-check
/** A table of events, of which one may be open: beside it, or where there is no room, below its row. */
import { Component, h } from "./lib/preact.module.js";
import { useEffect, useRef } from "./lib/hooks.module.js";
import { cellOf, columnName, isNumber } from "./columns.js";
import { useFrame } from "./context.js";
import { say } from "./words.js";

/**
 * @param {{caption: string, events: any[], columns: string[], open: string, at: string, onOpen: (id: string) => void, sort?: string,
 *   onSort?: (column: string) => void, below?: any}} props open is the id of the event that is open, at that of the one the keys are at; below stands below the open row
 */
export function EventTable({ caption, events, columns, open, at, onOpen, sort = "", onSort, below }) {
  const { link } = useFrame();
  const body = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const row = at === "" ? null : body.current?.querySelector("tr.at");
    row?.scrollIntoView({ block: "nearest" });
  }, [at]);
  const isAlone = !columns.includes("name");
  const rowOf = (/** @type {any} */ event) => [
    h(Row, { key: event.id, event, columns, isAlone, isOpen: event.id === open, isAt: event.id === at, link, onOpen }),
    below && event.id === open ? h("tr", { key: `${event.id} below`, class: "below" }, h("td", { colSpan: columns.length }, below)) : null,
  ];
  return h("div", { class: "scroll events", tabIndex: 0, role: "group", "aria-label": caption },
    h("table", null,
      h("caption", { class: "unseen" }, caption),
      h("thead", null, h("tr", null, columns.map(column => h("th", { scope: "col", key: column, class: classOf(column), "aria-sort": sortOf(column, sort) },
        onSort && isSortable(column) ? h("button", { type: "button", onClick: () => onSort(column) }, columnName(column)) : columnName(column))))),
      h("tbody", { ref: body }, events.map(rowOf))));
}

/** Drawn again only if something of it has changed: of hundreds of rows, a frame adds a few. */
class Row extends Component {
  /** @param {any} next */
  shouldComponentUpdate(next) {
    const { props } = this;
    return ["event", "isOpen", "isAt", "link"].some(name => next[name] !== props[name]) || next.columns.join() !== props.columns.join();
  }

  render() {
    const { event, columns, isAlone, isOpen, isAt } = this.props;
    const graveness = { ERROR: "is-error", WARNING: "is-warning" }[event.level] ?? "";
    return h("tr", {
      "aria-current": isOpen ? "true" : undefined, class: `${isAt ? "at" : ""} ${graveness}`,
      onClick: (/** @type {MouseEvent} */ e) => !isOfText(e) && this.props.onOpen(event.id),
    }, columns.map((/** @type {string} */ column, /** @type {number} */ i) => h("td", { key: column, class: classOf(column) },
      i === 0 ? this.opener(cellOf(event, column, isAlone)) : cellOf(event, column, isAlone))));
  }

  /** A link, so that it can be reached by keys and opened elsewhere. @param {any} shown */
  opener(shown) {
    const { event, link } = this.props;
    const onClick = (/** @type {MouseEvent} */ e) => {
      if (!e.metaKey && !e.ctrlKey && !e.shiftKey) {
        e.preventDefault();
        e.stopPropagation();
        this.props.onOpen(event.id);
      }
    };
    return h("a", { href: link({ own: { event: event.id } }), "data-event": event.id, "aria-label": say("explore.open", { time: event.created_at }), onClick }, shown);
  }
}

/** Whoever selects text, or clicks a link, does not open. @param {MouseEvent} e */
const isOfText = e => String(getSelection()) !== "" || /** @type {HTMLElement} */ (e.target).closest("a, button, .below") !== null;

/** @param {string} column */
const isSortable = column => /^(created_at|duration_ms|uid|name|subject|type|level|schema|schema_version|id)$/.test(column);

/** @param {string} column @param {string} sort @returns {any} */
function sortOf(column, sort) {
  const [by, way] = (sort || "created_at:desc").split(":");
  return by !== column ? undefined : way === "desc" ? "descending" : "ascending";
}

/** @param {string} column */
const classOf = column => `c-${column.replace(/[^a-z_]/g, "")}${isNumber(column) ? " number" : ""}`;
