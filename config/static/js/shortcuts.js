// Keys that go places. Declared in the page by data-shortcut="g c" and data-shortcut-name; never while typing.
import { isTyping } from "./page.js";
import { open } from "./dialog.js";

const WAIT = 1200;
let begun = "";
let timer = 0;

const declared = () => [...document.querySelectorAll("[data-shortcut]")];

function act(target) {
  if (target instanceof HTMLDialogElement) {
    list(target);
    open(target);
  } else if (target instanceof HTMLDetailsElement) {
    target.open = true;
    target.querySelector(".menu-item")?.focus();
  } else if (target instanceof HTMLInputElement) {
    target.focus();
    target.select();
    target.dispatchEvent(new Event("combobox:asked"));
  } else target.click();
}

// The server lists what it knows of; what only the page's content has, such as numbered choices, is added here.
function list(dialog) {
  const known = new Set([...dialog.querySelectorAll("section:not([data-shortcut-own]) .keys")].map((keys) => [...keys.children].map((key) => key.textContent).join(" ")));
  const own = declared().filter((element) => !known.has(element.dataset.shortcut));
  const rows = own.map((element) => {
    const row = document.createElement("div");
    const name = document.createElement("dt");
    const keys = document.createElement("dd");
    name.textContent = element.dataset.shortcutName ?? element.textContent.trim();
    for (const key of element.dataset.shortcut.split(" ")) {
      const shown = document.createElement("kbd");
      shown.textContent = key;
      keys.append(shown);
    }
    row.append(name, keys);
    return row;
  });
  dialog.querySelector("[data-shortcut-list]").replaceChildren(...rows);
  dialog.querySelector("[data-shortcut-own]").hidden = !rows.length;
}

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-dialog-open=shortcuts]")) list(document.getElementById("shortcuts"));
}, true);

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    const search = document.getElementById("search");
    if (search) {
      event.preventDefault();
      act(search);
    }
    return;
  }
  if ("shortcutsOff" in document.body.dataset) return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  if (document.querySelector("dialog[open]") || event.key.length !== 1) return;
  const keys = begun ? `${begun} ${event.key}` : event.key;
  begun = "";
  clearTimeout(timer);
  const match = declared().find((element) => element.dataset.shortcut === keys);
  if (match) {
    event.preventDefault();
    act(match);
  }
  // "n" opens a menu and may still become "n a".
  if (declared().some((element) => element.dataset.shortcut.startsWith(`${keys} `))) {
    begun = keys;
    timer = setTimeout(() => (begun = ""), WAIT);
  }
});
