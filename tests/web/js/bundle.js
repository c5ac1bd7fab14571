// Bundles the page's scripts and style sheets into the files that go into a page: `npm run bundle`.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { buildSync } from "esbuild";

const WEB = fileURLToPath(new URL("../../../diasporamap/web", import.meta.url));

const COMMON = {
  absWorkingDir: WEB, bundle: true, write: false, target: ["es2022", "chrome111", "firefox113", "safari16.4"],
  charset: "utf8", minify: true, logLevel: "warning",
};
const ENTRIES = {
  "page.js": { entryPoints: ["scripts/main.js"], format: "iife", globalName: "diasporamap", legalComments: "inline" },
  "page.css": { entryPoints: ["styles/page.css"] },
};

/** What goes into a page, by the path of its file. */
export function bundled() {
  return Object.entries(ENTRIES).map(function ([name, entry]) {
    const text = buildSync({ ...COMMON, ...entry }).outputFiles[0].text;
    return { file: path.join(WEB, "assets", name), text };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { file, text } of bundled()) fs.writeFileSync(file, text);
}
