// A button marked data-print prints the page it is on; without this the browser's own command does.
import { on } from "./page.js";

on("click", "[data-print]", () => window.print());
