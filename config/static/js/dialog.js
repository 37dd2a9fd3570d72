// Native dialogs: the browser traps and returns focus; we add openers, and Esc never loses typed text.
import { each, on } from "./page.js";

const typed = (dialog) => {
  const fields = dialog.querySelectorAll("input:not([type=hidden]), textarea, select");
  return [...fields].some((field) => {
    if (field instanceof HTMLSelectElement) {
      return [...field.options].some((option) => option.selected !== option.defaultSelected && field.selectedIndex > 0);
    }
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    return field.value !== field.defaultValue;
  });
};

export function open(dialog) {
  if (!dialog.open) dialog.showModal();
  const first = ".dialog-body :is(input:not([type=hidden]), select, textarea)";
  (dialog.querySelector("[autofocus]") ?? dialog.querySelector(first))?.focus();
}

on("click", "[data-dialog-open]", (event, opener) => {
  const dialog = document.getElementById(opener.dataset.dialogOpen);
  if (!dialog) return;
  event.preventDefault();
  // The opener may sit in a menu that closes: give focus back to the menu's button then.
  const back = opener.closest("details[data-menu]")?.querySelector("summary") ?? opener;
  dialog.addEventListener("close", () => back.focus(), { once: true });
  open(dialog);
});

on("click", "[data-dialog-close]", (event, button) => {
  event.preventDefault();
  button.closest("dialog")?.close();
});

document.addEventListener(
  "cancel",
  (event) => {
    if (event.target instanceof HTMLDialogElement && typed(event.target)) {
      event.preventDefault();
      event.target.querySelector("[data-dialog-close]")?.focus();
    }
  },
  true,
);

// A click on the shade closes a dialog with nothing typed in it.
document.addEventListener("click", (event) => {
  const dialog = event.target;
  if (!(dialog instanceof HTMLDialogElement) || !dialog.open || typed(dialog)) return;
  const box = dialog.getBoundingClientRect();
  const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  if (!inside && event.detail) dialog.close();
});

// Fragments swapped into #dialog-region open themselves and leave when closed.
each("dialog[data-dialog-now]", "dialog", (dialog) => {
  const back = document.activeElement;
  open(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (back instanceof HTMLElement && back.isConnected) back.focus();
  });
});

// A refused form inside a dialog keeps the dialog; success answers 204 with HX-Trigger "dialog-done".
document.addEventListener("dialog-done", () => document.querySelector("dialog[open]")?.close());
