"""`usage_counts [SUBDOMAIN] [--days N] [--json] [--count]`: how much clinics use."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.kit.current import entering, entering_platform
from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from clinics.onboarding import queries
from clinics.usage.actions import counting
from clinics.usage.queries import days as usage
from clinics.usage.queries.days import DayOfClinic


class Command(BaseCommand):
    help = "Shows how much clinics use, by day, in counts that name nobody. Each clinic is counted every hour."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain", nargs="?", default="", help="one clinic; without it, all that are not closed")
        parser.add_argument("--days", type=int, default=1, help="how many days of each, the latest first")
        parser.add_argument("--json", action="store_true", dest="as_json", help="for programs, with opaque clinic ids")
        parser.add_argument("--count", action="store_true", help="count open clinics now, before showing")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["days"] < 1:
            raise CommandError(_("--days is at least 1."))
        clinics = self.chosen(options["subdomain"])
        if options["count"]:
            for clinic in clinics:
                if clinic.is_active:
                    with entering(clinic):
                        counting.count(at=timezone.now())
        with entering_platform():
            found = usage.days_of(clinics, days=options["days"])
        self.stdout.write(as_json(found) if options["as_json"] else as_table(found))

    def chosen(self, subdomain: str) -> list[Clinic]:
        try:
            return [queries.named(subdomain)] if subdomain else queries.not_closed()
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal


def as_json(found: list[DayOfClinic]) -> str:
    """A list with one object for each clinic and day."""
    told = [
        {"clinic": each.clinic.schema_name, "subdomain": each.clinic.subdomain, "day": each.day, "counts": each.numbers}
        for each in found
    ]
    return json.dumps(told, default=str, indent=2)


def as_table(found: list[DayOfClinic]) -> str:
    """A line for each clinic and day, a column for each meter; what was not counted is a dash."""
    heads = ["clinic", "day", *(meter.name for meter in usage.all_meters())]
    rows = [
        [each.clinic.subdomain, str(each.day), *("–" if n is None else str(n) for n in each.in_order)] for each in found
    ]
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    lines = [
        "  ".join(
            cell.ljust(width) if place < 2 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [heads, *rows]
    ]
    return "\n".join(lines if rows else [*lines, _("Nothing was counted yet.")])
