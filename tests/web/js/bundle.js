// Bundles the page's scripts into the one that goes into a page: `npm run bundle`.

import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { buildSync } from "esbuild";

const WEB = fileURLToPath(new URL("../../../diasporamap/web", import.meta.url));

export const BUNDLE = path.join(WEB, "assets", "page.js");

/** The scripts as one that gives the page `diasporamap`. */
export function bundled() {
  const { outputFiles } = buildSync({
    entryPoints: [path.join(WEB, "scripts", "main.js")], absWorkingDir: WEB, bundle: true, write: false,
    format: "iife", globalName: "diasporamap", target: "es2022", charset: "utf8", minify: true,
    legalComments: "inline", logLevel: "warning",
  });
  return outputFiles[0].text;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) fs.writeFileSync(BUNDLE, bundled());
