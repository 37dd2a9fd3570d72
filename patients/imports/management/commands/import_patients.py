"""`import_patients SUBDOMAIN FILE [--dry-run] [--undo BATCH]`: bring people over from another system's export."""

from __future__ import annotations

import hashlib
import time
from argparse import RawDescriptionHelpFormatter
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from clinics.kit.actor import Actor
from clinics.kit.current import entering, entering_platform
from clinics.kit.refusal import Refusal
from clinics.models import Clinic
from clinics.staff.permissions import REGISTERS_PATIENTS
from patients.imports.actions import files, running, undoing
from patients.imports.models import ImportBatch, Outcome
from patients.imports.queries import judging, plans, trouble
from patients.imports.queries.plans import Plan

EXAMPLES = """
  import_patients demo people.csv --dry-run          look, say what would happen, write nothing
  import_patients demo people.csv                    import; run it again to go on after an interruption
  import_patients demo people.csv --answer dates:4:numeric=mdy
  import_patients demo --undo 0192f0c1-...           take an import back
"""


class Command(BaseCommand):
    help = "Imports people from a file of another system, or takes an import back."

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.update(epilog=EXAMPLES, formatter_class=RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subdomain")
        parser.add_argument("file", nargs="?", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="write nothing")
        parser.add_argument("--undo", metavar="BATCH", help="take this import back")
        parser.add_argument("--answer", action="append", default=[], metavar="KEY=VALUE", help="answer a question")
        parser.add_argument("--from", dest="software", default="", metavar="NAME", help="the system the file is from")

    def handle(self, *args: Any, **options: Any) -> None:
        by = replace(Actor.operator_command("import_patients"), permissions=frozenset(REGISTERS_PATIENTS))
        with entering(clinic_named(options["subdomain"])):
            try:
                if options["undo"]:
                    self.undo(options["undo"], by)
                elif options["file"] is None:
                    raise CommandError("Name the file to import, or --undo BATCH.")
                else:
                    self.import_file(options, by)
            except Refusal as refusal:
                raise CommandError(str(refusal)) from refusal

    def import_file(self, options: dict[str, Any], by: Actor) -> None:
        path: Path = options["file"]
        at = timezone.now()
        answers = answers_of(options["answer"])
        try:
            file = path.open("rb")
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        with file:
            token = plans.file_token(sha256_of(file))
            answers = self.answers_for(token, answers_of(options["answer"]))
            plan = plans.plan(file, answers=answers, at=at)
            self.show(plan)
            if plan.questions:
                self.ask(plan)
            if options["dry_run"]:
                self.dry_run(plan, file, by=by, at=at)
            else:
                self.run(plan, file, token, answers, options, by=by, at=at)

    def answers_for(self, token: UUID, given: dict[str, str]) -> dict[str, str]:
        """An import that was interrupted goes on as it was begun; other answers now would read its rest otherwise."""
        interrupted = ImportBatch.objects.unfinished_of(token).first()
        if interrupted is None:
            return given
        begun: dict[str, str] = interrupted.answers or {}
        if given and given != begun:
            raise CommandError(
                "The import of this file was interrupted and goes on with the answers it was begun with. "
                "Leave --answer out, or take the import back first."
            )
        return begun

    def show(self, plan: Plan) -> None:
        """What was found out about the file, and what each column becomes."""
        self.stdout.write(f"{plan.rows:,} rows")
        for finding in plan.findings:
            self.stdout.write(f"  {finding.key}: {finding.label}  ({finding.evidence})")
        for each in plan.mapping.imported:
            self.stdout.write(f"  {each.column}  →  {each.target}")
        for each in plan.mapping.not_imported:
            self.stdout.write(f"  {each.column}  is not imported")

    def ask(self, plan: Plan) -> None:
        """Say what must be answered, with the words that answer it. Always raises CommandError."""
        for question in plan.questions:
            self.stdout.write(f"\n{question.question} {question.evidence}")
            for choice in question.choices:
                samples = f"  for example {', '.join(choice.samples[:3])}" if choice.samples else ""
                self.stdout.write(f"  --answer {question.key}={choice.value}   {choice.label}{samples}")
        raise CommandError(f"Nothing was imported: {len(plan.questions)} question(s) must be answered first.")

    def dry_run(self, plan: Plan, file: BinaryIO, *, by: Actor, at: datetime) -> None:
        """Read and judge every row; nothing is written."""
        found = judging.rehearse(plan, file, to=by, at=at)
        for line, sentences in found.examples:
            self.stdout.write(f"  line {line}: {sentences}")
        self.stdout.write(f"{found.new:,} would be registered")
        self.stdout.write(f"{found.known:,} were imported before")
        self.stdout.write(f"{found.held:,} would be held for review: somebody like them is registered")
        self.stdout.write(f"{found.refused:,} would be refused")
        self.stdout.write("Nothing was written.")

    def run(
        self,
        plan: Plan,
        file: BinaryIO,
        token: UUID,
        answers: dict[str, str],
        options: dict[str, Any],
        *,
        by: Actor,
        at: datetime,
    ) -> None:
        path: Path = options["file"]
        batch = running.begin(
            plan=plan,
            file_name=path.name,
            file_token=token,
            software=options["software"],
            answers=answers,
            by=by,
            at=at,
        )
        if batch.last_line:
            self.stdout.write(f"Going on behind line {batch.last_line}.")
        began, before = time.monotonic(), batch.done

        def tell(current: ImportBatch) -> None:
            rate = (current.done - before) / max(time.monotonic() - began, 0.001)
            left = (current.total - current.done) / max(rate, 0.001)
            self.stdout.write(f"\r{current.done:>9,} of {current.total:,}  about {left:,.0f} s left ", ending="")
            self.stdout.flush()

        running.run(batch=batch, plan=plan, stream=file, by=by, at=at, tell=tell)
        self.summary(batch, plan, path, by=by, at=at)

    def summary(self, batch: ImportBatch, plan: Plan, path: Path, *, by: Actor, at: datetime) -> None:
        self.stdout.write(
            f"\nImport {batch.pk}: {batch.registered:,} registered, {batch.known:,} imported before, "
            f"{batch.held:,} held for review, {batch.refused:,} refused."
        )
        if batch.held or batch.refused:
            errors = path.with_name(f"{path.stem}.not-imported.csv")
            with errors.open("w", encoding="utf-8", newline="") as file:
                errors.chmod(0o600)
                count = trouble.write(batch, list(plan.layout.columns), file)
            files.record_download(batch=batch, by=by, at=at)
            self.stdout.write(f"{count:,} rows to look at are in {errors}.")

    def undo(self, wanted: str, by: Actor) -> None:
        try:
            batch = ImportBatch.objects.filter(pk=UUID(wanted)).first()
        except ValueError:
            batch = None
        if batch is None:
            raise CommandError(f"This clinic has no import “{wanted}”.")
        total = batch.registered

        def tell(current: ImportBatch) -> None:
            self.stdout.write(f"\r{current.withdrawn + current.kept:>9,} of {total:,} ", ending="")
            self.stdout.flush()

        batch = undoing.undo(batch=batch, by=by, at=timezone.now(), tell=tell)
        self.stdout.write("")
        self.stdout.write(f"{batch.withdrawn:,} people were taken back, {batch.kept:,} stay:")
        for row in batch.rows.filter(outcome=Outcome.KEPT).order_by("line"):
            self.stdout.write(f"  line {row.line}: {', '.join(row.reasons)}")


def sha256_of(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    while block := file.read(1 << 20):
        digest.update(block)
    return digest.hexdigest()


def answers_of(written: list[str]) -> dict[str, str]:
    """Answers as the modules that ask take them. Raises CommandError for one without a value."""
    if not all("=" in answer for answer in written):
        raise CommandError("Write answers as --answer KEY=VALUE.")
    return dict(answer.split("=", 1) for answer in written)


def clinic_named(subdomain: str) -> Clinic:
    with entering_platform():
        clinic = Clinic.objects.filter(subdomain=subdomain).first()
    if clinic is None:
        raise CommandError(f"There is no clinic at “{subdomain}”. Open one with onboard_clinic.")
    if not clinic.is_active:
        raise CommandError(f"{clinic.name} is not active.")
    return clinic
