// Drop zones: the chosen files are named, sending shows progress (htmx reports it for hx-post forms).
import { each } from "./page.js";

const UNITS = ["B", "KB", "MB", "GB"];

function size(bytes) {
  let left = bytes;
  let unit = 0;
  while (left >= 1000 && unit < UNITS.length - 1) {
    left /= 1000;
    unit += 1;
  }
  return `${left.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 })} ${UNITS[unit]}`;
}

each("[data-drop-zone]", "drop-zone", (zone) => {
  const input = zone.querySelector("input[type=file]");
  const target = zone.querySelector(".drop-zone");
  const list = zone.querySelector("[data-drop-zone-list]");
  const progress = zone.querySelector("[data-drop-zone-progress]");
  const bar = progress.querySelector("progress");
  const percent = progress.querySelector("[data-drop-zone-percent]");

  input.addEventListener("change", () => {
    list.replaceChildren(
      ...[...input.files].map((file) => {
        const row = document.createElement("li");
        const name = document.createElement("span");
        const weight = document.createElement("span");
        name.textContent = file.name;
        weight.textContent = size(file.size);
        weight.className = "muted";
        row.append(name, weight);
        return row;
      }),
    );
  });

  for (const type of ["dragenter", "dragover"]) {
    target.addEventListener(type, (event) => {
      event.preventDefault();
      target.setAttribute("data-over", "");
    });
  }
  for (const type of ["dragleave", "drop"]) target.addEventListener(type, () => target.removeAttribute("data-over"));
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    const dropped = new DataTransfer();
    const files = [...event.dataTransfer.files];
    for (const file of input.multiple ? files : files.slice(0, 1)) dropped.items.add(file);
    input.files = dropped.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  const form = input.form;
  form?.addEventListener("htmx:beforeRequest", () => (progress.hidden = false));
  form?.addEventListener("htmx:afterRequest", () => (progress.hidden = true));
  form?.addEventListener("htmx:xhr:progress", (event) => {
    const { loaded, total, lengthComputable } = event.detail;
    if (!lengthComputable) return;
    bar.value = (100 * loaded) / total;
    percent.textContent = `${Math.round(bar.value)} %`;
  });
});
