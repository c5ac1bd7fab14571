// What is told of a place: its values by row, and how they are read aloud.

/** @typedef {any} Shown */

/**
 * The values of a place: row, label, state, text. Only some places tell people of unknown sex.
 * @param {Shown} data
 * @param {string} place
 */
export function rowsOf(data, place) {
  const values = data.places[place].values;
  return data.rows.filter((/** @type {[string, string]} */ [row]) => values[row]).map(function (/** @type {[string, string]} */ [row, label]) {
    const [state, text] = values[row];
    return { row, label, state, text };
  });
}

/**
 * How a place is read aloud: its name, every value or its state in words, what else is known.
 * @param {Shown} data
 * @param {string} place
 */
export function spoken(data, place) {
  const { name, about } = data.places[place];
  const values = rowsOf(data, place).map(({ label, text }) => label + " " + text);
  const figures = values.length ? data.texts.colon + values.join(", ") : "";
  return name + figures + (about ? ". " + about.join(" ") : "");
}

/**
 * @param {Shown} data
 * @param {string} place
 * @returns {[number, number]}
 */
export function pointOf(data, place) {
  return [data.places[place].lat, data.places[place].lon];
}
