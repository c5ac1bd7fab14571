// Colours that can be told apart from what they lie on.

/**
 * @param {string} colour - #rrggbb or #rgb
 * @returns {number[]} red, green, blue from 0 to 255
 */
function channels(colour) {
  const short = colour.length < 7, letters = colour.slice(1);
  return [0, 1, 2].map((at) => parseInt(short ? letters[at] + letters[at] : letters.slice(2 * at, 2 * at + 2), 16));
}

/**
 * The relative luminance of a colour, as WCAG defines it.
 * @param {number[]} rgb
 */
function luminance(rgb) {
  const [red, green, blue] = rgb.map(function (value) {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * The contrast of two colours, from 1 to 21.
 * @param {string} one
 * @param {string} other
 */
export function contrast(one, other) {
  const [high, low] = [luminance(channels(one)), luminance(channels(other))].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

/**
 * A colour that stands out from a ground: itself, or as much darker as it needs to be.
 * @param {string} colour
 * @param {string} ground
 * @param {number} [least] - contrast
 */
export function legible(colour, ground, least = 3) {
  let found = colour;
  for (let step = 1; step <= 40 && contrast(found, ground) < least; step += 1) {
    const rgb = channels(colour).map((value) => Math.round(value * (1 - step / 40)));
    found = "#" + rgb.map((value) => value.toString(16).padStart(2, "0")).join("");
  }
  return found;
}
