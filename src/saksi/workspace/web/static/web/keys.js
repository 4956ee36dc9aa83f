// Keys press the buttons and links that are there: data-key="a", "Shift L", "g d" (one after the other), "?".
// Nothing happens inside a field but Esc, which leaves it. Single keys can be turned off; "/" and Esc stay.
"use strict";
(() => {
  const PAUSE = 1200; // ms between the two keys of a pair
  let first = null, since = 0;

  const inField = (element) => element instanceof Element
    && element.closest("input, textarea, select, [contenteditable]") !== null;

  // A Korean keyboard gives syllables; the place of the key tells the letter.
  const letter = (event) => {
    if (/^Key[A-Z]$/.test(event.code) && (event.key.charCodeAt(0) > 127 || event.key === "Process")) {
      const plain = event.code.slice(3);
      return event.shiftKey ? plain : plain.toLowerCase();
    }
    return event.key;
  };

  const written = (event) => {
    const key = letter(event);
    return event.shiftKey && (/^[A-Z]$/.test(key) || key.length > 1) ? `Shift ${key}` : key;
  };

  const shown = (element) => element.offsetParent !== null || element.classList.contains("sr")
    || getComputedStyle(element).position === "fixed";

  const bearer = (keys) => {
    const found = [...document.querySelectorAll("[data-key]")].filter((element) => element.dataset.key === keys);
    return found.find((element) => shown(element) && element.getAttribute("aria-disabled") !== "true")
      ?? found.find((element) => element.closest("#nav"));
  };

  const press = (element) => {
    if (element.matches("input:not([type=submit]), textarea, select")) element.focus();
    else element.click();
  };

  const startsPair = (key) => [...document.querySelectorAll("[data-key]")]
    .some((element) => element.dataset.key.startsWith(`${key} `) && element.dataset.key !== `Shift ${key}`);

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (inField(event.target)) {
      if (event.key === "Escape" && !event.isComposing) event.target.blur();
      return;
    }
    if (document.querySelector("dialog[open]")) return;
    const key = written(event);
    const off = document.body.dataset.singleKeys === "off";
    if (off && key !== "/" && key !== "Escape") return;
    const pair = first && Date.now() - since < PAUSE ? `${first} ${key}` : null;
    first = null;
    const element = (pair && bearer(pair)) || bearer(key);
    if (element) {
      event.preventDefault();
      press(element);
    } else if (startsPair(key)) {
      [first, since] = [key, Date.now()];
    }
  });

  // A button that shows a dialog; the dialog of keys lists what is on the page now.
  document.addEventListener("click", (event) => {
    const opener = event.target instanceof Element && event.target.closest("[data-shows]");
    if (!opener) return;
    const dialog = document.querySelector(opener.dataset.shows);
    if (dialog.id === "keys") list(dialog.querySelector("dl"));
    dialog.showModal();
  });

  const list = (into) => {
    const rows = new Map();
    for (const element of document.querySelectorAll("[data-key]")) {
      const words = element.dataset.keyWords || element.getAttribute("aria-label")
        || [...element.childNodes].filter((node) => node.nodeName !== "KBD").map((node) => node.textContent).join("").trim();
      if (!rows.has(element.dataset.key)) rows.set(element.dataset.key, words);
    }
    into.replaceChildren(...[...rows].flatMap(([keys, words]) => {
      const term = document.createElement("dt"), meaning = document.createElement("dd");
      for (const key of keys.startsWith("Shift ") ? [keys] : keys.split(" ")) {
        const cap = document.createElement("kbd");
        cap.textContent = key;
        term.append(cap, " ");
      }
      meaning.textContent = words;
      return [term, meaning];
    }));
  };

  // After a swap the focus goes back to the same id, or the same field of the same name.
  let was = null;
  document.addEventListener("htmx:beforeSwap", () => {
    const at = document.activeElement;
    was = at && at !== document.body ? { id: at.id, name: at.getAttribute("name"), from: at.selectionStart, to: at.selectionEnd } : null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!was || (document.activeElement && document.activeElement !== document.body)) return;
    const again = (was.id && document.getElementById(was.id)) || (was.name && document.getElementsByName(was.name)[0]);
    if (!again) return;
    again.focus({ preventScroll: true });
    if (was.from !== null && was.from !== undefined && again.setSelectionRange) again.setSelectionRange(was.from, was.to);
  });
})();
