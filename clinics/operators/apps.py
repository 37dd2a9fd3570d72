from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OperatorsConfig(AppConfig):
    """Visits of operators. What a clinic knows of them stays with it: its rows are never deleted."""

    name = "clinics.operators"
    label = "operators"
    verbose_name = _("Operators")
    changeable = {"operators_visit": "UPDATE"}

    def ready(self) -> None:
        from clinics.operators import (
            receivers,  # noqa: F401  connects it
            registrations,
        )

        registrations.register()
