"""All imports of the clinic, and beginning another."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from clinics.kit.refusal import Refusal
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from patients.imports.actions import files
from patients.imports.forms import FileForm
from patients.imports.queries import batches


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.PATIENT_IMPORT)
def index(request: Any) -> HttpResponse:
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            batch = files.receive(file=asked["file"], software=asked["software"], by=request.actor, at=request.at)
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("imports:batch", batch_id=batch.pk)
    context = {"form": form, "batches": batches.latest()}
    return render(request, "imports/directory/index.html", context, status=422 if form.errors else 200)
