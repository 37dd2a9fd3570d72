"""What can be decided about the clinic, and what a new one still has to do."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from clinics.home import setup
from clinics.home.context import settings_groups
from clinics.staff.access import requires
from clinics.staff.permissions import Permission


@requires(Permission.HOME)
@require_safe
def index(request: Any) -> HttpResponse:
    steps = setup.steps_for(request.actor, at=request.at)
    shown = {
        "groups": settings_groups(request),
        "steps": steps,
        "done": sum(step.is_done for step in steps),
        "is_set_up": all(step.is_done for step in steps),
    }
    return render(request, "home/settings/index.html", shown)
