"""What is wrong with something that was given out of a clinic whose every text is poisoned, by what it says it is."""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from collections.abc import Callable, Mapping
from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser

import pypdfium2
from icalendar import Calendar

from tests.inputs.strings import MARK

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LEADS = ("href", "src", "action", "formaction", "srcset", "data", "poster", "hx-get", "hx-post")
CALENDAR = {
    *("BEGIN", "END", "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY"),
    *("LOCATION", "URL", "STATUS", "ORGANIZER", "ATTENDEE"),
}
ACTIONS = re.compile(
    rb"/(?:JS|JavaScript|URI|Launch|SubmitForm|ImportData|GoToR|OpenAction|AA|EmbeddedFiles?|RichMedia)\b"
)
SAVED = re.compile(
    r"|inline; filename=\"Polyclinic\.yaml\""
    r"|attachment(?:; filename=(?:\"[\w. -]+\"|[\w.-]+))?(?:; filename\*=utf-8''[\w.%~!-]+)?"
)
"""How an answer may say under which name it is kept."""
LINE = re.compile(r"\r\n|\r|\n|\u2028|\u2029|\x85|\x0b|\x0c")


class Markup(HTMLParser):
    """Elements and attributes that poisoned text made."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if (name == "id" and value == MARK) or name.startswith("on"):
                self.faults.append(f"<{tag} {name}> was made")
            if name in LEADS and re.match(rf"\s*(?:javascript|data|vbscript):.*{MARK}", value or "", re.IGNORECASE):
                self.faults.append(f"<{tag}> leads to {value}")
        if tag == "script" and not dict(attrs).get("src") and dict(attrs).get("type") != "application/json":
            self.faults.append("<script> stands in the page")


def page(content: bytes) -> list[str]:
    return Markup(content.decode()).faults


def document(content: bytes) -> list[str]:
    """JSON that is JSON, whatever words are in it."""
    try:
        json.loads(content)
    except ValueError as error:
        return [f"is no JSON: {error}"]
    return []


def table(content: bytes) -> list[str]:
    """Every row has the columns of the first, and no cell is a formula."""
    text = content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    faults = [f"row {number} breaks out" for number, row in enumerate(rows) if len(row) != len(rows[0])]
    return faults + [f"{cell[:20]!r} is a formula" for row in rows for cell in row if is_formula(cell)]


def is_formula(cell: str) -> bool:
    return cell.lstrip(" \u00a0\u200b\ufeff").startswith(FORMULA)


def calendar(content: bytes) -> list[str]:
    """One event, with the properties that an appointment has, each once, for nobody but who is meant."""
    lines = re.sub(r"\r\n[ \t]", "", content.decode()).split("\r\n")
    names = [re.split(r"[;:]", line, maxsplit=1)[0] for line in lines if line]
    faults = [f"{name} stands in it" for name in names if name not in CALENDAR]
    faults += [f"{name} stands in it twice" for name in set(names) - {"BEGIN", "END"} if names.count(name) > 1]
    faults += [f"{line[:30]!r} breaks a line" for line in lines if re.search(r"[\r\n]", line)]
    if len(Calendar.from_ical(content).walk("VEVENT")) != 1 or names.count("BEGIN") != 2:
        faults.append("holds more than one event")
    return faults


def paper(content: bytes) -> list[str]:
    """A PDF that does nothing: no script, no link, nothing that opens by itself or lies in it."""
    inside = content + b"".join(map(_inflated, re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)))
    faults = [f"{found.decode()} stands in it" for found in set(ACTIONS.findall(inside))]
    with pypdfium2.PdfDocument(content) as opened:
        faults += ["has annotations" for sheet in opened if pypdfium2.raw.FPDFPage_GetAnnotCount(sheet)]
    return faults


def _inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def words_of_paper(content: bytes) -> str:
    """What can be read on it, without blanks."""
    with pypdfium2.PdfDocument(content) as opened:
        text = "".join(sheet.get_textpage().get_text_range() for sheet in opened)
    return "".join(re.sub(r"[\ufffe\u00ad]", "", text).split())


def letter(content: bytes, *, to: str, sender: str) -> list[str]:
    """A message for one person from one sender, with the headers that ours have, and no markup of others."""
    read = BytesParser(policy=policy.default).parsebytes(content)
    allowed = {
        *("subject", "from", "to", "date", "message-id", "mime-version", "content-type", "auto-submitted"),
        *("x-ses-message-tags", "list-unsubscribe", "list-unsubscribe-post", "content-transfer-encoding"),
    }
    faults = [f"{name} stands in its head" for name in read if name.lower() not in allowed]
    faults += [f"{name} stands twice in its head" for name in set(read.keys()) if len(read.get_all(name)) > 1]
    for name, right in (("to", to), ("from", sender)):
        found = [each.addr_spec for each in read[name].addresses]
        faults += [f"is {name} {found}"] if found != [right] else []
    for part in read.walk():
        kind = part.get_content_type()
        if kind == "text/html":
            faults += page(part.get_content().encode())
        if kind == "text/calendar":
            faults += calendar(part.get_content().replace("\r\n", "\n").replace("\n", "\r\n").encode())
        if kind not in ("text/html", "text/plain", "text/calendar") and not part.is_multipart():
            faults.append(f"holds {kind}")
    return faults


def nothing_of_it(content: bytes) -> list[str]:
    return ["holds what was typed"] if MARK.encode() in content else []


def anything(content: bytes) -> list[str]:
    """What is handed out as it was taken in, to be saved and not shown."""
    return []


CHECKS: dict[str, Callable[[bytes], list[str]]] = {
    "text/html": page,
    "application/json": document,
    "application/jwk-set+json": document,
    "application/problem+json": document,
    "application/vnd.oai.openapi": nothing_of_it,
    "text/csv": table,
    "text/calendar": calendar,
    "application/pdf": paper,
    "text/css": nothing_of_it,
    "text/javascript": nothing_of_it,
    "text/event-stream": nothing_of_it,
    "image/svg+xml": nothing_of_it,
    "image/webp": nothing_of_it,
    "image/png": nothing_of_it,
    "text/plain": nothing_of_it,
}
"""What each kind of answer is held to. One of a kind that is not here is a fault."""


def faults_of(headers: Mapping[str, str], content: bytes) -> list[str]:
    """What is wrong with an answer."""
    kind = headers.get("Content-Type", "").partition(";")[0]
    faults = [f"breaks the line of {name}" for name, value in headers.items() if LINE.search(str(value))]
    if not SAVED.fullmatch(saved := headers.get("Content-Disposition", "")):
        faults.append(f"is saved as {saved}")
    if not content:
        return faults
    if kind not in CHECKS:
        return [*faults, f"is {kind}, which nobody checks"]
    return faults + CHECKS[kind](content)
