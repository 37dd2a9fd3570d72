// A form that only carries on what was typed before sends itself.
import { each } from "./page.js";

each("form[data-goes-on]", "goes-on", (form) => form.requestSubmit());
