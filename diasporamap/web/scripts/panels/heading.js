// The words around the map: title, subtitle, source, notes, and the language of all of them.

import { byId, element } from "../dom.js";
import { differs, layerShown } from "../shown.js";

/** @import { App } from "../main.js" */
/** @import { Say } from "../data/words.js" */

// A title of more letters has a phone's whole width, so that it takes two lines.
const LONG = 58;

/** Attributes of the template that name a text, and where it goes. */
const TEXTS = /** @type {const} */ ([
  ["data-text", null], ["data-label", "aria-label"], ["data-title", "title"], ["data-placeholder", "placeholder"],
]);

/**
 * Fills the template with the texts of a language; parts that draw themselves do so on their own.
 * @param {ParentNode} root
 * @param {(key: string) => string} say
 */
export function fillTexts(root, say) {
  for (const [mark, attribute] of TEXTS) {
    for (const found of root.querySelectorAll(`[${mark}]`)) {
      const words = say(/** @type {string} */ (found.getAttribute(mark)));
      if (attribute) found.setAttribute(attribute, words);
      else found.textContent = words;
    }
  }
}

/**
 * A dialog of the foot, with the button that opens it.
 * @param {string} id
 */
export function makeDialog(id) {
  const dialog = /** @type {HTMLDialogElement} */ (byId(id)), button = byId(id + "-button");
  if (!dialog || !button) return;
  button.addEventListener("click", () => dialog.showModal());
  for (const close of dialog.querySelectorAll("[data-dismiss]")) close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // Escape closes the dialog alone, not what is open behind it.
  dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
}

/**
 * @param {App} app
 * @param {Say} say
 */
export function makeHeading(app, say) {
  const { model, store } = app;
  const { about } = model;

  function draw() {
    const { language } = store.get(), layer = layerShown(app);
    const title = say.of(layer.title), subtitle = say.of(layer.subtitle);
    const lead = layer.lead ? say.of(layer.lead) : "";
    document.documentElement.lang = language;
    document.title = about.stamp ? say.of(about.stamp) + say("colon") + title : title;
    byId("title").textContent = title;
    byId("head").classList.toggle("long", title.length > LONG);
    const rest = lead && subtitle.startsWith(lead) ? subtitle.slice(lead.length) : subtitle;
    byId("subtitle").replaceChildren(...(rest === subtitle ? [subtitle] : [element("strong", "", lead), rest]));
    if (about.stamp) byId("stamp").textContent = say.of(about.stamp);
    const captions = say.of(layer.captions);
    byId("source").textContent = captions[0] || "";
    byId("captions").replaceChildren(...captions.map((text) => element("p", "", text)));
    const map = document.querySelector(".folium-map");
    if (map) {
      map.setAttribute("role", "group");
      map.setAttribute("aria-label", say.of(layer.alt));
      map.setAttribute("aria-describedby", "keyboard");
    }
    const day = about.date && say.of(about.date);
    byId("version").textContent = ["v\u202f" + about.version, day].filter(Boolean).join(" · ");
    const version = [say("version", { version: about.version }), day].filter(Boolean).join(", ");
    const contact = about.contact && say("contact", { contact: about.contact });
    byId("imprint").textContent = [version, contact].filter(Boolean).join(" · ");
  }

  function translate() {
    fillTexts(document, say);
  }

  translate();
  draw();
  makeDialog("notes");
  store.subscribe(function (state, before) {
    if (state.language !== before.language) translate();
    if (differs(state, before, "language", "geography", "measure", "year", "since", "kind")) draw();
  });
}
