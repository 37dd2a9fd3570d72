"""Tax rates that fees may have."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from billing.actions import tax_rates
from billing.forms.fees import EndForm, TaxRateForm
from billing.queries import prices
from billing.views.fees import asked, today, who
from clinics.staff.access import requires
from clinics.staff.permissions import Permission
from clinics.staff.request import ClinicRequest


@require_safe
@requires(Permission.FEES_CONFIGURE)
def index(request: ClinicRequest) -> HttpResponse:
    return render(request, "billing/taxes/index.html", {"rates": list(prices.all_rates()), "day": today(request)})


@requires(Permission.FEES_CONFIGURE)
def new(request: ClinicRequest) -> HttpResponse:
    form = TaxRateForm(request.POST or None, initial={"valid_from": today(request)})
    title = _("Add a tax rate")
    return asked(
        request, form, title, _("Saved."), lambda told: tax_rates.add(**told, **who(request)), back="fees:taxes"
    )


@requires(Permission.FEES_CONFIGURE)
def end(request: ClinicRequest, rate_id: UUID) -> HttpResponse:
    rate = get_object_or_404(prices.all_rates(), pk=rate_id)
    form = EndForm(request.POST or None, initial={"valid_until": rate.valid_until})
    title = _("When does %(name)s end?") % {"name": rate.name}
    done = _("Saved. Services keep their tax until you change them.")
    return asked(
        request, form, title, done, lambda told: tax_rates.end(rate=rate, **told, **who(request)), back="fees:taxes"
    )
