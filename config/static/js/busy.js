// Something visible within 100 ms of every act, and no form sent twice.

const root = document.documentElement;
const pressed = new Set();
let waiting = 0;
let timer = 0;

function begin() {
  waiting += 1;
  clearTimeout(timer);
  timer = setTimeout(() => waiting && root.setAttribute("data-busy-page", ""), 80);
}

function end() {
  waiting = Math.max(0, waiting - 1);
  if (!waiting) root.removeAttribute("data-busy-page");
}

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "dialog") return;
  const form = event.target;
  if (form.hasAttribute("data-sending")) {
    event.preventDefault();
    return;
  }
  if (form.target === "_blank" || form.closest("[hx-post],[hx-get],[hx-put],[hx-delete]")) return;
  form.setAttribute("data-sending", "");
  if (event.submitter) {
    event.submitter.setAttribute("data-busy", "");
    pressed.add(event.submitter);
  }
  begin();
});

// A page that comes back from the browser's memory is ready again.
addEventListener("pageshow", () => {
  waiting = 0;
  root.removeAttribute("data-busy-page");
  for (const form of document.querySelectorAll("[data-sending]")) form.removeAttribute("data-sending");
  for (const button of pressed) button.removeAttribute("data-busy");
  pressed.clear();
});

const isQuiet = (event) => event.target.closest?.("[data-quiet], .progress, [role=combobox]");

document.addEventListener("htmx:beforeRequest", (event) => isQuiet(event) || begin());
document.addEventListener("htmx:afterRequest", (event) => isQuiet(event) || end());
