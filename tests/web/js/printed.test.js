import assert from "node:assert/strict";
import test from "node:test";

import { printedRows } from "../../../diasporamap/web/scripts/actions/printed.js";

test("a printed table has women, men and all, and the measure of the map", function () {
  const known = ["women", "men", "total", "share_women"];
  assert.deepEqual(printedRows(known, "women"), ["women", "men", "total"]);
  assert.deepEqual(printedRows(known, "share_women"), ["women", "men", "total", "share_women"]);
  assert.deepEqual(printedRows(["total"], "total"), ["total"]);
  assert.deepEqual(printedRows(["source-0", "range"], "range"), ["range"]);
});
