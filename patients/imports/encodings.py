"""How the bytes of a file are to be read as letters."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from patients.imports.alphabets import languages_of
from patients.imports.findings import Ambiguity, Answers, Choice, Finding, Sentence

KEY = "encoding"
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
LABELS = {
    "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16",
    "utf-32": "UTF-32", "cp1252": "Windows-1252 (Western Europe)", "iso8859-15": "ISO 8859-15 (Western Europe)",
    "mac-roman": "Mac OS Roman", "cp850": "DOS 850 (Western Europe)", "cp1250": "Windows-1250 (Central Europe)",
    "iso8859-2": "ISO 8859-2 (Central Europe)",
    "cp852": "DOS 852 (Central Europe)", "cp1251": "Windows-1251 (Cyrillic)",
    "koi8-r": "KOI8-R (Cyrillic)", "cp866": "DOS 866 (Cyrillic)", "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)", "cp1255": "Windows-1255 (Hebrew)", "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)", "cp932": "Shift JIS (Japanese)", "gb18030": "GB 18030 (Chinese)",
    "big5": "Big5 (Chinese)", "cp949": "Windows-949 (Korean)",
}  # fmt: skip
BY_REGION = {
    "western": ("cp1252", "iso8859-15", "mac-roman", "cp850"),
    "central": ("cp1250", "iso8859-2", "cp852"),
    "cyrillic": ("cp1251", "koi8-r", "cp866"),
    "greek": ("cp1253",),
    "turkish": ("cp1254",),
    "hebrew": ("cp1255",),
    "arabic": ("cp1256",),
    "baltic": ("cp1257",),
    "japanese": ("cp932",),
    "chinese": ("gb18030", "big5"),
    "korean": ("cp949",),
}
COUNTRY_REGIONS = {
    "central": "PL CZ SK HU RO HR SI BA RS AL MD", "cyrillic": "RU BY UA BG MK KZ KG", "greek": "GR CY",
    "turkish": "TR AZ",
    "hebrew": "IL", "arabic": "AE SA EG MA DZ TN JO LB IQ KW QA BH OM YE SY LY PS SD", "baltic": "EE LV LT",
    "japanese": "JP", "chinese": "CN TW HK MO SG", "korean": "KR",
}  # fmt: skip
WORD = re.compile(rb"[A-Za-z'\x80-\xff-]*[\x80-\xff][A-Za-z'\x80-\xff-]*")
LONGEST_LINE = 1 << 20
MOST_WORDS = 2_000
CLOSE = 0.1  # shares of believable words nearer than this do not decide
BELIEVABLE = 0.5


@dataclass
class Bytes:
    """What one pass over a file says about its bytes. `words` are those with a byte above 127."""

    words: Counter[bytes] = field(default_factory=Counter)
    valid: int = 0
    invalid: int = 0


def detect_encoding(stream: BinaryIO, *, country: str, answers: Answers) -> Finding | Ambiguity:
    """How to decode a file, from all of its bytes; `country` (ISO 3166) is the clinic's.

    UTF-8 and UTF-16 prove themselves. An encoding of one byte a letter never does: it is decided where one reading
    gives words and the others do not, or where the only other readings belong to another part of the world than the
    clinic; else it is asked.
    """
    stream.seek(0)
    head = stream.read(4096)
    stream.seek(0)
    certain = _by_mark(head) or _by_zeros(head)
    if certain:
        return _answered(certain, answers)
    found = _survey(stream)
    stream.seek(0)
    return _answered(_as_utf8(found) or _by_words(found.words, country), answers)


def _answered(decided: Finding | Ambiguity, answers: Answers) -> Finding | Ambiguity:
    answer = answers.get(KEY, "")
    if answer not in LABELS:
        return decided
    alternatives = decided.choices if isinstance(decided, Ambiguity) else decided.alternatives
    return Finding(KEY, answer, LABELS[answer], _("You chose it."), alternatives)


def _by_mark(head: bytes) -> Finding | None:
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return Finding(KEY, encoding, LABELS[encoding], _("The file begins with the mark of this encoding."))
    return None


def _by_zeros(head: bytes) -> Finding | None:
    """UTF-16 without a mark: every other byte of plain text is zero."""
    half = len(head) // 2
    for encoding, zeros in (("utf-16-le", head[1::2].count(0)), ("utf-16-be", head[0::2].count(0))):
        if half and zeros > half * 0.6 and head.count(0) - zeros < half * 0.1:
            return Finding(KEY, encoding, LABELS[encoding], _("Every other byte is zero."))
    return None


def _survey(stream: BinaryIO) -> Bytes:
    found = Bytes()
    while line := stream.readline(LONGEST_LINE):
        if line.isascii():
            continue
        for word in WORD.findall(line):
            try:
                word.decode("utf-8")
                found.valid += 1
            except UnicodeDecodeError:
                found.invalid += 1
            if len(found.words) < MOST_WORDS or word in found.words:
                found.words[word] += 1
    return found


def _as_utf8(found: Bytes) -> Finding | None:
    if not found.words:
        return Finding(KEY, "utf-8", LABELS["utf-8"], _("All letters are plain; every encoding reads them alike."))
    if not found.invalid:
        evidence = ngettext(
            "%(count)s word with accents is valid UTF-8.",
            "All %(count)s words with accents are valid UTF-8.",
            found.valid,
        )
        return Finding(KEY, "utf-8", LABELS["utf-8"], evidence % {"count": found.valid})
    if found.valid >= 4 * found.invalid:
        shown = {"valid": found.valid, "invalid": found.invalid}
        damage = _("%(valid)s words are valid UTF-8, %(invalid)s are damaged; their rows are reported.") % shown
        return Finding(KEY, "utf-8", LABELS["utf-8"], damage)
    return None


@dataclass(frozen=True)
class Reading:
    """The words of a file by one encoding. `share` is the mean of those that are words and those of one language."""

    encoding: str
    region: str
    share: float
    words: tuple[str, ...]


def _by_words(words: Counter[bytes], country: str) -> Finding | Ambiguity:
    home = next((region for region, codes in COUNTRY_REGIONS.items() if country in codes.split()), "western")
    regions = [home, *(region for region in BY_REGION if region != home)]
    readings: dict[tuple[str, ...], Reading] = {}
    for region in regions:
        for encoding in BY_REGION[region]:
            reading = _read(words, encoding, region)
            readings.setdefault(reading.words, reading)
    ranked = sorted(readings.values(), key=lambda reading: -reading.share)
    close = [reading for reading in ranked if reading.share >= max(ranked[0].share - CLOSE, BELIEVABLE)]
    at_home = [reading for reading in close if reading.region == home]
    if len(close) == 1:
        return _found(close[0], ranked, _("Only so read do the accents make sense."))
    if len(at_home) == 1:
        return _found(at_home[0], ranked, _("So read, accents make sense, and it is usual in your country."))
    return _asked(close or ranked[:4])


def _read(words: Counter[bytes], encoding: str, region: str) -> Reading:
    try:
        decoded = tuple(word.decode(encoding) for word in words)
    except UnicodeDecodeError:
        decoded = tuple(word.decode(encoding, "replace") for word in words)
    languages = [languages_of(word) for word in decoded]
    together = Counter(language for found in languages for language in found)
    words_of_any, words_of_one = sum(map(bool, languages)), max(together.values(), default=0)
    return Reading(encoding, region, (words_of_any + words_of_one) / 2 / len(decoded), decoded)


def _found(reading: Reading, ranked: list[Reading], evidence: Sentence) -> Finding:
    others = [reading, *(other for other in ranked if other is not reading and other.share)][:5]
    return Finding(KEY, reading.encoding, LABELS[reading.encoding], evidence, _choices(others))


def _asked(readings: list[Reading]) -> Ambiguity:
    return Ambiguity(KEY, _("Which of these readings shows the names as they are?"), _choices(readings[:5]))


def _choices(readings: list[Reading]) -> tuple[Choice, ...]:
    """Each reading with words in which the readings differ."""
    differing = [
        index for index, words in enumerate(zip(*(r.words for r in readings), strict=True)) if len(set(words)) > 1
    ]
    shown = (differing or list(range(len(readings[0].words))))[:5]
    return tuple(
        Choice(reading.encoding, LABELS[reading.encoding], tuple(reading.words[index] for index in shown))
        for reading in readings
    )
