"""The search for what a patient told sees it in each form and each store: what it does not find is not there."""

from __future__ import annotations

import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.guards import source
from tests.proofs import browser_storage
from tests.proofs.leaks import Search, forms_of

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.browser]


@pytest.mark.parametrize("form", forms_of("Zqabcdefgh 617-555-0123"))
def test_the_search_sees_each_form(form):
    value = "Zqabcdefgh 617-555-0123"
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "kept"
        place.write_bytes(b"\xff\x00something " * 3 + forms_of(value)[form] + b" more\x00")

        assert {(finding.value, finding.form) for finding in Search([value]).in_folder(Path(folder))} == {(value, form)}


class Keeping(BaseHTTPRequestHandler):
    """A page that keeps one value in each store of a browser."""

    SCRIPT = """<!doctype html><title>-</title><script>
    localStorage.kept = "Zqlocalvalue"; sessionStorage.kept = "Zqsessionvalue";
    const inDatabase = new Promise((done) => { const asked = indexedDB.open("kept", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
      asked.onsuccess = () => {
        const writing = asked.result.transaction("kept", "readwrite", { durability: "strict" });
        writing.objectStore("kept").put("Zqindexedvalue", "kept"); writing.oncomplete = done; }; });
    const inCache = caches.open("kept").then((cache) => cache.put("/it", new Response("Zqcachedvalue")));
    Promise.all([inDatabase, inCache, fetch("/kept")]).then(() => { document.title = "done"; });
    </script>"""

    def do_GET(self):
        body = (self.SCRIPT if self.path != "/kept" else "Zqdiskvalue " * 20).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600" if self.path == "/kept" else "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments):
        pass


def test_the_search_sees_each_store_of_a_browser(tmp_path):
    stores = {
        "localStorage": "Zqlocalvalue", "sessionStorage": "Zqsessionvalue", "IndexedDB": "Zqindexedvalue",
        "Cache Storage": "Zqcachedvalue", "disk cache": "Zqdiskvalue",
    }  # fmt: skip
    server = ThreadingHTTPServer(("127.0.0.1", 0), Keeping)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://localhost:{server.server_port}"

    with browser_storage.browsing(tmp_path, address) as browser:
        page = browser.pages[0]
        page.goto(address)
        page.wait_for_function("document.title === 'done'")
        readable = browser_storage.readable(page)
    server.shutdown()
    server.server_close()

    found = browser_storage.kept(tmp_path, Search(stores.values()))
    assert {(each.where, each.value) for each in found} == set(stores.items())
    assert readable == ["kept=Zqlocalvalue", "kept=Zqsessionvalue", "database kept", f"cached {address}/it"]


@pytest.mark.parametrize("text", ['"subject": "For Zqplanted"', 'requests_total{route="/patients/Zqplanted/"} 1'])
def test_the_search_sees_what_is_told(text):
    assert {each.value for each in Search(["Zqplanted"]).in_bytes(text.encode(), "told")} == {"Zqplanted"}


def test_there_are_no_traces_that_would_have_to_be_searched_too():
    product = [path for folder in source.PRODUCT for path in (ROOT / folder).rglob("*.py")]

    assert [path for path in product if "opentelemetry" in path.read_text(encoding="utf-8")] == []
