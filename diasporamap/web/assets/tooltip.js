// The tooltip: a place's name and all its values, by mouse, keyboard, tap or search.

// The values of a place: measure, label, state, text. Only some places tell people of unknown sex.
function rowsOf(data, place) {
  const values = data.places[place].values;
  const rows = data.rows.filter(([measure]) => values[measure]);
  return rows.map(([measure, label]) => [measure, label, ...values[measure]]);
}

// How a place is read aloud: its name, then every value or its state in words.
function spoken(data, place) {
  const at = data.places[place];
  const values = rowsOf(data, place).map(([, label, , text]) => label + " " + text);
  return at.name + " : " + values.join(", ");
}

function makeTooltip(map, panes, data) {
  const box = document.getElementById("tooltip");
  const frame = document.getElementById("frame");
  const narrow = window.matchMedia("(max-width: 760px)");
  const mark = L.layerGroup().addTo(map);
  let layer = null, shapes = {}, symbols = {}, shown = null, pinned = false, docked = false;

  function fill(place) {
    const at = data.places[place];
    const list = element("dl");
    for (const [measure, label, state, text] of rowsOf(data, place)) {
      const row = element("div", measure === layer.measure ? "current" : "");
      row.append(element("dt", "", label), element("dd", state === "value" ? "" : "state", text));
      list.appendChild(row);
    }
    const close = element("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", data.texts.close);
    close.addEventListener("click", hide);
    box.replaceChildren(element("strong", "", at.name), close, list);
  }

  function highlight(place) {
    mark.clearLayers();
    const still = { interactive: false, renderer: panes.highlight, pane: "highlight", smoothFactor: 0.5 };
    const line = { color: data.style.ink, weight: 1.4, fill: false };
    const symbol = symbols[place];
    const marked = symbol && !symbol.getElement().classList.contains("needless");
    if (marked) {
      L.circleMarker(symbol.getLatLng(), Object.assign({ radius: symbol.getRadius() }, line, still)).addTo(mark);
    }
    // An outline under its own circle would only blur it.
    if (!marked || data.sizes[place] * worldWidth(map) > 2 * symbol.getRadius()) {
      L.geoJSON(shapes[place].feature, Object.assign({ style: line }, still)).addTo(mark);
    }
  }

  function anchorOf(place) {
    const at = data.places[place];
    return map.latLngToContainerPoint([at.lat, at.lon]);
  }

  // Beside the point, inside the frame; on a narrow screen along the edge away from the point.
  function put(point) {
    box.classList.toggle("docked", docked);
    box.style.left = box.style.top = box.style.bottom = "";
    if (docked) {
      box.style[point.y > frame.clientHeight / 2 ? "top" : "bottom"] = "8px";
      return;
    }
    const gap = 14, width = box.offsetWidth, height = box.offsetHeight;
    const left = point.x + gap + width > frame.clientWidth ? point.x - gap - width : point.x + gap;
    const top = point.y + gap + height > frame.clientHeight ? point.y - gap - height : point.y + gap;
    box.style.left = Math.max(6, left) + "px";
    box.style.top = Math.max(6, top) + "px";
  }

  function show(place, point, stays) {
    if (shown !== place) {
      fill(place);
      highlight(place);
    }
    shown = place;
    pinned = Boolean(stays);
    box.hidden = false;
    box.classList.toggle("pinned", pinned);
    put(point || anchorOf(place));
  }

  function hide() {
    shown = null;
    pinned = false;
    box.hidden = true;
    mark.clearLayers();
  }

  function placeOf(target) {
    const found = target.closest && target.closest("[data-place]");
    return found ? found.dataset.place : null;
  }

  // Of the symbols that reach a point, the one whose centre is nearest is meant, so that every
  // centre can be reached however circles overlap; else the place itself. `reach` widens symbols.
  function placeAt(event, point, reach) {
    let best = null, least = Infinity;
    for (const place in symbols) {
      if (symbols[place].getElement().classList.contains("needless")) continue;
      const away = anchorOf(place).distanceTo(point);
      if (away < least && away <= symbols[place].getRadius() + reach) [best, least] = [place, away];
    }
    return best || placeOf(event.target);
  }

  frame.addEventListener("pointermove", function (event) {
    if (event.pointerType === "touch" || event.buttons) return;
    const onMap = map.getContainer().contains(event.target) && !event.target.closest(".leaflet-control");
    const point = map.mouseEventToContainerPoint(event);
    const place = onMap ? placeAt(event, point, 2) : null;
    docked = narrow.matches;
    if (place && !(pinned && place === shown)) show(place, point);
    else if (!place && !pinned) hide();
  });
  frame.addEventListener("pointerleave", function () {
    if (!pinned) hide();
  });
  map.on("click", function (event) {
    // A finger is wide: it also means a symbol near to it.
    const touch = event.originalEvent.pointerType === "touch";
    const place = placeAt(event.originalEvent, event.containerPoint, touch ? 14 : 2);
    docked = touch || narrow.matches;
    if (place) show(place, event.containerPoint, true);
    else hide();
  });
  frame.addEventListener("focusin", function (event) {
    const place = placeOf(event.target);
    docked = narrow.matches;
    if (place && event.target.matches(":focus-visible")) show(place, null, true);
  });
  frame.addEventListener("focusout", function (event) {
    // It stays while the reader goes to the panel, to compare the layers.
    const next = event.relatedTarget;
    const panel = document.getElementById("panel");
    if (placeOf(event.target) && next && !frame.contains(next) && !panel.contains(next)) hide();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hide();
  });
  map.on("zoomstart movestart", function () {
    if (!pinned) hide();
  });
  map.on("zoomend moveend", function () {
    if (!shown) return;
    highlight(shown);
    put(anchorOf(shown));
  });

  return {
    show: function (place) {
      docked = narrow.matches;
      show(place, null, true);
    },
    hide: hide,
    shown: () => shown,
    use: function (chosen, chosenShapes, chosenSymbols) {
      [layer, shapes, symbols] = [chosen, chosenShapes, chosenSymbols];
      const open = pinned ? shown : null;
      hide();
      if (open) show(open, null, true);
    },
  };
}

// One stop of the Tab key leads into the places; the arrow keys go on to the next by value.
function walkPlaces(map, data, shapes, tooltip) {
  const frame = document.getElementById("frame");
  let order = [], stop = null;
  function setStop(place) {
    if (stop) shapes[stop].getElement().setAttribute("tabindex", "-1");
    stop = place;
    if (stop) shapes[stop].getElement().setAttribute("tabindex", "0");
  }
  frame.addEventListener("keydown", function (event) {
    const at = order.indexOf(event.target.dataset ? event.target.dataset.place : null);
    const steps = {
      ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1,
      Home: 0, End: order.length - 1,
    };
    if (at < 0 || !(event.key in steps)) return;
    event.preventDefault();
    event.stopPropagation();
    const next = order[Math.max(0, Math.min(order.length - 1, steps[event.key]))];
    setStop(next);
    shapes[next].getElement().focus();
    tooltip.show(next);
    map.panInside([data.places[next].lat, data.places[next].lon], { padding: [60, 60] });
  }, true);
  return function (layer) {
    order = layer.order;
    setStop(order.length ? order[0] : null);
  };
}
