// The chosen colours live in a cookie, so that the server can write them into the first byte.
import { on } from "./page.js";

const YEAR = 365 * 24 * 60 * 60;

on("click", "[data-theme-choice]", (_event, chosen) => {
  const theme = chosen.dataset.themeChoice;
  const [prefix, secure] = location.protocol === "https:" ? ["__Host-", "; Secure"] : ["", ""];
  document.cookie = `${prefix}theme=${theme}; Path=/; Max-Age=${theme ? YEAR : 0}; SameSite=Lax${secure}`;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const choice of document.querySelectorAll("[data-theme-choice]")) {
    choice.setAttribute("aria-pressed", String(choice === chosen));
  }
});
