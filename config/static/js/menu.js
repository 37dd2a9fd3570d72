// <details data-menu>: closes on Esc, outside clicks and choice; arrows walk its items.
import { on } from "./page.js";

const items = (menu) => [...menu.querySelectorAll(".menu-item")].filter((item) => item.offsetParent);

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    const inside = menu.contains(event.target);
    if (!inside || event.target.closest("a.menu-item, [data-dialog-open]")) menu.open = false;
  }
});

on("keydown", "details[data-menu]", (event, menu) => {
  const summary = menu.querySelector("summary");
  if (event.key === "Escape" && menu.open) {
    menu.open = false;
    summary.focus();
    event.stopPropagation();
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  menu.open = true;
  const all = items(menu);
  const now = all.indexOf(document.activeElement);
  const next = now < 0 ? (step > 0 ? 0 : all.length - 1) : (now + step + all.length) % all.length;
  all[next]?.focus();
});

on("focusout", "details[data-menu][open]", (event, menu) => {
  if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
});
