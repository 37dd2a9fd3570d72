"""`rotate_keys [SUBDOMAIN] [--older-than DAYS] [--wrapping]`: new keys for what is sealed, while everybody works."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
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
MARGIN = 60.0  # seconds from sealing a value to the end of its transaction


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
            default=settings.SEALING_KEYS_SECONDS + MARGIN,
            metavar="SECONDS",
            help="how long any process may go on with what it read before (%(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["wrapping"]:
                self.wrapping(options["subdomain"], wait=options["wait"])
            else:
                self.clinics(options["subdomain"], timedelta(days=options["older_than"]), wait=options["wait"])
        except (Refusal, KeysUnavailable) as refusal:
            raise CommandError(str(refusal)) from refusal

    def clinics(self, subdomain: str | None, older_than: timedelta, *, wait: float) -> None:
        """Take every clinic through a stage before any goes on to the next, so that all wait together."""
        asked = [queries.active_named(subdomain)] if subdomain else queries.active()
        if not subdomain:
            for clinic in queries.suspended():
                self.tell(clinic, _("suspended: its keys stay until it is active again"))
        self.each(asked, Stage.SINGLE, lambda clinic, now: self.publish(clinic, now, older_than), due=lambda _now: 0)
        self.each(asked, Stage.PUBLISHED, self.promote, due=lambda now: wait - age(now))
        self.each(asked, Stage.PROMOTED, self.reseal, due=lambda now: wait - age(now))
        sealed_again = time.monotonic()
        self.each(
            asked,
            Stage.PROMOTED,
            lambda clinic, _now: self.finish(clinic, wait),
            due=lambda _now: wait - (time.monotonic() - sealed_again),
        )

    def each(
        self,
        clinics: list[Clinic],
        stage: Stage,
        step: Callable[[Clinic, Standing], None],
        *,
        due: Callable[[Standing], float],
    ) -> None:
        """Take this step with the clinics that stand at this stage, wherever a killed run or another one left them.

        `due` says in how many seconds. A clinic that was suspended or closed meanwhile is left as it is.
        """
        for clinic in clinics:
            with schema.alone_with(clinic.subdomain):
                now = key_rotation.standing(clinic)
                if now.stage is stage:
                    self.wait(clinic, due(now))
                    self.if_open(clinic, step, now)

    def if_open(self, clinic: Clinic, step: Callable[[Clinic, Standing], None], now: Standing) -> None:
        current = queries.named(clinic.subdomain)
        if current.is_active:
            try:
                step(current, now)
            except Exception:  # a clinic that is suspended during a step can stop it at any statement
                if queries.named(clinic.subdomain).is_active:
                    raise
            else:
                return
        self.tell(clinic, _("no longer active: its keys stay where they are until it is active again"))

    def publish(self, clinic: Clinic, now: Standing, older_than: timedelta) -> None:
        if timezone.now() - now.since < older_than:
            self.tell(clinic, _("keys are young enough"))
            return
        key_rotation.advance(clinic=clinic, by=BY, at=timezone.now())
        self.tell(clinic, _("new keys are published"))

    def promote(self, clinic: Clinic, _now: Standing) -> None:
        key_rotation.advance(clinic=clinic, by=BY, at=timezone.now())
        self.tell(clinic, _("new keys seal all that is written"))

    def reseal(self, clinic: Clinic, _now: Standing) -> None:
        self.seal_again(clinic)

    def finish(self, clinic: Clinic, wait: float) -> None:
        """Destroy the earlier keys once nobody can write back what was read before it was sealed again."""
        while self.seal_again(clinic):
            self.wait(clinic, wait)
        key_rotation.advance(clinic=clinic, by=BY, at=timezone.now())
        self.tell(clinic, _("done: the earlier keys are destroyed"))

    def wait(self, clinic: Clinic, seconds: float) -> None:
        if seconds > 0:
            self.tell(clinic, _("waiting %(seconds)d s until no process holds what it read before") % {
                "seconds": seconds + 0.5
            })  # fmt: skip
            time.sleep(seconds)

    def seal_again(self, clinic: Clinic) -> int:
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
        return done.total()

    def wrapping(self, subdomain: str | None, *, wait: float) -> None:
        if subdomain:
            raise CommandError(_("One key wraps those of all clinics: leave the subdomain out."))
        for line in wrapping_rotation.rotate(by=BY, at=timezone.now(), wait=wait):
            self.stdout.write(line)

    def tell(self, clinic: Clinic, words: str) -> None:
        self.stdout.write(f"{clinic.subdomain}  {words}")
        self.stdout.flush()


def age(now: Standing) -> float:
    """Seconds since the stage was reached."""
    return (timezone.now() - now.since).total_seconds()
