import assert from "node:assert/strict";
import test from "node:test";

import "./leaflet.js";
import { spoken } from "../../../diasporamap/web/scripts/told.js";

test("a place is read aloud with what is known of it alone", function () {
  const data = {
    rows: [["total", "Total"], ["unknown", "Unknown"]], texts: { colon: ": " },
    places: {
      FRA: { name: "France", values: { total: ["value", "12"] } },
      X: { name: "Essen", values: {}, about: ["No district.", "Known."] },
      Y: { name: "Togo", values: { total: ["suppressed", "Not shown"], unknown: ["value", "3"] }, about: ["One."] },
    },
  };
  assert.equal(spoken(data, "FRA"), "France: Total 12");
  assert.equal(spoken(data, "X"), "Essen. No district. Known.");
  assert.equal(spoken(data, "Y"), "Togo: Total Not shown, Unknown 3. One.");
});
