"""Whether patients are reminded of their appointments, and how long before."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from appointments.actions import reminding
from appointments.forms.reminders import ReminderForm
from appointments.queries.told import reminder_policy
from appointments.views.sheet import Crumb, Sheet, fill
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@requires(Permission.CALENDAR_CONFIGURE)
def edit(request: ClinicRequest) -> HttpResponse:
    policy = reminder_policy()
    form = ReminderForm(request.POST or None, initial={"is_on": policy.is_on, "hours_before": policy.hours_before})
    sheet = Sheet(
        title=_("Reminders"),
        above=[Crumb(_("Settings"), reverse("home:settings"))],
        button=_("Save"),
        done=_("Saved. Whoever is to be reminded by now is reminded at once."),
    )
    return fill(request, form, sheet, lambda **given: reminding.decide(**given, by=request.actor, at=request.at))
