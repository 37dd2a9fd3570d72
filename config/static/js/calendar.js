// The day's grid in the browser: it opens at now, the line walks, a click in a gap books that very time.
import { each, on } from "./page.js";

const ROW = 5; // minutes
const QUARTER = 3; // rows
const MINUTE = 60_000;

const rowsOf = (element) => Number(getComputedStyle(element).gridRowStart) - 1;
const momentAt = (day, row) => new Date(Date.parse(day.dataset.begin) + row * ROW * MINUTE);

/** The time of a row as the axis would write it. */
function shown(day, moment) {
  return new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short", timeZone: day.dataset.zone }).format(moment);
}

function rowAt(column, clientY) {
  const box = column.getBoundingClientRect();
  return Math.floor(((clientY - box.top) / box.height) * Number(column.closest("[data-day]").dataset.rows));
}

const onQuarter = (row) => Math.floor(row / QUARTER) * QUARTER;

// ---- now ----

function drawNow(day) {
  const row = Math.floor((Date.now() - Date.parse(day.dataset.begin)) / MINUTE / ROW);
  for (const line of day.querySelectorAll("[data-now-line]")) {
    line.className = `day-now t-${Math.max(0, Math.min(row, Number(day.dataset.rows) - 1))}`;
  }
}

let last = null; // how far the person has scrolled, kept when the day is drawn anew

each("[data-day]", "day", (day) => {
  const line = day.querySelector("[data-now-line]");
  const chosen = location.hash && day.querySelector(CSS.escape ? `#${CSS.escape(location.hash.slice(1))}` : location.hash);
  if (last !== null) day.scrollTop = last;
  else if (chosen) chosen.scrollIntoView({ block: "center" });
  else if (line) day.scrollTop = line.offsetTop - day.clientHeight / 3;
  day.addEventListener("scroll", () => (last = day.scrollTop), { passive: true });
});

setInterval(() => document.querySelectorAll("[data-day][data-now]").forEach(drawNow), MINUTE / 2);

// ---- gaps ----

function timeIn(gap, event) {
  const column = gap.parentElement;
  const first = Number(gap.dataset.gap);
  return Math.max(first, onQuarter(rowAt(column, event.clientY)));
}

on("pointermove", "[data-gap]", (event, gap) => {
  const day = gap.closest("[data-day]");
  const row = timeIn(gap, event);
  if (gap.dataset.at === String(row)) return;
  gap.dataset.at = row;
  let ghost = gap.querySelector(".day-ghost");
  if (!ghost) {
    ghost = document.createElement("span");
    ghost.className = "day-ghost";
    gap.append(ghost);
  }
  ghost.textContent = `+ ${shown(day, momentAt(day, row))}`;
  const height = gap.parentElement.getBoundingClientRect().height / Number(day.dataset.rows);
  ghost.style.insetBlockStart = `${(row - Number(gap.dataset.gap)) * height}px`;
});

on("click", "[data-gap]", (event, gap) => {
  const url = new URL(gap.href);
  url.searchParams.set("start", momentAt(gap.closest("[data-day]"), timeIn(gap, event)).toISOString());
  gap.href = url.pathname + url.search;
});

// ---- one appointment, in a dialog over the day ----

on("click", "[data-visit]", (event, visit) => {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  window.htmx.ajax("GET", visit.href, { source: visit, target: "#dialog-region", swap: "innerHTML" });
});

export { momentAt, onQuarter, rowAt, rowsOf, shown, ROW };
