"""Writing to whom the clinic named for its records, else to its owners. (Actions.)"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from clinics.events import mail
from clinics.kit.current import current_clinic
from clinics.oversight.queries.seals import privacy_officers

PREFIX = "audit."


def tell_officers(purpose: str, said: Mapping[str, object], *, page: str, at: datetime) -> None:
    """Inside a transaction: a mail of this purpose to each, with a link to `page`, an address of the clinic.

    The template is called as the purpose is, without its prefix. Nobody's health belongs into `said`.
    """
    for person in privacy_officers():
        mail.write(
            template=f"oversight/mail/{purpose.removeprefix(PREFIX)}",
            purpose=purpose,
            to=person.email,
            language=person.language,
            context={**said, "link": f"{current_clinic().base_url}{page}"},
            at=at,
        )
