// Puts the page together: layers, legend, tooltip, search, table and the view.

import { addCoast, addPanes, addSphere, bordersOf, featuresOf, placesOf, plainAreas } from "./base.js";
import { byId, element, pathOf } from "./dom.js";
import { addHatches, fillOf, OUTLINE, SEAM } from "./hatches.js";
import { alignNumbers, drawLegend } from "./legend.js";
import { keepLink } from "./link.js";
import { drawMarks } from "./marks.js";
import { makePoints } from "./points.js";
import { openForPrint } from "./print.js";
import { makeSearch } from "./search.js";
import { firstState, makeStore, settled } from "./state.js";
import { makeTable } from "./table.js";
import { pointOf } from "./told.js";
import { asToday } from "./today.js";
import { makeTooltip } from "./tooltip.js";
import { unpack } from "./unpack.js";
import { addButtons, fitView, flyTo } from "./view.js";
import { walkPlaces } from "./walk.js";

/** @import { Panes, Shown } from "./base.js" */
/** @import { Marks } from "./marks.js" */
/** @import { PageState, Store } from "./state.js" */
/** @import { Geography, Layer, Page } from "./types.js" */

export { equalEarth } from "./equal_earth.js";

/**
 * What every part of the page is made with: the data, what is chosen, the map, and a voice for
 * those who hear the page.
 * @typedef {{ model: Page, store: Store, map: L.Map, say: (words: string) => void }} App
 */

/** @param {L.Map} map */
export function start(map) {
  /** @type {Page} */
  const model = asToday(unpack(JSON.parse(byId("data").textContent)));
  const store = makeStore(firstState(model), (state) => settled(model, state));
  /** @type {App} */
  const app = { model, store, map, say: makeVoice() };
  drawPage(app);
  keepLink(store, store.get());
  openLegend();
  openForPrint();
}

/** @param {App} app */
function drawPage({ model: page, store, map, say }) {
  addHatches(page.geographies.flatMap(({ layers }) => layers.flatMap((each) => Object.values(each.swatches))));
  const panes = addPanes(map);
  fitView(map);
  addSphere(map, panes, page.style);
  addCoast(map, panes, page);
  plainAreas(panes, page, page.shapes.undetermined).addTo(map);
  bordersOf(panes, page.style, page.shapes.borders).addTo(map);
  const geographies = page.geographies.map((geography) => prepare(panes, page, geography));

  const group = L.layerGroup().addTo(map);
  const tooltip = makeTooltip(map, panes);
  const walk = walkPlaces(map, tooltip);
  const points = page.points && makePoints(map, page.points, page.texts, tooltip);
  const search = makeSearch(say, function (place) {
    const shape = data.byPlace[place];
    flyTo(map, shape ? shape.getBounds() : L.latLngBounds([pointOf(data, place)]));
    tooltip.show(place);
    if (shape) pathOf(shape).focus({ preventScroll: true });
  });
  /** @type {HTMLTableElement[]} */
  const tables = [...document.querySelectorAll(/** @type {"table"} */ ("#table table"))];
  let data = geographies[0], layer = data.layers[0];
  /** @type {Marks} */
  let marks;

  function useLayer() {
    layer = data.layers.find(({ measure }) => measure === store.get().measure) || data.layers[0];
    for (const place in data.byPlace) {
      const swatch = layer.swatches[layer.fills[place]];
      const [color, weight] = swatch[3] ? [swatch[3], 2 * OUTLINE] : [swatch[0], SEAM];
      data.byPlace[place].setStyle({ color, weight, fillColor: fillOf(swatch) });
    }
    marks = drawMarks(map, panes, data, layer, group);
    drawLegend(map.getZoom(), data, layer);
    tooltip.use(data, layer, marks);
    walk.use(data, layer);
    describe(map, layer);
  }

  function useGeography() {
    const chosen = page.geographies.findIndex(({ key }) => key === store.get().geography);
    map.removeLayer(data.group);
    data = geographies[chosen];
    data.group.addTo(map);
    search.use(data);
    tables.forEach((table, at) => table.toggleAttribute("hidden", at !== chosen));
    useLayer();
    if (points) points.use(data);
  }

  const follow = [
    onChoice("geography", (at) => store.set({ geography: page.geographies[at].key }),
      (state) => page.geographies.findIndex(({ key }) => key === state.geography)),
    onChoice("layers", (at) => store.set({ measure: data.layers[at].measure }),
      (state) => data.layers.findIndex(({ measure }) => measure === state.measure)),
  ];
  store.subscribe(function (state, before) {
    if (state.geography !== before.geography) useGeography();
    else if (state.measure !== before.measure) useLayer();
    for (const show of follow) show(state);
  });
  map.on("zoomend", function () {
    marks.fit();
    drawLegend(map.getZoom(), data, layer);
  });
  useGeography();
  addButtons(map, page.texts);
  for (const table of tables) makeTable(table, page.language);
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

/**
 * What a geography has on the map, made once: its places and its own lines.
 * @param {Panes} panes
 * @param {Page} page
 * @param {Geography} geography
 * @returns {Shown}
 */
function prepare(panes, page, geography) {
  const data = { ...page, ...geography, byPlace: {}, group: L.layerGroup() };
  const own = geography.own;
  if (own) {
    const under = page.shapes.countries.features.filter(({ id }) => id && own.under.includes(id));
    data.group.addLayer(plainAreas(panes, page, { type: "FeatureCollection", features: under }));
  }
  data.group.addLayer(placesOf(panes, data, featuresOf(page, geography)));
  if (own) data.group.addLayer(bordersOf(panes, page.style, own.lines));
  return data;
}

/**
 * Calls back with the number of the choice whenever one is made in a fieldset of the panel; what
 * comes back shows the choice of a state.
 * @param {string} id
 * @param {(chosen: number) => void} use
 * @param {(state: PageState) => number} chosenOf
 */
function onChoice(id, use, chosenOf) {
  const fieldset = byId(id);
  if (fieldset) fieldset.addEventListener("change", (/** @type {any} */ event) => use(Number(event.target.value)));
  return function (/** @type {PageState} */ state) {
    const input = fieldset && fieldset.querySelectorAll("input")[chosenOf(state)];
    if (input) input.checked = true;
  };
}

/**
 * Titles and captions follow the layer.
 * @param {L.Map} map
 * @param {Layer} layer
 */
function describe(map, layer) {
  byId("title").textContent = layer.title;
  byId("subtitle").textContent = layer.subtitle;
  byId("source").textContent = layer.captions[0];
  byId("captions").replaceChildren(...layer.captions.map((text) => element("p", "", text)));
  const container = map.getContainer();
  container.setAttribute("role", "group");
  container.setAttribute("aria-label", layer.alt);
  container.setAttribute("aria-describedby", "keyboard");
}

// On a narrow screen the legend lies behind a button.
function openLegend() {
  const button = byId("legend-button");
  button.addEventListener("click", function () {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(open));
    document.body.classList.toggle("legend-open", open);
    if (open) alignNumbers(byId("legend"));
  });
}

