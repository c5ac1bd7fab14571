// Before the page is printed.

import { byId } from "./dom.js";

// Paper has no button to press: sources and disclaimer are printed.
export function openForPrint() {
  const about = byId("about");
  let before = false;
  window.addEventListener("beforeprint", function () {
    before = about.open;
    about.open = true;
  });
  window.addEventListener("afterprint", function () {
    about.open = before;
  });
}
