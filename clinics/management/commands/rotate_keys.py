"""`rotate_keys [SUBDOMAIN] [--older-than DAYS] [--wrapping]`: new keys for what is sealed, while everybody works."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from clinics.encryption.rotation import Stage
from clinics.encryption.wrapping import KeysUnavailable
from clinics.kit.actor import Actor
from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from clinics.onboarding import key_rotation, queries, schema, wrapping_rotation
from clinics.onboarding.key_rotation import Standing

BY = Actor.operator_command("rotate_keys")
TOLD_EVERY = 5.0  # seconds


class Command(BaseCommand):
    help = (
        "Gives clinics new keys for fields and documents and seals everything again with them, while they work. "
        "Killed anywhere, the same command goes on. With --wrapping the keys are only wrapped anew, by the wrapping "
        "key in use now."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain", nargs="?", help="one clinic; without it all that are active")
        parser.add_argument("--older-than", type=int, default=0, metavar="DAYS", help="leave younger keys alone")
        parser.add_argument("--wrapping", action="store_true", help="rotate the wrapping key instead")
        parser.add_argument(
            "--wait",
            type=float,
            default=6 * settings.HOST_CACHE_SECONDS,
            metavar="SECONDS",
            help="how long every process may take to learn of changed keys (%(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["wrapping"]:
                self.wrapping(options["subdomain"], wait=options["wait"])
                return
            asked = [queries.named(options["subdomain"])] if options["subdomain"] else list(queries.active())
            for clinic in asked:
                with schema.alone_with(clinic.subdomain):
                    self.clinic(clinic, older_than=timedelta(days=options["older_than"]), wait=options["wait"])
        except (Refusal, KeysUnavailable) as refusal:
            raise CommandError(str(refusal)) from refusal

    def clinic(self, clinic: Clinic, *, older_than: timedelta, wait: float) -> None:
        """Go through the stages from whichever one a killed run left."""
        now = key_rotation.standing(clinic)
        if now.stage is Stage.SINGLE:
            if timezone.now() - now.since < older_than:
                self.tell(clinic, _("keys are young enough"))
                return
            key_rotation.advance(clinic=clinic, by=BY, at=timezone.now())
            self.tell(clinic, _("new keys are published"))
            now = key_rotation.standing(clinic)
        if now.stage is Stage.PUBLISHED:
            self.wait(clinic, now, wait)
            key_rotation.advance(clinic=clinic, by=BY, at=timezone.now())
            self.tell(clinic, _("new keys seal all that is written"))
            now = key_rotation.standing(clinic)
        self.wait(clinic, now, wait)
        self.reseal(clinic)
        key_rotation.advance(clinic=clinic, by=BY, at=timezone.now())
        self.tell(clinic, _("done: the earlier keys are destroyed"))

    def wait(self, clinic: Clinic, now: Standing, seconds: float) -> None:
        left = (now.since - timezone.now()).total_seconds() + seconds
        if left > 0:
            self.tell(clinic, _("waiting %(seconds)d s until every process knows them") % {"seconds": left + 0.5})
            time.sleep(left)

    def reseal(self, clinic: Clinic) -> None:
        done: Counter[str] = Counter()
        told = time.monotonic()
        for name, count in key_rotation.reseal(clinic=clinic):
            done[name] += count
            if time.monotonic() - told > TOLD_EVERY:
                told = time.monotonic()
                self.tell(clinic, _("%(count)s sealed again, now %(place)s") % {"count": done.total(), "place": name})
        for name, count in sorted(done.items()):
            if count:
                self.tell(clinic, f"{name}: {count}")
        self.tell(clinic, _("%(count)s sealed again") % {"count": done.total()})

    def wrapping(self, subdomain: str | None, *, wait: float) -> None:
        if subdomain:
            raise CommandError(_("One key wraps those of all clinics: leave the subdomain out."))
        for line in wrapping_rotation.rotate(by=BY, at=timezone.now(), wait=wait):
            self.stdout.write(line)

    def tell(self, clinic: Clinic, words: str) -> None:
        self.stdout.write(f"{clinic.subdomain}  {words}")
        self.stdout.flush()
