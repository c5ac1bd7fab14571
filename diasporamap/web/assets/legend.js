// The legend of a layer: nested circles or classes, then states of places, lines and missions.

function drawLegend(map, data, layer) {
  const box = document.getElementById("legend");
  const entries = layer.legend.entries;
  const kind = (name) => entries.filter((entry) => entry.kind === name);
  const parts = [element("h2", "", layer.legend.title)];
  if (kind("circle").length) parts.push(nestedCircles(map, data, layer, kind("circle")));
  if (kind("class").length) parts.push(classBoxes(layer, kind("class")));
  const list = element("ul", "keys");
  for (const entry of kind("range")) list.appendChild(rangeRow(layer, entry));
  for (const entry of kind("state")) list.appendChild(stateRow(layer, entry));
  for (const entry of kind("line")) list.appendChild(lineRow(data, entry));
  for (const entry of kind("seat")) list.appendChild(seatRow(data, entry));
  parts.push(list);
  box.replaceChildren(...parts);
  alignNumbers(box);
}

// Circles stand on one line, the largest behind; a leader joins each top with its number.
function nestedCircles(map, data, layer, entries) {
  const GAP = 15, TOP = 8;
  const radii = entries.map((entry) => circleRadius(map, data.style, entry.radius));
  const largest = radii[0];
  const floor = Math.max(2 * largest, GAP * (entries.length - 0.5)) + TOP;
  const tops = radii.map((radius) => floor - 2 * radius);
  // Numbers keep their distance: from the smallest up, none comes nearer than a line.
  const rows = tops.slice();
  for (let index = rows.length - 1, below = floor + GAP / 2; index >= 0; index -= 1) {
    rows[index] = Math.min(rows[index], below - GAP);
    below = rows[index];
  }
  const height = floor + 6;
  const svg = svgElement("svg", {
    class: "circles", role: "img", width: "100%", height: height,
    "aria-label": layer.legend.title + data.texts.colon + entries.map((entry) => entry.label).join(", "),
  });
  const middle = largest + 1;
  entries.forEach(function (entry, index) {
    svg.appendChild(svgElement("circle", {
      cx: middle, cy: floor - radii[index], r: radii[index].toFixed(2), fill: layer.colour,
      "fill-opacity": index ? 0.28 : 0.16, stroke: layer.colour, "stroke-width": 0.9,
    }));
  });
  entries.forEach(function (entry, index) {
    const elbow = 2 * largest + 8, end = elbow + 10;
    svg.appendChild(svgElement("polyline", {
      points: [[middle, tops[index]], [elbow, rows[index]], [end, rows[index]]].join(" "),
      fill: "none", stroke: "var(--muted)", "stroke-width": 0.7,
    }));
    const label = svgElement("text", { "data-x": end + 4, y: rows[index], dy: "0.35em" });
    label.textContent = entry.label;
    svg.appendChild(label);
  });
  return svg;
}

// The numbers end on one line, as in a column of figures; words after a number follow it.
function alignNumbers(box) {
  if (!box.getClientRects().length) return; // Nothing can be measured while it is not shown.
  const labels = [...box.querySelectorAll("svg.circles text")];
  const widths = labels.map(function (label) {
    const number = label.textContent.match(/^[\d\u202f\u00a0,.]*/)[0];
    return number ? label.getSubStringLength(0, number.length) : 0;
  });
  const widest = Math.max(0, ...widths);
  labels.forEach(function (label, index) {
    label.setAttribute("x", Number(label.dataset.x) + widest - widths[index]);
  });
}

// Boxes touch, the largest class on top; words say what the ends and the middle mean.
function classBoxes(layer, entries) {
  const box = element("div", "classes");
  const [low, high] = layer.legend.ends;
  if (high) box.appendChild(element("p", "end", "▲ " + high));
  for (const entry of entries) {
    const row = element("div", entry.parity ? "class parity" : "class");
    row.append(swatchBox(layer, entry.key), element("span", "", entry.label));
    if (entry.parity) row.appendChild(element("em", "", layer.legend.parity));
    box.appendChild(row);
  }
  if (low) box.appendChild(element("p", "end", "▼ " + low));
  return box;
}

function swatchBox(layer, key) {
  const svg = svgElement("svg", { class: "box", width: 26, height: 16, "aria-hidden": "true" });
  svg.appendChild(svgElement("rect", {
    x: 0.5, y: 0.5, width: 25, height: 15, fill: fillOf(layer.swatches[key], key),
  }));
  return svg;
}

// Both ends of a range stand in both rows, the one that is meant in its own look.
function rangeRow(layer, entry) {
  const RING = 7, DISC = 3.8, looks = layer.looks;
  const parts = {
    highest: [[RING, looks.highest], [DISC, Object.assign({}, looks.lowest, { opacity: 0.12 })]],
    lowest: [[RING, Object.assign({}, looks.highest, { opacity: 0, width: 0.5 })], [DISC, looks.lowest]],
    single: [[RING, looks.single]],
  }[entry.key];
  const row = element("li", "range-" + entry.key);
  const svg = svgElement("svg", { class: "box", width: 26, height: 16, "aria-hidden": "true" });
  for (const [radius, look] of parts) {
    svg.appendChild(svgElement("circle", {
      cx: 13, cy: 8, r: radius, fill: look.fill, "fill-opacity": look.opacity,
      stroke: look.width ? look.edge : "none", "stroke-width": look.width,
      "stroke-dasharray": look.dashes.map((dash) => dash * look.width).join(" "),
    }));
  }
  row.append(svg, element("span", "", entry.label));
  return row;
}

function stateRow(layer, entry) {
  const row = element("li", "state-" + entry.key);
  row.append(swatchBox(layer, entry.key), element("span", "", entry.label));
  return row;
}

function lineRow(data, entry) {
  const [colour, , dashes] = data.style.lines[entry.key];
  const row = element("li", "line-" + entry.key);
  const svg = svgElement("svg", { class: "box", width: 26, height: 16, "aria-hidden": "true" });
  svg.appendChild(svgElement("line", {
    x1: 0, x2: 26, y1: 8, y2: 8, stroke: colour, "stroke-width": 1.2,
    "stroke-dasharray": dashes.map((dash) => dash * 1.2).join(" "),
  }));
  row.append(svg, element("span", "", entry.label));
  return row;
}

function seatRow(data, entry) {
  const row = element("li", "seat-" + entry.key);
  const svg = svgElement("svg", { class: "box", width: 26, height: 16, "aria-hidden": "true" });
  svg.appendChild(svgElement("path", Object.assign(
    { d: signPath(entry.key, { x: 13, y: 8 }, LARGEST_SIGN) }, signColours(entry.key, data.style),
  )));
  row.append(svg, element("span", "", entry.label));
  return row;
}
