"""Keep the message catalogues in step with the source, check them, compile them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.messages import catalogues, sources


class Command(BaseCommand):
    help = "Extract, check or compile the message catalogues in config/locale. Needs no outside program."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--extract", action="store_true", help="merge what the source says into each catalogue")
        what.add_argument("--compile", action="store_true", help="write the files the running product reads")
        what.add_argument("--check", action="store_true", help="fail when something is missing or out of step")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.LOCALE_PATHS[0])
        languages = [code for code, _ in settings.LANGUAGES]
        if options["compile"]:
            for language in languages:
                self.stdout.write(str(catalogues.compile_file(folder, language)))
            return
        found = list(sources.find(Path(settings.BASE_DIR)))
        if options["extract"]:
            self._extract(folder, languages, found)
        else:
            self._check(folder, languages, found)

    def _extract(self, folder: Path, languages: list[str], found: list[sources.Found]) -> None:
        for language in languages:
            merged = catalogues.merge(found, catalogues.load(folder, language))
            catalogues.write(folder, language, merged)
            self.stdout.write(f"{language}: {len(merged)} messages")

    def _check(self, folder: Path, languages: list[str], found: list[sources.Found]) -> None:
        wrong = [each for language in languages for each in catalogues.complaints(folder, language, found)]
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write(f"{', '.join(languages)}: in step, translated, placeholders equal")
