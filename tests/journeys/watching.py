"""Whether anything of what was typed runs on a page, or was stopped when it tried to, or became a part of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Dialog, Error, Page

from tests.inputs.strings import MARK
from tests.journeys.conftest import WAIT, note

RAN, MADE = "something ran", "an element was made"
CANARY = f"""window.noticed = [];
for (const name of ["{MARK}", "alert", "confirm", "prompt"]) window[name] = () => {{ window.noticed.push("{RAN}"); }};
addEventListener("securitypolicyviolation", (event) => window.noticed.push(`${{event.effectiveDirective}} stopped`));"""
"""What hostile text calls; and what the content policy stops, which is markup that got through."""
LOOK = f"""async () => {{
  const drawn = () => new Promise((next) => requestAnimationFrame(next));
  do await drawn(); while (document.querySelector(".htmx-request"));
  const made = document.querySelector('[id="{MARK}"], [onerror], [onload]') ? ["{MADE}"] : [];
  const leads = [...document.links].filter((link) => /^(javascript|data|vbscript):/.test(link.protocol));
  const typed = [...document.querySelectorAll("input, textarea")].map((each) => each.value);
  return {{
    wrong: [...window.noticed, ...made, ...leads.map((link) => `leads to ${{link.protocol}}`)],
    holds: [document.documentElement.textContent, ...typed].join(" ").includes("{MARK}"),
  }};
}}"""
"""When fragments have arrived: what is wrong, and whether the page holds hostile text at all."""


OUR_OWN = re.compile(r"^Blocked script execution in '[^']+/preview/' because the document's frame is sandboxed")
"""The canary does not get into the frame of a preview either."""


@dataclass
class Walk:
    """What was seen in one browser profile, by the address as the tables write it."""

    page: Page
    complaints: list[str]
    faults: dict[str, list[str]] = field(default_factory=dict)
    opened: set[str] = field(default_factory=set)
    hostile: set[str] = field(default_factory=set)

    def open(self, name: str, address: str) -> None:
        """Open it, and note what is wrong; what is no page is left alone."""
        try:
            answer = self.page.goto(address, wait_until="load")
        except Error as error:
            if "Download is starting" in error.message or "ERR_ABORTED" in error.message:
                return
            raise
        if answer is None or not answer.headers.get("content-type", "").startswith("text/html"):
            self.page.goto("about:blank")
            self.complaints.clear()  # the browser shows pictures and tables in a page of its own, with styles in it
            return
        seen = self.page.evaluate(LOOK)
        self.opened.add(name)
        self.hostile |= {name} if seen["holds"] else set()
        self.note(name, seen["wrong"])

    def dialog(self, opened: Dialog) -> None:
        self.complaints.append(f"a {opened.type} opened")
        opened.dismiss()

    def note(self, name: str, wrong: list[str]) -> None:
        """Keep it, with what the browser complained about since the page before."""
        said = [each for each in self.complaints if not OUR_OWN.search(each)]
        self.complaints.clear()
        if wrong or said:
            self.faults[name] = [*wrong, *said]


def ran(found: list[str]) -> bool:
    """Whether the canary was called. In a form its name means the picture of that name, which nobody can call."""
    return RAN in found or f"{MARK} is not a function" in found


@contextmanager
def walking(browser: Browser, cookies: list[dict[str, str]], **options: object) -> Iterator[Walk]:
    """A profile of its own with these cookies; `bypass_csp=True` for one in which nothing is stopped."""
    context = browser.new_context(locale="en-US", reduced_motion="reduce", **options)  # type: ignore[arg-type]
    try:
        context.set_default_timeout(WAIT)
        context.add_init_script(CANARY)
        context.add_cookies(cookies)  # type: ignore[arg-type]
        walk = Walk(context.new_page(), [])
        context.on("console", lambda message: note(message, walk.complaints))
        context.on("weberror", lambda error: walk.complaints.append(str(error.error)))
        context.on("dialog", walk.dialog)
        yield walk
        walk.note("the last", [])
    finally:
        context.close()
