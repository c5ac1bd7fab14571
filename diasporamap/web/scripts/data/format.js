// Writes numbers as the library does: diasporamap.language and Measure.written, in both languages.

/** @import { Model, Measured } from "./model.js" */

const NARROW = "\u202f", NO_BREAK = "\u00a0", MINUS = "\u2212";

/**
 * A number as its decimal digits, the shortest that mean it: its sign, digits, and how many of them
 * stand before the point.
 * @param {number} value
 */
function digitsOf(value) {
  const [mantissa, exponent] = Math.abs(value).toExponential().split("e");
  return { digits: mantissa.replace(".", ""), before: Number(exponent) + 1, negative: value < 0 };
}

/**
 * A number with so many decimals, rounded half to even of what its digits say, without a sign.
 * @param {number} value
 * @param {number} decimals
 */
function fixed(value, decimals) {
  if (!decimals && Number.isSafeInteger(value)) return String(Math.abs(value));
  const { digits, before } = digitsOf(value);
  const kept = before + decimals;
  const padded = "0".repeat(Math.max(0, -kept)) + digits, cut = Math.max(kept, 0);
  const whole = padded.slice(0, cut).padEnd(cut, "0"), rest = padded.slice(cut);
  let number = BigInt(whole || "0");
  const half = "5" + "0".repeat(Math.max(0, rest.length - 1));
  if (rest && (rest > half || (rest === half && number % 2n === 1n))) number += 1n;
  const written = String(number).padStart(decimals + 1, "0");
  return decimals ? written.slice(0, -decimals) + "." + written.slice(-decimals) : written;
}

/**
 * A number as `number_text` writes it.
 * @param {number} value
 * @param {string} language
 * @param {number} [decimals]
 */
export function numberText(value, language, decimals = 0) {
  const french = language === "fr";
  const [whole, part] = fixed(value, decimals).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, french ? NARROW : ",");
  return (value < 0 || Object.is(value, -0) ? MINUS : "") + grouped + (part ? (french ? "," : ".") + part : "");
}

/**
 * A percentage as `percent_text` writes it.
 * @param {number} value
 * @param {string} language
 * @param {number} [decimals]
 */
export function percentText(value, language, decimals = 1) {
  return numberText(value, language, decimals) + (language === "fr" ? NARROW : "") + "%";
}

/**
 * How many decimals show two digits of a number.
 * @param {number} value
 */
function twoDigits(value) {
  return 1 - Number(value.toExponential().split("e")[1]);
}

/**
 * How many decimals a value is written with.
 * @param {Measured} row
 * @param {number} value
 */
function decimalsOf(row, value) {
  const size = Math.abs(value);
  if (row.rule === "two") return value ? Math.max(1, twoDigits(value)) : 0;
  if (row.rule === "fixed") return row.decimals;
  const usual = size > 0 && size < 1000 ? Math.min(row.decimals, 1) : 0;
  return usual && size < 0.1 ? Math.min(row.decimals, twoDigits(value)) : usual;
}

/**
 * A value of a row of figures, as `Measure.written` writes it.
 * @param {Measured} row
 * @param {number} value
 * @param {string} language
 * @param {Record<string, string>} texts - of the language
 */
export function valueText(row, value, language, texts) {
  const decimals = decimalsOf(row, value) || (row.unit === "percent" || row.unit === "points" ? 1 : 0);
  if (row.rule === "quantity") return numberText(value, language, decimals);
  const shown = Number(fixed(value, decimals)) ? value : 0; // no sign stands before 0
  const sign = row.signed && shown > 0 ? "+" : "";
  const number = sign + numberText(shown, language, decimals);
  if (row.unit === "percent") return sign + percentText(shown, language, decimals);
  return row.unit === "points" ? texts["unit.points"].replace("{number}", number) : number;
}

/**
 * A value of a row of figures by the row's key.
 * @param {Model} model
 * @param {string} row
 * @param {number} value
 * @param {string} language
 */
export function write(model, row, value, language) {
  return valueText(model.measured[row], value, language, model.texts[language]);
}

export { NARROW, NO_BREAK, MINUS };

/**
 * What the change of a row of figures is: it has a sign, and that of a percentage is in points.
 * @param {Measured} row
 * @returns {Measured}
 */
export function changed(row) {
  return { ...row, signed: true, unit: row.unit === "percent" ? "points" : row.unit };
}
