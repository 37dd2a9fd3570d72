// Moving an appointment on the day's grid: by the mouse, its lower edge stretches it; by keyboard with m.
import { momentAt, ROW, rowAt, rowsOf, shown } from "./calendar.js";
import { on } from "./page.js";

const FAR = 4; // pixels before a press is a drag
const LEAST = 2; // rows
const STEP = 3; // rows that an arrow key moves; one with Shift

const lengthOf = (element) => Number(getComputedStyle(element).gridRowEnd.replace("span ", "")) || LEAST;
const columnsOf = (day) => [...day.querySelectorAll("[data-column]")];

let moved = null; // {visit, day, column, row, length, ghost, ...}
let wasDragged = false;

function begin(visit) {
  if (!Number.isFinite(rowsOf(visit))) return false; // on a narrow screen a day is a list
  const day = visit.closest("[data-day]");
  const column = visit.closest("[data-column]");
  moved = { visit, day, column, from: column, row: rowsOf(visit), length: lengthOf(visit), ghost: visit.cloneNode(true) };
  moved.first = { column, row: moved.row, length: moved.length };
  moved.ghost.removeAttribute("id");
  moved.ghost.setAttribute("aria-hidden", "true");
  moved.ghost.tabIndex = -1;
  moved.ghost.className += " is-moved";
  visit.classList.add("is-left-behind");
  day.dataset.dragging = "";
  draw();
  return true;
}

function draw() {
  const { ghost, column, row, length, day } = moved;
  if (ghost.parentElement !== column) column.append(ghost);
  ghost.className = ghost.className.replace(/\b(t|d)-\d+\b|\blane-\d-of-\d\b/g, "").trim();
  ghost.classList.add(`t-${row}`, `d-${length}`, "lane-1-of-1");
  const time = ghost.querySelector("time");
  if (time) time.textContent = `${shown(day, momentAt(day, row))} – ${shown(day, momentAt(day, row + length))}`;
}

function put(column, row, length = moved.length) {
  const rows = Number(moved.day.dataset.rows);
  const held = Math.max(LEAST, Math.min(length, rows));
  const top = Math.max(0, Math.min(row, rows - held));
  if (column === moved.column && top === moved.row && held === moved.length) return false;
  Object.assign(moved, { column, row: top, length: held });
  draw();
  return true;
}

function leave() {
  if (!moved) return;
  moved.ghost.remove();
  moved.visit.classList.remove("is-left-behind");
  delete moved.day.dataset.dragging;
  moved = null;
}

/** The clock of the site, as the form's fields take it. */
function onTheClock(day, moment) {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: day.dataset.zone, hourCycle: "h23",
    year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  }).formatToParts(moment);
  const part = (type) => parts.find((each) => each.type === type).value;
  return { day: `${part("year")}-${part("month")}-${part("day")}`, time: `${part("hour")}:${part("minute")}` };
}

function drop() {
  const { visit, day, column, row, length, first } = moved;
  leave();
  if (row === first.row && column === first.column && length === first.length) return lookAgain(day);
  const values = { version: visit.dataset.version, provider: visit.dataset.provider, room: visit.dataset.room };
  Object.assign(values, onTheClock(day, row === first.row ? new Date(visit.dataset.starts) : momentAt(day, row)));
  values.minutes = length === first.length ? visit.dataset.minutes : length * ROW;
  if (column !== first.column) Object.assign(values, Object.fromEntries([[column.dataset.column, column.dataset.id]]));
  window.htmx.ajax("POST", `${visit.pathname}move/`, {
    source: document.body, target: "#dialog-region", swap: "innerHTML", values,
  });
}

/** News that came while something was dragged was put off. */
const lookAgain = (day) => window.htmx.trigger(day.closest("[data-live]"), "live:changed");

function giveUp() {
  const day = moved?.day;
  leave();
  document.getElementById("moving").textContent = "";
  if (day) lookAgain(day);
}

// ---- by the mouse ----

on("pointerdown", "[data-movable]", (event, visit) => {
  if (event.button || event.pointerType === "touch" || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const pressed = { x: event.clientX, y: event.clientY };
  const edge = Boolean(event.target.closest("[data-edge]"));
  const grip = rowAt(visit.closest("[data-column]"), event.clientY) - rowsOf(visit);
  const follow = (at) => {
    if (!moved) {
      if (Math.hypot(at.clientX - pressed.x, at.clientY - pressed.y) < FAR) return;
      if (!begin(visit)) return stop();
    }
    const below = columnsOf(moved.day).find((each) => {
      const box = each.getBoundingClientRect();
      return box.left <= at.clientX && at.clientX < box.right && each.dataset.id;
    });
    const row = rowAt(moved.column, at.clientY);
    if (edge) put(moved.column, moved.row, row - moved.row + 1);
    else put(below ?? moved.column, row - grip);
  };
  const end = (at) => {
    stop();
    if (!moved) return;
    wasDragged = true;
    setTimeout(() => (wasDragged = false));
    if (at.type === "pointerup") drop();
    else giveUp();
  };
  const stop = () => {
    document.removeEventListener("pointermove", follow);
    for (const type of ["pointerup", "pointercancel"]) document.removeEventListener(type, end);
    document.removeEventListener("keydown", escape, true);
  };
  const escape = (key) => {
    if (key.key !== "Escape") return;
    stop();
    giveUp();
  };
  document.addEventListener("pointermove", follow);
  for (const type of ["pointerup", "pointercancel"]) document.addEventListener(type, end);
  document.addEventListener("keydown", escape, true);
});

// A link that was dragged is not followed, nor dragged as a link.
document.addEventListener("click", (event) => wasDragged && (event.preventDefault(), event.stopImmediatePropagation()), true);
on("dragstart", "[data-movable]", (event) => event.preventDefault());

// ---- by keyboard ----

function say() {
  const { day, column, row, length } = moved;
  const where = column.closest("section").querySelector("h2").textContent.trim();
  const when = `${shown(day, momentAt(day, row))} – ${shown(day, momentAt(day, row + length))}`;
  document.getElementById("moving").textContent = `${when}, ${where}. ${day.dataset.moving}`;
}

function sideways(step) {
  const open = columnsOf(moved.day).filter((each) => each.dataset.id);
  return open[open.indexOf(moved.column) + step] ?? moved.column;
}

on("keydown", "[data-movable]", (event, visit) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!moved) {
    if (event.key !== "m" || !begin(visit)) return;
  } else {
    const step = event.shiftKey ? 1 : STEP;
    const acts = {
      ArrowUp: () => put(moved.column, moved.row - step),
      ArrowDown: () => put(moved.column, moved.row + step),
      ArrowLeft: () => put(sideways(-1), moved.row),
      ArrowRight: () => put(sideways(1), moved.row),
      "+": () => put(moved.column, moved.row, moved.length + 1),
      "-": () => put(moved.column, moved.row, moved.length - 1),
    };
    if (event.key === "Enter") {
      event.preventDefault();
      return drop();
    }
    if (event.key === "Escape") return giveUp();
    if (!acts[event.key]) return;
    acts[event.key]();
    moved.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  event.preventDefault();
  event.stopPropagation();
  say();
});

on("focusout", "[data-movable]", () => moved && !wasDragged && giveUp());
