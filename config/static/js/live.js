// Pages that change while they are looked at: <div data-live="calendar:… appointment:…" hx-trigger="live:changed">.
// One stream per visible page; a hidden one lets go of its own and asks what it missed when it is looked at again.
import { each } from "./page.js";

const watchers = new Set();
const AGAIN = [1000, 2000, 5000, 15000, 60000];
let stream = null;
let timer = 0;
let failures = 0;

const topics = () => [...new Set([...watchers].flatMap((element) => element.dataset.live.split(" ")))].sort();

function tell(element) {
  if (element.isConnected && !document.querySelector("[data-dragging]")) window.htmx.trigger(element, "live:changed");
}

function tellAll() {
  for (const element of watchers) element.isConnected ? tell(element) : watchers.delete(element);
}

function begin() {
  if (stream || document.hidden || !watchers.size) return;
  const query = topics().map((topic) => `topic=${encodeURIComponent(topic)}`).join("&");
  stream = new EventSource(`/live/?${query}`);
  // What happened between drawing the page and now, or while the stream was away.
  stream.addEventListener("ready", () => {
    failures = 0;
    tellAll();
  });
  stream.addEventListener("resync", tellAll);
  for (const topic of topics()) {
    stream.addEventListener(topic, () => {
      for (const element of watchers) if (element.dataset.live.split(" ").includes(topic)) tell(element);
    });
  }
  stream.addEventListener("error", () => {
    if (stream?.readyState !== EventSource.CLOSED) return;
    end();
    timer = setTimeout(begin, AGAIN[Math.min(failures++, AGAIN.length - 1)]);
  });
}

function end() {
  clearTimeout(timer);
  stream?.close();
  stream = null;
}

each("[data-live]", "live", (element) => {
  watchers.add(element);
  end();
  begin();
});

document.addEventListener("visibilitychange", () => (document.hidden ? end() : begin()));
addEventListener("pagehide", end);
addEventListener("pageshow", begin);
