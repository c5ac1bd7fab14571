// The search box: finds a place whatever the case and accents, by name, short name or code.

function folded(text) {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();
}

function makeSearch(choose) {
  const MOST = 8;
  const input = document.getElementById("search-text");
  const list = document.getElementById("search-list");
  const state = document.getElementById("search-state");
  let data = null, places = [], found = [], active = -1;

  // Names that begin with what is typed come first, then names with a word that does.
  function rank(entry, typed) {
    if (entry.keys.some((key) => key.startsWith(typed))) return 0;
    return entry.keys.some((key) => (" " + key).includes(" " + typed)) ? 1 : 2;
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    if (index >= 0) {
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  function pick(index) {
    if (!found[index]) return;
    input.value = found[index].name;
    const place = found[index].place;
    close();
    state.textContent = spoken(data, place);
    choose(place);
  }

  function suggest() {
    const typed = folded(input.value);
    if (!typed) {
      state.textContent = "";
      return close();
    }
    found = [0, 1].flatMap((wanted) => places.filter((entry) => rank(entry, typed) === wanted)).slice(0, MOST);
    list.replaceChildren(...found.map(function (entry, index) {
      const option = element("li", "", entry.name);
      option.id = "search-" + index;
      option.setAttribute("role", "option");
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => pick(index));
      return option;
    }));
    if (!found.length) list.replaceChildren(element("li", "none", data.texts.no_match));
    state.textContent = found.length ? found.length + " " + data.texts.matches : data.texts.no_match;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    activate(found.length ? 0 : -1);
  }

  input.addEventListener("input", suggest);
  input.addEventListener("focus", () => input.select());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", function (event) {
    if (event.key === "Escape") return close();
    if (event.key === "Enter") return pick(active);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !found.length) return undefined;
    event.preventDefault();
    if (list.hidden) return suggest();
    return activate((active + step + found.length) % found.length);
  });

  function use(chosen) {
    data = chosen;
    const collator = new Intl.Collator(data.language);
    places = Object.keys(data.places).map(function (place) {
      const at = data.places[place];
      return { place: place, name: at.name, keys: [at.name, ...at.find].map(folded) };
    }).sort((one, other) => collator.compare(one.name, other.name));
    input.value = "";
    suggest();
  }

  return { use: use };
}
