// Small courtesies of forms: errors get focus, a pasted date is spread, links in tables take the whole row.
import { each, on } from "./page.js";

each("[data-error-summary]", "summary", (summary) => summary.focus());

// A link in the error summary lands in the field itself, a group's first box included.
on("click", "[data-error-summary] a", (event, link) => {
  const target = document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  const field = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
  (field ?? target).focus();
  (field ?? target).scrollIntoView({ block: "center" });
});

on("paste", "[data-date-parts] input", (event) => {
  const parts = [...event.target.closest("[data-date-parts]").querySelectorAll("input")];
  const numbers = event.clipboardData.getData("text").match(/\d+/g);
  if (!numbers || numbers.length !== 3) return;
  event.preventDefault();
  const isIso = numbers[0].length === 4;
  const named = isIso ? { year: numbers[0], month: numbers[1], day: numbers[2] } : null;
  parts.forEach((part, at) => {
    part.value = named ? named[part.name.split("_").pop()] : numbers[at];
    part.dispatchEvent(new Event("input", { bubbles: true }));
  });
});

// Submit on change, for filters: <form data-submit-on-change>.
on("change", "form[data-submit-on-change]", (_event, form) => form.requestSubmit());

// On a narrow screen tabs scroll sideways: the one that is open is seen.
each(".tabs [aria-current]", "tab", (tab) => {
  const row = tab.closest(".tabs");
  if (tab.offsetLeft + tab.offsetWidth > row.clientWidth) row.scrollLeft = tab.offsetLeft + tab.offsetWidth - row.clientWidth;
});

on("click", "tr[data-row-link]", (event, row) => {
  if (event.target.closest("a, button, input, label, summary") || getSelection().toString()) return;
  row.querySelector("a")?.click();
});
