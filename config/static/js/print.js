// A button marked data-print prints the page it is on. Without this it stays hidden, and the browser's own command prints.
import { each, on } from "./page.js";

each("[data-print]", "print", (button) => (button.hidden = false));
on("click", "[data-print]", () => window.print());
