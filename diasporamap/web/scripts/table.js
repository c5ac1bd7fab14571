// The table of values: a click on a column's head sorts by it; what has no value stays last.

import { element } from "./dom.js";

/** @typedef {{ name: string, number: number | null }} Sortable */

/**
 * Compares rows by name, or by number where `byNumber`; rows without a number come last either way.
 * @param {Intl.Collator} collator
 * @param {boolean} byNumber
 * @param {boolean} down
 */
export function rowOrder(collator, byNumber, down) {
  return function (/** @type {Sortable} */ one, /** @type {Sortable} */ other) {
    const names = collator.compare(one.name, other.name);
    if (!byNumber) return down ? -names : names;
    if (one.number === null || other.number === null) {
      return Number(one.number === null) - Number(other.number === null) || names;
    }
    return (one.number - other.number) * (down ? -1 : 1) || names;
  };
}

/**
 * @param {HTMLTableElement} table
 * @param {string} language
 */
export function makeTable(table, language) {
  const body = table.tBodies[0];
  const heads = [.../** @type {HTMLTableSectionElement} */ (table.tHead).rows[0].cells];
  const collator = new Intl.Collator(language);

  /**
   * @param {number} column
   * @param {boolean} down
   */
  function sort(column, down) {
    const order = rowOrder(collator, column > 0, down);
    const rows = [...body.rows].map(function (row) {
      const number = row.cells[column].dataset.number;
      return { row, name: row.cells[0].textContent || "", number: number === undefined ? null : Number(number) };
    });
    body.append(...rows.sort(order).map(({ row }) => row));
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
  }

  heads.forEach(function (head, column) {
    const button = element("button", "", head.textContent || "");
    button.type = "button";
    head.replaceChildren(button);
    button.addEventListener("click", function () {
      const now = head.getAttribute("aria-sort");
      sort(column, now ? now === "ascending" : column > 0);
    });
  });
}
