// Leaflet as a page has it, a name that all scripts share, with no document.

import fs from "node:fs";
import vm from "node:vm";

const style = {};
const made = () => ({ style, getContext: () => null, setAttribute() {} });

Object.assign(globalThis, {
  window: globalThis,
  document: { documentElement: { style }, createElement: made, createElementNS: made, addEventListener() {} },
  addEventListener() {},
  screen: {},
});
Object.defineProperty(globalThis, "navigator", { value: { userAgent: "", platform: "" }, configurable: true });

const file = new URL("../../../diasporamap/web/leaflet/leaflet.js", import.meta.url);
vm.runInThisContext(fs.readFileSync(file, "utf-8"));
