"""The catalogues of each language: merging what the source says, writing, checking, compiling.

A catalogue's text depends on the source and the translations only: no dates, tools or line
numbers, so that the same tree always gives the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from config.messages.sources import Found

SOURCE_LANGUAGE = "en"

HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Polyclinic\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def path_of(folder: Path, language: str) -> Path:
    """Where a language's catalogue is kept."""
    return folder / language / "LC_MESSAGES" / "django.po"


def load(folder: Path, language: str) -> Catalog:
    """Read a language's catalogue; an absent one is empty."""
    path = path_of(folder, language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def merge(found: Iterable[Found], kept: Catalog) -> Catalog:
    """What the source says, with the translations there are; what nobody says any more is left out."""
    merged = Catalog(locale=kept.locale)
    for each in found:
        old = kept.get(each.text[0] if isinstance(each.text, tuple) else each.text, each.context)
        merged.add(
            each.text,
            string=_translation(old, each),
            locations=[(each.path, None)],  # type: ignore[list-item]
            auto_comments=each.comments,
            context=each.context,
        )
    return merged


def _translation(old: Message | None, each: Found) -> str | list[str] | tuple[str, ...] | None:
    if old is None or isinstance(old.string, tuple) != isinstance(each.text, tuple):
        return None
    return old.string


def text_of(catalogue: Catalog) -> str:
    """The catalogue as it is written to its file."""
    out = BytesIO()
    write_po(out, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    header = HEADER.format(language=catalogue.locale_identifier, plural=catalogue.plural_forms)
    return header + out.getvalue().decode().strip() + "\n"


def write(folder: Path, language: str, catalogue: Catalog) -> None:
    path = path_of(folder, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text_of(catalogue), encoding="utf-8")


def compile_file(folder: Path, language: str) -> Path:
    """Write the compiled catalogue beside the readable one, which must exist."""
    target = path_of(folder, language).with_suffix(".mo")
    out = BytesIO()
    write_mo(out, load(folder, language))
    target.write_bytes(out.getvalue())
    return target


def complaints(folder: Path, language: str, found: Iterable[Found]) -> Iterator[str]:
    """What is wrong with a language's catalogue, one sentence each."""
    kept = load(folder, language)
    merged = merge(found, kept)
    path = path_of(folder, language)
    if not path.exists() or path.read_text(encoding="utf-8") != text_of(merged):
        yield f"{language}: not in step with the source; run manage.py messages --extract"
    for message in merged:
        if not message.id:
            continue
        if language != SOURCE_LANGUAGE and not _is_translated(message):
            yield f"{language}: not translated: {_shown(message)}"
        for error in message.check(merged) if _is_translated(message) else ():
            yield f"{language}: {_shown(message)}: {error}"
        if _is_translated(message) and _braces(message.id) != _braces(message.string):
            yield f"{language}: {_shown(message)}: other names in braces than the source"


def _is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return all(strings) and not message.fuzzy


def _shown(message: Message) -> str:
    return repr(message.id if isinstance(message.id, str) else message.id[0])


def _braces(text: object) -> set[str]:
    texts = text if isinstance(text, (list, tuple)) else (text,)
    return {name for each in texts for name in re.findall(r"{(\w+)}", str(each))}
