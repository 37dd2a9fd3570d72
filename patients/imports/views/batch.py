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
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.imports.actions import files
from patients.imports.forms import AnswersForm
from patients.imports.models import BatchState, ImportBatch
from patients.imports.queries import batches, trouble

WAITING = (BatchState.ASKING, BatchState.READY)


@require_safe
@requires(Permission.PATIENT_IMPORT)
def page(request: Any, batch_id: UUID) -> HttpResponse:
    batch = get_object_or_404(batches.known(), pk=batch_id)
    context: dict[str, Any] = {"batch": batch, "job": batches.job_under_way(batch)}
    if batch.state in WAITING and batch.storage_key:
        context["plan"] = plan = files.planned(batch, at=request.at)
        context["form"] = AnswersForm(plan.questions)
    else:
        context["troubled"], context["kept"] = batches.troubled(batch), batches.kept(batch)
    fragment = "imports/batch/_progress.html" if request.htmx and context["job"] else "imports/batch/page.html"
    response = render(request, fragment, context)
    if request.htmx and not context["job"]:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@requires(Permission.PATIENT_IMPORT)
def answers(request: Any, batch_id: UUID) -> HttpResponse:
    batch = get_object_or_404(batches.known(), pk=batch_id)
    plan = files.planned(batch, at=request.at)
    form = AnswersForm(plan.questions, request.POST)
    if form.is_valid():
        files.answer(batch=batch, answers=form.answers, by=request.actor, at=request.at)
        return redirect("imports:batch", batch_id=batch.pk)
    context = {"batch": batch, "plan": plan, "form": form}
    return render(request, "imports/batch/page.html", context, status=422)


@require_POST
@requires(Permission.PATIENT_IMPORT)
def start(request: Any, batch_id: UUID) -> HttpResponse:
    batch = get_object_or_404(batches.known(), pk=batch_id)
    return done_or_refused(request, batch, lambda: files.start(batch=batch, by=request.actor, at=request.at))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PATIENT_IMPORT)
def undo(request: Any, batch_id: UUID) -> HttpResponse:
    """Ask whether the import is to be taken back, and have it done."""
    batch = get_object_or_404(batches.known(), pk=batch_id)
    if request.method != "POST":
        return render(request, "imports/batch/undo.html", {"batch": batch})
    return done_or_refused(request, batch, lambda: files.start_undoing(batch=batch, by=request.actor, at=request.at))


@require_safe
@requires(Permission.PATIENT_IMPORT)
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
