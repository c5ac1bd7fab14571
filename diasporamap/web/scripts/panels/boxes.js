// Boxes that a button opens: they close by Escape, by a click elsewhere and when the focus leaves.

/**
 * Ties a box to the button that opens it.
 * @param {HTMLElement} button
 * @param {HTMLElement} box - hidden at first, in the same parent
 * @param {() => void} [opening] - what to do before it is shown
 */
export function makeBox(button, box, opening) {
  const holder = /** @type {HTMLElement} */ (button.parentElement);
  button.setAttribute("aria-expanded", "false");
  button.setAttribute("aria-controls", box.id);
  const narrow = window.matchMedia("(max-width: 599px)");

  /** @param {boolean} open */
  function toggle(open) {
    if (open && opening) opening();
    box.hidden = !open;
    // On a phone it covers the page, which waits until it is closed, by a tap beside it for example.
    for (const part of document.querySelectorAll(/** @type {"section"} */ ("main > *"))) {
      part.inert = open && narrow.matches;
    }
    button.setAttribute("aria-expanded", String(open));
  }

  button.addEventListener("click", () => toggle(Boolean(box.hidden)));
  document.addEventListener("pointerdown", function (event) {
    const target = /** @type {Node} */ (event.target);
    if (!box.hidden && !box.contains(target) && !button.contains(target)) toggle(false);
  }, true);
  holder.addEventListener("focusout", function (event) {
    const next = /** @type {Node | null} */ (event.relatedTarget);
    if (next && !holder.contains(next)) toggle(false);
  });
  // It is the uppermost of what Escape closes, wherever the focus is.
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || box.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    const inside = holder.contains(document.activeElement);
    toggle(false);
    if (inside) button.focus();
  }, true);
  return { close: () => toggle(false) };
}
