// Results in place: from Django's messages, from an HX-Trigger header {"toast": {text, kind, undo}}, from other modules.
import { csrfToken, isTyping, on } from "./page.js";

const LASTS = 8000;

export function toast({ text, kind = "info", undo = "" }) {
  const region = document.getElementById("toasts");
  const template = document.getElementById("toast-template");
  if (!region || !template) return;
  const made = template.content.firstElementChild.cloneNode(true);
  made.classList.replace("toast-info", `toast-${kind}`);
  made.querySelector("[data-toast-text]").textContent = text;
  const form = made.querySelector("[data-toast-undo]");
  form.hidden = !undo;
  form.action = undo;
  form.elements.next.value = location.pathname + location.search;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "csrfmiddlewaretoken", value: csrfToken() }));
  region.append(made);
  fade(made);
}

// Bad news stays until it is dismissed; what can be undone stays longer.
function fade(shown) {
  if (shown.matches(".toast-danger, .toast-error, .toast-warning")) return;
  const undoable = shown.querySelector("[data-toast-undo]:not([hidden])");
  setTimeout(() => shown.matches(":hover, :focus-within") ? fade(shown) : shown.remove(), undoable ? 2 * LASTS : LASTS);
}

document.querySelectorAll("[data-toast]").forEach(fade);
document.addEventListener("toast", (event) => toast(event.detail));

on("click", "[data-toast-close]", (_event, button) => button.closest("[data-toast]").remove());

// The last thing that can be undone, by the key that undoes everywhere.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.shiftKey || event.key.toLowerCase() !== "z" || isTyping(event.target)) return;
  const form = [...document.querySelectorAll("#toasts [data-toast-undo]:not([hidden])")].at(-1);
  if (!form) return;
  event.preventDefault();
  form.requestSubmit();
});

document.addEventListener("htmx:sendError", () => {
  toast({ text: document.getElementById("toasts").dataset.offline, kind: "danger" });
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 409) return;
  toast({ text: document.getElementById("toasts").dataset.failed, kind: "danger" });
});
