"""What events about mail are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register

S = Sentence

register(
    (
        S(name="mail.listed", did=_("saw mail to %(about)s in a list"), reads=True),
        S(name="mail.viewed", did=_("read a mail to %(about)s"), reads=True),
        S(name="mail.sent_again", did=_("had a mail to %(about)s sent again")),
    )
)
