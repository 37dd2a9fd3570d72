// What a page asks by itself is no sign that somebody sits there: the server is told, and the session may end.
// htmx polls without an event; the live channel's events are named `live:…` or `sse:…`.
import { UNATTENDED } from "./page.js";

document.addEventListener("htmx:configRequest", (event) => {
  const trigger = event.detail.triggeringEvent;
  if (!trigger || /^(live|sse):/.test(trigger.type)) Object.assign(event.detail.headers, UNATTENDED);
});
