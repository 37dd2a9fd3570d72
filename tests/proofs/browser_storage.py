"""What a browser keeps of pages: a Chromium with a profile on disk, whose stores are searched after it was closed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.browser import chromium
from tests.proofs.leaks import Finding, Search, files_in

STORES = {
    "Local Storage": "localStorage",
    "Session Storage": "sessionStorage",
    "IndexedDB": "IndexedDB",
    "Service Worker": "Cache Storage",
    "WebStorage": "Cache Storage",
    "Cache": "disk cache",
    "Code Cache": "disk cache",
}
"""Folders of a profile. What Chromium writes beside them (addresses and titles in its history) no page can forbid."""

# What scripts can read, whatever the profile's files look like.
READABLE = """async () => {
  const found = [];
  for (const store of [localStorage, sessionStorage])
    for (const key of Object.keys(store)) found.push(key + "=" + store.getItem(key));
  for (const { name } of await indexedDB.databases()) found.push("database " + name);
  if (self.caches)
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) found.push("cached " + request.url);
  return found;
}"""


@contextmanager
def browsing(profile: Path, address: str, session: str = "") -> Iterator[BrowserContext]:
    """A Chromium whose profile is in this folder; what is cached there is not compressed, so that it can be read."""
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium(), args=["--no-sandbox"], service_workers="allow"
        )
        context.route("**/*", _uncompressed)
        if session:
            context.add_cookies([{"name": "session", "value": session, "url": address}])
        yield context
        context.close()


def _uncompressed(route) -> None:
    route.continue_(headers={**route.request.headers, "accept-encoding": "identity"})


def readable(page: Page) -> list[str]:
    return page.evaluate(READABLE)


def kept(profile: Path, search: Search) -> set[Finding]:
    """What is found in the stores of a closed browser's profile, each under the name of its store."""
    return {
        Finding(store, finding.value, finding.form)
        for folder, store in STORES.items()
        for place in (profile / "Default" / folder, profile / folder)
        for file in files_in(place)
        for finding in search.in_file(file)
    }
