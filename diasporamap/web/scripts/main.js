// Puts the page together: the model of what is embedded, the store, and the parts that follow it.

import { admitted, askedView } from "./map/children.js";
import { makeControls, makeRegions } from "./panels/controls.js";
import { afterPaint, byId, element } from "./dom.js";
import { makeHeading } from "./panels/heading.js";
import { keepLink } from "./link.js";
import { makeList } from "./panels/list.js";
import { makeMap } from "./map/map.js";
import { makePlacePanel } from "./panels/place_panel.js";
import { makePrint } from "./actions/print.js";
import { makePrinted } from "./actions/printed.js";
import { makeSearch } from "./panels/search.js";
import { makeActions } from "./actions/share.js";
import { makeSheet } from "./panels/sheet.js";
import { firstState, makeStore, settled } from "./state.js";
import { makePointList, makeTable } from "./panels/table.js";
import { makeTiles } from "./map/tiles.js";
import { makeTimeline } from "./panels/timeline.js";
import { unpack } from "./data/unpack.js";
import { makeWords } from "./data/words.js";

/** @import { Model } from "./data/model.js" */
/** @import { Store } from "./state.js" */
/** @import { Tiles } from "./map/tiles.js" */

export { addScale, admit } from "./map/children.js";
export { equalEarth } from "./map/equal_earth.js";

/**
 * What every part of the page is made with: the data, what is chosen, the map, and a voice for
 * those who hear the page. `refit` shows the chosen part of the world again.
 * @typedef {Object} App
 * @property {Model} model
 * @property {Store} store
 * @property {L.Map} map
 * @property {(words: string) => void} say
 * @property {(animate?: boolean) => void} [refit]
 */

/**
 * @param {L.Map} map
 * @param {Tiles} [tiles]
 */
export function start(map, tiles) {
  const model = unpack(JSON.parse(byId("data").textContent));
  const opening = firstState(model), store = makeStore(opening, (state) => settled(model, state));
  /** @type {App} */
  const app = { model, store, map, say: makeVoice() };
  const say = makeWords(app);
  admitted(say("added_layers"));
  keepLink(store, opening);
  makeHeading(app, say);
  makeControls(app, say);
  makeActions(app, say);
  makeTimeline(app, say);
  const list = makeList(app, say);
  makeRegions(app, say);
  const asked = askedView(map);
  makeMap(app, say);
  if (asked) map.setView(asked.centre, asked.zoom, { animate: false });
  if (tiles) makeTiles(map, tiles);
  // What opens only when it is asked for comes after what is seen, one after the other.
  afterPaint(
    () => makePlacePanel(app, say, list),
    () => makeSheet(app),
    () => makeSearch(app, say),
    () => makeTable(app, say),
    () => makePointList(app, say),
    () => makePrinted(app, say),
    () => makePrint(app),
  );
}

/** What is said is written into a region that assistive technology reads aloud. */
function makeVoice() {
  const box = document.body.appendChild(element("p", "unseen"));
  box.id = "said";
  box.setAttribute("role", "status");
  return function (/** @type {string} */ words) {
    box.textContent = words;
  };
}
