"""What events about visits of operators are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register

S = Sentence

register(
    (
        S(name="operator_visit.asked", did=_("asked to enter the clinic as an operator")),
        S(name="operator_visit.refused", did=_("was not let into the clinic as an operator")),
        S(name="operator_visit.began", did=_("entered the clinic as an operator")),
        S(name="operator_visit.ended", did=_("ended the visit of an operator")),
    )
)
