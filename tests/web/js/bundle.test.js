import assert from "node:assert/strict";
import fs from "node:fs";
import test from "node:test";

import { BUNDLE, bundled } from "./bundle.js";

test("the bundle is that of the scripts as they are", function () {
  assert.ok(fs.readFileSync(BUNDLE, "utf-8") === bundled(), "assets/page.js is stale: npm run bundle");
});
