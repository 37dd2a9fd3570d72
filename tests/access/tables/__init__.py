"""The matrix, a table for each part of the product, one line for each method of an address.

A page that is added gets its lines here, in the table of its part, before it lands.
"""

from tests.access.tables import (
    accounts,
    administration,
    api,
    billing,
    calendar,
    documents,
    home,
    imports,
    notes,
    patients,
    programs,
    sight,
    staff,
    trail,
)

PAGES = {
    "home": home.ROWS,
    "staff": staff.ROWS,
    "patients": patients.ROWS,
    "notes": notes.ROWS,
    "documents": documents.ROWS,
    "imports": imports.ROWS,
    "billing": billing.ROWS,
    "calendar": calendar.ROWS,
    "programs": programs.ROWS,
    "sight": sight.ROWS,
    "trail": trail.ROWS,
    "accounts": accounts.ROWS,
    "administration": administration.CLINIC,
    "open": api.OPEN,
}
API = api.ROWS
SIGNING_IN = tuple(row for row in accounts.ROWS if row.address.startswith(("accounts/", "mail/")))
PLATFORM = (*administration.PLATFORM, *SIGNING_IN)
AT_A_CLINIC = (*(row for rows in PAGES.values() for row in rows), *API)
