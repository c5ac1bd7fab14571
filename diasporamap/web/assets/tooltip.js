// The tooltip: a place's name and all its values, by mouse, keyboard, tap or search.

// Labels with more letters, such as those of sources, need a line of their own also on a phone.
const LONG_LABEL = 24;

// The values of a place: measure, label, state, text. Only some places tell people of unknown sex.
function rowsOf(data, place) {
  const values = data.places[place].values;
  const rows = data.rows.filter(([measure]) => values[measure]);
  return rows.map(([measure, label]) => [measure, label, ...values[measure]]);
}

// How a place is read aloud: its name, every value or its state in words, what else is known.
function spoken(data, place) {
  const at = data.places[place];
  const values = rowsOf(data, place).map(([, label, , text]) => label + " " + text);
  const figures = values.length ? data.texts.colon + values.join(", ") : "";
  return at.name + figures + (at.about ? ". " + at.about.join(" ") : "");
}

function makeTooltip(map, panes) {
  const box = document.getElementById("tooltip");
  const frame = document.getElementById("frame");
  const narrow = window.matchMedia("(max-width: 760px)");
  const mark = L.layerGroup().addTo(map);
  let data = null, layer = null, symbols = null, shown = null, pinned = false, docked = false;

  function fill(place) {
    const at = data.places[place];
    const rows = rowsOf(data, place);
    const list = element("dl", rows.some(([, label]) => label.length > LONG_LABEL) ? "long" : "");
    for (const [measure, label, state, text] of rows) {
      const row = element("div", measure === layer.measure ? "current" : "");
      row.append(element("dt", "", label), element("dd", state === "value" ? "" : "state", text));
      list.appendChild(row);
    }
    const close = element("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", data.texts.close);
    close.addEventListener("click", hide);
    const about = (at.about || []).map((sentence) => element("p", "", sentence));
    box.replaceChildren(element("strong", "", at.name), close, list, ...about);
  }

  function highlight(place) {
    mark.clearLayers();
    const still = { interactive: false, renderer: panes.highlight, pane: "highlight", smoothFactor: 0.5 };
    const line = { color: data.style.ink, weight: 1.4, fill: false };
    const radius = radiusOf(place), shape = data.byPlace[place];
    if (radius) {
      const at = data.places[place];
      L.circleMarker([at.lat, at.lon], Object.assign({ radius: radius }, line, still)).addTo(mark);
    }
    // An outline under its own circle would only blur it.
    if (shape && (!radius || data.sizes[place] * worldWidth(map) > 2 * radius)) {
      L.geoJSON(shape.feature, Object.assign({ style: line }, still)).addTo(mark);
    }
  }

  // How far the symbol of a place reaches, circle, dot or seat; 0 where it has none.
  function radiusOf(place) {
    return Math.max(symbols.radius(place), data.seats.radius(place));
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
    for (const place of new Set([...symbols.places, ...data.seats.places])) {
      const radius = radiusOf(place), away = anchorOf(place).distanceTo(point);
      if (radius && away < least && away <= radius + reach) [best, least] = [place, away];
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
    use: function (chosen, chosenLayer, chosenSymbols) {
      [data, layer, symbols] = [chosen, chosenLayer, chosenSymbols];
      const open = pinned && data.places[shown] ? shown : null;
      hide();
      if (open) show(open, null, true);
    },
  };
}

// One stop of the Tab key leads into the places; the arrow keys go on to the next by value.
function walkPlaces(map, tooltip) {
  const frame = document.getElementById("frame");
  let data = null, order = [], stop = null;
  function setStop(place) {
    if (stop) stop.setAttribute("tabindex", "-1");
    stop = place ? data.byPlace[place].getElement() : null;
    if (stop) stop.setAttribute("tabindex", "0");
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
    stop.focus();
    tooltip.show(next);
    map.panInside([data.places[next].lat, data.places[next].lon], { padding: [60, 60] });
  }, true);
  return {
    use: function (chosen, layer) {
      data = chosen;
      order = layer.order;
      setStop(order[0]);
    },
  };
}
