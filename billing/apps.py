from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Charges, invoices, payments and the ledger."""

    name = "billing"
    label = "billing"
    changeable: dict[str, str] = {}
