// What the search can do where the person is, by name: mostly a control of the page that is pressed for them.
import { each, on } from "./page.js";

const press = (selector) => document.querySelector(selector)?.click();

const DEEDS = {
  shortcuts: () => press("[data-dialog-open=shortcuts]"),
  print: () => window.print(),
  "theme-light": () => press("[data-theme-choice=light]"),
  "theme-dark": () => press("[data-theme-choice=dark]"),
  "theme-device": () => press('[data-theme-choice=""]'),
  "sign-out": () => document.querySelector("form[data-sign-out]")?.requestSubmit(),
};

document.addEventListener("deed", (event) => DEEDS[event.detail]?.());

// A button that prints needs a script: without one it stays hidden.
each("[data-print]", "print", (button) => (button.hidden = false));
on("click", "[data-print]", () => window.print());
