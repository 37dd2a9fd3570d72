// Arrow keys walk a list of links or buttons: <div data-arrows>. Left and right too; Home and End jump.
import { on } from "./page.js";

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

on("keydown", "[data-arrows]", (event, list) => {
  const all = [...list.querySelectorAll("a[href], button:not(:disabled)")];
  const now = all.indexOf(event.target.closest("a, button"));
  const step = STEPS[event.key];
  const next = event.key === "Home" ? 0 : event.key === "End" ? all.length - 1 : step && now >= 0 ? now + step : -1;
  if (!all[next]) return;
  event.preventDefault();
  all[next].focus();
});
