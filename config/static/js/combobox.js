// ARIA 1.2 combobox: htmx fills the list box, this walks it. With data-combobox-goes choosing opens an address.
import { each } from "./page.js";

each("[data-combobox]", "combobox", (box) => {
  const input = box.querySelector("[role=combobox]");
  const list = box.querySelector("[role=listbox]");
  const held = box.querySelector("[data-combobox-value]");
  const status = box.querySelector("[data-combobox-status]");
  const options = () => [...list.querySelectorAll("[role=option]")];
  let chosenText = input.value;
  let answered = ""; // the words whose results the list holds
  let isHurried = false; // Enter came before the results did

  const show = (isOpen) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) input.removeAttribute("aria-activedescendant");
  };

  const mark = (option) => {
    for (const other of options()) other.setAttribute("aria-selected", String(other === option));
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const marked = () => list.querySelector("[role=option][aria-selected=true]");

  const choose = (option) => {
    if (option.dataset.url) {
      location.assign(option.dataset.url);
    } else if (option.dataset.deed) {
      input.value = "";
      input.dispatchEvent(new CustomEvent("deed", { bubbles: true, detail: option.dataset.deed }));
    } else {
      held.value = option.dataset.value ?? "";
      input.value = chosenText = option.dataset.text ?? option.textContent.trim();
      held.dispatchEvent(new Event("change", { bubbles: true }));
    }
    show(false);
  };

  const walk = (step) => {
    const all = options();
    if (!all.length) return;
    const now = all.indexOf(marked());
    mark(all[now < 0 ? (step > 0 ? 0 : all.length - 1) : (now + step + all.length) % all.length]);
  };

  list.addEventListener("htmx:afterSwap", (event) => {
    const all = options();
    answered = String(event.detail.requestConfig?.parameters?.[input.name] ?? input.value);
    if (status) status.textContent = all.length || list.textContent.trim();
    show(document.activeElement === input);
    if (input.value.trim()) mark(all[0]);
    if (isHurried && answered === input.value) {
      isHurried = false;
      if (all[0]) choose(all[0]);
      else if (!held) input.form?.requestSubmit();
    }
  });

  for (const failure of ["htmx:sendError", "htmx:responseError"]) input.addEventListener(failure, () => (isHurried = false));

  input.addEventListener("input", () => {
    isHurried = false;
    // Words that no longer match what was chosen mean nothing is chosen.
    if (held && input.value !== chosenText) held.value = "";
    if (!input.value.trim() && !held) show(false);
  });

  // Asked for by a key: open at once with what there is without a word.
  input.addEventListener("combobox:asked", () => {
    if (input.value.trim() && list.childElementCount) show(true);
    else input.dispatchEvent(new Event("combobox:open", { bubbles: true }));
  });

  input.addEventListener("focus", () => {
    if (list.childElementCount && input.value.trim()) show(true);
  });

  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden && !list.childElementCount) input.dispatchEvent(new Event("combobox:open", { bubbles: true }));
      else if (list.hidden) show(true);
      walk(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && input.value.trim() && input.value !== chosenText && input.value !== answered && input.hasAttribute("hx-get")) {
      // What the list shows is about fewer letters: wait for what was meant.
      event.preventDefault();
      isHurried = true;
    } else if (event.key === "Enter" && !list.hidden && marked()) {
      event.preventDefault();
      choose(marked());
    } else if (event.key === "Escape") {
      if (!list.hidden) {
        event.preventDefault();
        event.stopPropagation();
        show(false);
        if (!held && !input.value) input.blur(); // nothing typed, nothing to keep
      } else if (!held) input.blur();
    } else if (event.key === "Tab" && !list.hidden && held && marked()) {
      choose(marked());
    }
  });

  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
  input.addEventListener("blur", () => show(false));
});
