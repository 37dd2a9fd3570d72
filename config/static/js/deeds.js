// What the search can do where the person is, by name: mostly a control of the page that is pressed for them.
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
