import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { rowOrder } from "../../../diasporamap/web/scripts/panels/table.js";

test("rows without a number come last whichever way the table is sorted", function () {
  const collator = new Intl.Collator("fr");
  const rows = () => [
    { name: "Togo", number: null }, { name: "Bénin", number: 3 }, { name: "Gabon", number: 20 },
    { name: "Égypte", number: null }, { name: "Angola", number: 3 },
  ];
  const sorted = (...how) => rows().sort(rowOrder(collator, ...how)).map(({ name }) => name);
  assert.deepEqual(sorted(true, true), ["Gabon", "Angola", "Bénin", "Égypte", "Togo"]);
  assert.deepEqual(sorted(true, false), ["Angola", "Bénin", "Gabon", "Égypte", "Togo"]);
  assert.deepEqual(sorted(false, false), ["Angola", "Bénin", "Égypte", "Gabon", "Togo"]);
  assert.deepEqual(sorted(false, true), ["Togo", "Gabon", "Égypte", "Bénin", "Angola"]);
});
