// The table of values: a click on a column's head sorts by it; what has no value stays last.

function makeTable(table, language) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];
  const collator = new Intl.Collator(language);

  function valueOf(row, column) {
    const cell = row.cells[column];
    if (column === 0) return cell.textContent;
    return cell.dataset.number === undefined ? null : Number(cell.dataset.number);
  }

  function sort(column, down) {
    const rows = [...body.rows].sort(function (one, other) {
      const a = valueOf(one, column), b = valueOf(other, column);
      if (a === null || b === null) return (a === null) - (b === null) || byName(one, other);
      const order = column === 0 ? collator.compare(a, b) : a - b;
      return (down ? -order : order) || byName(one, other);
    });
    body.append(...rows);
    heads.forEach((head) => head.removeAttribute("aria-sort"));
    heads[column].setAttribute("aria-sort", down ? "descending" : "ascending");
  }

  function byName(one, other) {
    return collator.compare(one.cells[0].textContent, other.cells[0].textContent);
  }

  heads.forEach(function (head, column) {
    const button = element("button", "", head.textContent);
    button.type = "button";
    head.replaceChildren(button);
    button.addEventListener("click", function () {
      const now = head.getAttribute("aria-sort");
      sort(column, now ? now === "ascending" : column > 0);
    });
  });
}
