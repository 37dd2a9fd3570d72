// Minutes since a moment, counted on while the page is looked at: <span data-minutes-since="2026-11-03T10:00:00Z">.
const MINUTE = 60_000;

function count() {
  for (const shown of document.querySelectorAll("[data-minutes-since]")) {
    const minutes = Math.floor((Date.now() - Date.parse(shown.dataset.minutesSince)) / MINUTE);
    if (minutes >= 0) shown.textContent = String(minutes);
  }
}

setInterval(count, MINUTE / 4);
document.addEventListener("visibilitychange", () => document.hidden || count());
