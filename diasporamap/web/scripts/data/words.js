// The texts of the page in the language that is shown, and the figures as it writes them.

import { changed, numberText, percentText, valueText } from "./format.js";

/** @import { App } from "../main.js" */
/** @import { Figure, Place } from "./model.js" */

/** @typedef {Record<string, string | number | null>} Fields */

/**
 * Puts fields into the places of a text that name them.
 * @param {string} text
 * @param {Fields} [fields]
 */
export function filled(text, fields) {
  if (!fields) return text;
  return text.replace(/\{(\w+)\}/g, (place, key) => (key in fields ? String(fields[key] ?? "") : place));
}

/**
 * Whether a language says a number of things as one: 0 and 1 in French, 1 in English.
 * @param {number} number
 * @param {string} language
 */
export function isOne(number, language) {
  return number === 1 || (number === 0 && language === "fr");
}

/**
 * What says the texts of a page, the figures and the words of the model, in the language shown.
 * @param {App} app
 */
export function makeWords({ model, store }) {
  const language = () => store.get().language;
  const texts = () => model.texts[language()];
  /** @type {Record<string, Intl.Collator>} each made when it is first needed, which takes a while */
  const collators = {};

  const collator = () => (collators[language()] ??= new Intl.Collator(language()));

  /**
   * @param {string} key
   * @param {Fields} [fields]
   */
  function say(key, fields) {
    return filled(texts()[key] ?? key, fields);
  }

  return Object.assign(say, {
    /**
     * @template T
     * @param {Record<string, T>} words
     */
    of: (words) => words[language()],
    /**
     * Compares places by their names.
     * @param {Place} one
     * @param {Place} other
     */
    byName: (one, other) => collator().compare(one.short[language()], other.short[language()]),
    /** Compares words as the language does. */
    collator,
    /** @param {string} key */
    has: (key) => key in texts(),
    /**
     * A number of things, with the key of what is said of one and of many.
     * @param {string} key
     * @param {number} number
     * @param {Fields} [fields]
     */
    counted(key, number, fields) {
      const one = key + (isOne(number, language()) ? "one" : "many");
      return say(one, { number: numberText(number, language()), ...fields });
    },
    /**
     * A figure as it stands in a list or table: its value, or the sign of its state.
     * @param {string} row
     * @param {Figure} figure
     */
    figure(row, { state, value, text }) {
      if (text) return text[language()];
      return state === "value" && value !== null ? written(row, value) : say("sign." + state);
    },
    /**
     * A figure as a sentence says it: its value, or its state in words.
     * @param {string} row
     * @param {Figure} figure
     */
    spoken(row, { state, value, text }) {
      if (text) return text[language()];
      return state === "value" && value !== null ? written(row, value) : say("state." + state);
    },
    /**
     * A change of a row of figures with its sign; of a percentage in points.
     * @param {string} row
     * @param {number} value
     */
    change(row, value) {
      const change = changed(model.measured[row]);
      const words = valueText(change, value, language(), texts());
      return change.rule === "quantity" && value > 0 ? "+" + words : words;
    },
    /**
     * @param {number} value
     * @param {number} [decimals]
     */
    number: (value, decimals) => numberText(value, language(), decimals),
    /** @param {number} value */
    percent: (value) => percentText(value, language()),
    /** @param {number} value */
    signedPercent(value) {
      const shown = Math.abs(value) < 0.05 ? 0 : value;
      return (shown > 0 ? "+" : "") + percentText(shown, language());
    },
    /**
     * A rank, with the letters after it raised: a piece of text and an element.
     * @param {number} rank
     */
    ordinal(rank) {
      const letters = document.createElement("sup");
      letters.textContent = ordinalLetters(rank, language());
      return [numberText(rank, language()), letters];
    },
  });

  /**
   * @param {string} row
   * @param {number} value
   */
  function written(row, value) {
    return valueText(model.measured[row], value, language(), texts());
  }
}

/**
 * The letters after a rank: 1er, 2e in French, 1st, 2nd, 3rd, 4th, 11th in English.
 * @param {number} rank
 * @param {string} language
 */
export function ordinalLetters(rank, language) {
  if (language === "fr") return rank === 1 ? "er" : "e";
  const tens = rank % 100;
  if (tens >= 11 && tens <= 13) return "th";
  return ["th", "st", "nd", "rd"][rank % 10] || "th";
}

/** @typedef {ReturnType<typeof makeWords>} Say */
