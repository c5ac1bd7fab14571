import assert from "node:assert/strict";
import fs from "node:fs";
import test from "node:test";

import { bundled } from "./bundle.js";

test("what goes into a page is that of the scripts and style sheets as they are", function () {
  for (const { file, text } of bundled()) {
    assert.ok(fs.readFileSync(file, "utf-8") === text, file + " is stale: npm run bundle");
  }
});
