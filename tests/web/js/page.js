// Loads the scripts as a page does, into one scope, with Leaflet and no document.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const WEB = path.join(__dirname, "..", "..", "..", "diasporamap", "web");
const SCRIPTS = [
  "equal_earth", "base", "marks", "legend", "tooltip", "walk", "points", "search", "table", "map",
];

const read = (...names) => fs.readFileSync(path.join(WEB, ...names), "utf-8");

/** The functions and constants of the scripts by name. */
function page() {
  const style = {};
  const made = () => ({ style, getContext: () => null, setAttribute() {} });
  const scope = {
    navigator: { userAgent: "", platform: "" },
    document: {
      documentElement: { style }, createElement: made, createElementNS: made, addEventListener() {},
    },
    addEventListener() {}, setTimeout, clearTimeout, Intl, screen: {},
  };
  scope.window = scope;
  const context = vm.createContext(scope);
  vm.runInContext(read("leaflet", "leaflet.js"), context);
  vm.runInContext(SCRIPTS.map((name) => read("assets", name + ".js")).join("\n"), context);
  return (name) => vm.runInContext(name, context);
}

/** A value of the page's scope as one of this one's, so that they can be compared. */
const plain = (value) => JSON.parse(JSON.stringify(value));

module.exports = { page, plain };
