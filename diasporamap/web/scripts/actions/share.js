// What the reader takes away: the link, code to embed the page, its figures and its map; and full screen.

import { makeBox } from "../panels/boxes.js";
import { byId, element, svgElement } from "../dom.js";
import { saveFigures, saveMap } from "./download.js";

/** @import { App } from "../main.js" */
/** @import { Say } from "../data/words.js" */

/** @type {Record<string, string>} pictures of the buttons */
const PICTURES = {
  share: "M7.2,9 L12.8,5.8 M7.2,11 L12.8,14.2 M3,10 a2.3,2.3 0 1,0 4.6,0 a2.3,2.3 0 1,0 -4.6,0"
    + " M12.4,4.7 a2.3,2.3 0 1,0 4.6,0 a2.3,2.3 0 1,0 -4.6,0 M12.4,15.3 a2.3,2.3 0 1,0 4.6,0 a2.3,2.3 0 1,0 -4.6,0",
  download: "M10,2.5 V12.5 M5.8,8.5 L10,12.7 L14.2,8.5 M3,14 V17 H17 V14",
  screen: "M3,7.5 V3 H7.5 M12.5,3 H17 V7.5 M17,12.5 V17 H12.5 M7.5,17 H3 V12.5",
};

// How high an embedded page is.
const EMBEDDED = 640;

/**
 * What the page is called where it is embedded: its name as a file, its whole address on a server.
 * @param {string} address
 */
export function sourceOf(address) {
  if (!address.startsWith("file:")) return address;
  const [path, hash] = address.split("#");
  return path.slice(path.lastIndexOf("/") + 1) + (hash ? "#" + hash : "");
}

/**
 * The code that embeds the page.
 * @param {string} address
 * @param {string} title
 */
export function embedCode(address, title) {
  /** @param {string} text */
  const safe = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  return `<iframe src="${safe(sourceOf(address))}" title="${safe(title)}" width="100%" height="${EMBEDDED}"`
    + ' style="border: 0" loading="lazy" allow="fullscreen; clipboard-write"></iframe>';
}

/**
 * Copies a text, by the clipboard or, where a frame may not have it, by what is selected.
 * @param {string} text
 * @returns {Promise<boolean>} whether it is copied
 */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.body.appendChild(element("textarea", "unseen"));
    area.value = text;
    const focused = document.activeElement;
    area.select();
    // The older way is the one that works in frames without permission.
    const done = document.execCommand("copy");
    area.remove();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
    return done;
  }
}

/** @param {string} name */
function picture(name) {
  const svg = svgElement("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" });
  const line = { fill: "none", stroke: "currentColor", "stroke-width": 1.6, "stroke-linejoin": "round" };
  svg.append(svgElement("path", { d: PICTURES[name], ...line }));
  return svg;
}

/**
 * A button of the head.
 * @param {string} name
 */
function actionOf(name) {
  const button = element("button", "action");
  button.type = "button";
  button.id = name + "-button";
  button.append(picture(name), element("span"));
  return button;
}

/**
 * @param {App} app
 * @param {Say} say
 */
export function makeActions(app, say) {
  const { model, store } = app, actions = byId("actions");
  const isFile = /^(https?|file):$/.test(window.location.protocol);
  const share = actionOf("share"), download = actionOf("download"), screen = actionOf("screen");
  const shareBox = element("div", "box"), downloadBox = element("div", "box");
  /** @type {(() => void)[]} what writes the words again */
  const translations = [];

  /**
   * @param {HTMLElement} made
   * @param {string} key
   * @param {Record<string, string | number>} [fields]
   */
  function worded(made, key, fields) {
    translations.push(() => (made.textContent = say(key, fields)));
    return made;
  }

  /**
   * A field with what can be copied, and the button that copies it.
   * @param {string} key
   * @param {() => string} text
   */
  function copyField(key, text) {
    const part = element("div", "copy"), label = element("label"), field = element("input");
    const button = element("button", "plain"), told = element("span");
    field.readOnly = true;
    field.id = "share-" + key;
    label.htmlFor = field.id;
    button.type = "button";
    worded(label, "share." + key);
    worded(told, "share.copy");
    translations.push(() => button.setAttribute("aria-label", say("share.copy") + say("colon") + say("share." + key)));
    field.addEventListener("focus", () => field.select());
    button.append(told);
    button.addEventListener("click", async function () {
      const done = await copied(field.value);
      const words = say(done ? "share.copied" : "share.by_hand");
      if (!done) field.focus();
      told.textContent = done ? say("share.done") : say("share.copy");
      app.say(words);
      window.setTimeout(() => (told.textContent = say("share.copy")), 2500);
    });
    const row = element("div", "copy-row");
    row.append(field, button);
    part.append(label, row);
    return { part, fill: () => (field.value = text()) };
  }

  const link = copyField("link", () => window.location.href);
  const code = copyField("embed", () => embedCode(window.location.href, document.title));

  /**
   * A button of a box.
   * @param {string} key
   * @param {() => void} act
   */
  function itemOf(key, act) {
    const button = element("button", "item");
    button.type = "button";
    button.addEventListener("click", act);
    return worded(button, key);
  }

  /** What can be downloaded: figures shown, of all years, the map. */
  function downloads() {
    const years = model.years.length > 1;
    return [
      itemOf(years ? "download.figures_year" : "download.figures", () => save("figures", false)),
      ...(years ? [itemOf("download.figures_all", () => save("figures", true))] : []),
      itemOf("download.svg", () => save("svg")), itemOf("download.png", () => save("png")),
    ];
  }

  /**
   * @param {"figures" | "svg" | "png"} what
   * @param {boolean} [all] - years
   */
  async function save(what, all) {
    shareClose.close();
    downloadClose.close();
    try {
      if (what === "figures") saveFigures(app, say, { all: Boolean(all) });
      else await saveMap(app, say, what);
      app.say(say("download.saved"));
    } catch {
      app.say(say("download.failed"));
    }
  }

  shareBox.id = "share-box";
  downloadBox.id = "download-box";
  for (const box of [shareBox, downloadBox]) {
    box.hidden = true;
    box.setAttribute("role", "group");
  }
  if (isFile) shareBox.append(link.part, code.part);
  if (window.location.protocol === "file:") shareBox.append(worded(element("p", "note"), "share.file"));
  const more = element("div", "more");
  more.append(worded(element("p"), "download.label"), ...downloads());
  shareBox.append(more);
  downloadBox.append(...downloads());

  const full = itemOf("screen.enter", toggleScreen);
  const canFill = document.fullscreenEnabled;
  if (canFill) more.append(full);

  function toggleScreen() {
    shareClose.close();
    // A refusal of the browser leaves the page as it is.
    const asked = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen();
    asked.catch(() => app.say(say("screen.refused")));
  }

  function showScreen() {
    const words = say(document.fullscreenElement ? "screen.leave" : "screen.enter");
    screen.title = words;
    screen.setAttribute("aria-label", words);
    full.textContent = words;
  }

  /** @param {HTMLElement[]} parts */
  function holderOf(...parts) {
    const holder = element("div", "holder");
    holder.append(...parts);
    return holder;
  }

  actions.append(holderOf(share, shareBox), holderOf(download, downloadBox));
  if (canFill) actions.append(screen);
  if (!isFile) share.classList.add("only-narrow");
  const shareClose = makeBox(share, shareBox, function () {
    link.fill();
    code.fill();
  });
  const downloadClose = makeBox(download, downloadBox);
  screen.addEventListener("click", toggleScreen);
  document.addEventListener("fullscreenchange", showScreen);

  function translate() {
    for (const write of translations) write();
    for (const [button, key] of /** @type {const} */ ([[share, "share.label"], [download, "download.label"]])) {
      /** @type {HTMLElement} */ (button.querySelector("span")).textContent = say(key);
      button.setAttribute("aria-label", say(key));
    }
    shareBox.setAttribute("aria-label", say("share.label"));
    downloadBox.setAttribute("aria-label", say("download.label"));
    showScreen();
  }

  const placeLink = byId("place-link"), placeFigures = byId("place-csv");
  placeLink.hidden = !isFile;
  placeLink.addEventListener("click", async function () {
    app.say(say(await copied(window.location.href) ? "share.copied" : "share.by_hand"));
  });
  placeFigures.addEventListener("click", function () {
    const { place } = store.get();
    if (place !== null) saveFigures(app, say, { all: true, place });
  });
  store.subscribe(function (state, before) {
    if (state.language !== before.language) translate();
    if (!shareBox.hidden) {
      link.fill();
      code.fill();
    }
  });
  translate();
}
