from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Charges, invoices, payments and the ledger."""

    name = "billing"
    label = "billing"
    # What was issued, paid or booked is only ever added to.
    changeable: dict[str, str] = {
        "billing_account": "UPDATE",
        "billing_desk": "UPDATE",
        "billing_draftline": "UPDATE, DELETE",
        "billing_fee": "UPDATE",
        "billing_feelist": "UPDATE",
        "billing_invoicelink": "UPDATE",
        "billing_invoicedraft": "UPDATE, DELETE",
        "billing_invoicestanding": "UPDATE",
        "billing_paymentstanding": "UPDATE",
        "billing_series": "UPDATE",
        "billing_taxrate": "UPDATE",
    }

    def ready(self) -> None:
        from billing import registrations

        registrations.register()
