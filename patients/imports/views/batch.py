"""One import: what the file says, what is open, how far it is, and what became of it."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clinics.kit.refusal import Refusal
from clinics.staff.access import Proof, requires
from clinics.staff.permissions import Permission
from patients.imports.actions import files
from patients.imports.forms import ReadingForm
from patients.imports.models import BatchState, ImportBatch
from patients.imports.queries import batches, judging, trouble

REHEARSED = 2_000  # rows looked at while somebody waits
WAITING = (BatchState.ASKING, BatchState.READY)


@require_safe
@requires(Permission.PATIENT_IMPORT)
def page(request: Any, batch_id: UUID) -> HttpResponse:
    batch = get_object_or_404(batches.known(), pk=batch_id)
    context: dict[str, Any] = {"batch": batch, "job": batches.job_under_way(batch)}
    if batch.state in WAITING and batch.storage_key:
        context |= planning(request, batch)
    else:
        context["troubled"], context["kept"] = batches.troubled(batch), batches.kept(batch)
        context["next_held"] = batches.next_held(batch)
    fragment = "imports/batch/_progress.html" if request.htmx and context["job"] else "imports/batch/page.html"
    response = render(request, fragment, context)
    if request.htmx and not context["job"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@requires(Permission.PATIENT_IMPORT)
def answers(request: Any, batch_id: UUID) -> HttpResponse:
    batch = get_object_or_404(batches.known(), pk=batch_id)
    context = planning(request, batch, request.POST)
    form: ReadingForm = context["form"]
    if form.is_valid():
        try:
            files.answer(batch=batch, answers=form.answers, by=request.actor, at=request.at)
        except Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("imports:batch", batch_id=batch.pk)
    return render(request, "imports/batch/page.html", {"batch": batch, **context}, status=422)


def planning(request: Any, batch: ImportBatch, answers: Any = None) -> dict[str, Any]:
    """How the file will be read, and the first people it would make."""
    plan = files.planned(batch, at=request.at)
    first = judging.previews(plan, files.content_of(batch), at=request.at)
    return {"plan": plan, "form": ReadingForm(plan, answers), "previews": first}


@require_safe
@requires(Permission.PATIENT_IMPORT)
def rehearsal(request: Any, batch_id: UUID) -> HttpResponse:
    """What would become of the rows, without writing anything."""
    batch = get_object_or_404(batches.known(), pk=batch_id)
    if batch.state not in WAITING or not batch.storage_key:
        return redirect("imports:batch", batch_id=batch.pk)
    plan, content = files.planned(batch, at=request.at), files.content_of(batch)
    found = judging.rehearse(plan, content, to=request.actor, at=request.at, limit=REHEARSED)
    return render(request, "imports/batch/rehearsal.html", {"batch": batch, "plan": plan, "found": found})


@require_POST
@requires(Permission.PATIENT_IMPORT)
def start(request: Any, batch_id: UUID) -> HttpResponse:
    batch = get_object_or_404(batches.known(), pk=batch_id)
    return done_or_refused(request, batch, lambda: files.start(batch=batch, by=request.actor, at=request.at))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PATIENT_IMPORT, proof=Proof.RECENT)
def undo(request: Any, batch_id: UUID) -> HttpResponse:
    """Ask whether the import is to be taken back, and have it done."""
    batch = get_object_or_404(batches.known(), pk=batch_id)
    if request.method != "POST":
        return render(request, "imports/batch/undo.html", {"batch": batch})
    return done_or_refused(request, batch, lambda: files.start_undoing(batch=batch, by=request.actor, at=request.at))


@require_safe
@requires(Permission.PATIENT_IMPORT, proof=Proof.RECENT)
def errors(request: Any, batch_id: UUID) -> HttpResponse:
    """The rows that were not imported, to correct and import again."""
    batch = get_object_or_404(batches.known(), pk=batch_id)
    written = io.StringIO()
    columns = [str(name) for name in ((batch.plan or {}).get("layout") or {}).get("columns", [])]
    trouble.write(batch, columns, written)
    files.record_download(batch=batch, by=request.actor, at=request.at)
    headers = {"Content-Disposition": f'attachment; filename="not-imported-{batch.pk}.csv"'}
    return HttpResponse("\ufeff" + written.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


def done_or_refused(request: Any, batch: ImportBatch, act: Any) -> HttpResponse:
    try:
        act()
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("A worker has it now. You can leave this page."))
    return redirect("imports:batch", batch_id=batch.pk)
