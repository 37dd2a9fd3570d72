"""The matrix, a table for each part of the product, one line for each method of an address.

A page that is added gets its lines here, in the table of its part, before it lands.
"""

from tests.access.tables import api, billing, documents, home, imports, notes, patients, programs, staff, trail

PAGES = {
    "home": home.ROWS,
    "staff": staff.ROWS,
    "patients": patients.ROWS,
    "notes": notes.ROWS,
    "documents": documents.ROWS,
    "imports": imports.ROWS,
    "billing": billing.ROWS,
    "programs": programs.ROWS,
    "trail": trail.ROWS,
    "open": api.OPEN,
}
API = api.ROWS
