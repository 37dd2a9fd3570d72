"""What the floor's own events are called in the trail."""

from django.utils.translation import gettext_lazy as _

from clinics.audit.sentences import Sentence, register

S = Sentence

register(
    (
        S(name="audit.listed", did=_("read the trail through a program"), reads=True),
        S(name="audit.viewed", did=_("read the trail, in which %(about)s can be recognised"), reads=True),
        S(name="audit.exported", did=_("downloaded a part of the trail"), reads=True, takes_out=True),
        S(name="audit.verification_ordered", did=_("asked whether the trail is whole")),
        S(name="audit.verified", did=_("looked whether the trail is whole")),
        S(name="anomaly.found", did=_("found something to look at in the trail")),
        S(name="anomaly.viewed", did=_("saw what in the trail needs a look, with %(about)s"), reads=True),
        S(name="anomaly.reviewed", did=_("decided about something in the trail")),
        S(name="watch_policy.changed", did=_("changed what is watched in the trail")),
        S(name="brand.changed", did=_("changed the clinic's name, colour or logo")),
        S(name="clinic.described", did=_("changed where the clinic is reached, its language, clock or week")),
        S(name="clinic.opened", did=_("opened the clinic")),
        S(name="clinic.registered", did=_("registered the clinic")),
        S(name="clinic.host_chosen", did=_("chose the clinic's address on the web")),
        S(name="clinic.host_removed", did=_("removed an address on the web")),
        S(name="clinic.suspended", did=_("suspended the clinic")),
        S(name="clinic.reactivated", did=_("opened the clinic again")),
        S(name="clinic.closed", did=_("closed the clinic")),
        S(name="sight_policy.changed", did=_("changed who sees whose records")),
        S(name="workplaces.changed", did=_("changed at which sites somebody works")),
        S(name="policy.changed", did=_("changed how people sign in")),
        S(name="place.added", did=_("added a place")),
        S(name="place.changed", did=_("changed a place")),
        S(name="place.hours_set", did=_("set the opening hours of a location")),
        S(name="place.closed", did=_("closed a place")),
        S(name="place.reopened", did=_("opened a place again")),
        S(name="invitation.sent", did=_("invited somebody to work here")),
        S(name="invitation.withdrawn", did=_("withdrew an invitation")),
        S(name="api_client.made", did=_("registered a program")),
        S(name="api_client.stopped", did=_("stopped a program")),
        S(name="api_client.resumed", did=_("let a program go on")),
        S(name="api_client.secret_renewed", did=_("renewed the secret of a program")),
        S(name="program.let_in", did=_("let a program act for them")),
        S(name="program.sent_away", did=_("ended what a program may do for somebody")),
        S(name="program.token_used_twice", did=_("gave a token back twice, which ended its access")),
        S(name="keys.published", did=_("made a new key for the clinic")),
        S(name="keys.promoted", did=_("took the new key into use")),
        S(name="keys.rotated", did=_("destroyed the earlier key; everything is sealed with the new one")),
        S(name="keys.rewrapped", did=_("put the clinic's keys under the new wrapping key")),
        S(name="keys.operators_rewrapped", did=_("put the operators' keys under the new wrapping key")),
        S(name="webhook.added", did=_("added an address that is told of events")),
        S(name="webhook.changed", did=_("changed an address that is told of events")),
        S(name="webhook.stopped", did=_("stopped an address that is told of events")),
        S(name="webhook.resumed", did=_("let an address be told of events again")),
        S(name="webhook.tested", did=_("tried an address that is told of events")),
        S(name="webhook.replayed", did=_("sent events again to an address that is told of them")),
        S(name="webhook.secret_renewed", did=_("renewed the secret of an address that is told of events")),
        S(name="mail_address.marked", did=_("noted that mail to %(about)s does not arrive")),
        S(name="mail_address.released", did=_("let mail be sent to %(about)s again")),
        S(name="operator.created", did=_("made an account for an operator")),
        S(name="operator.renewed", did=_("renewed the account of an operator")),
    )
)
