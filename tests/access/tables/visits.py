"""What an operator of the platform may during a visit: settings, and what helps to look after them. The list is closed.

Each names a method and an address of the other tables, whose arguments, bodies and answers hold here as well; `*`
stands for both methods. `BELOW` opens all that stands below an address, but for what `BUT` names.
"""

MAY = {
    # the frame
    "GET ",
    "GET live/admission/",
    "GET search/",
    "GET help/keyboard/",
    "GET settings/",
    "* operators/visit/end/",
    # the clinic's settings
    "* settings/branding/",
    "GET settings/branding/preview/",
    "GET settings/branding/preview.css",
    "* settings/clinic/",
    "* settings/letterhead/",
    "* settings/reminders/",
    # who works here, to look at
    "GET settings/staff/",
    "GET settings/staff/<uuid:pk>/",
    # where programs are told, but not where they are told anew
    "GET settings/webhooks/",
    "GET settings/webhooks/<uuid:endpoint_id>/",
    "* settings/webhooks/<uuid:endpoint_id>/test/",
    "* settings/webhooks/<uuid:endpoint_id>/stop/",
    "* settings/webhooks/<uuid:endpoint_id>/replay/",
    "GET settings/webhooks/deliveries/",
    "GET settings/webhooks/deliveries/<uuid:delivery_id>/",
    "* settings/webhooks/deliveries/<uuid:delivery_id>/replay/",
}
BELOW = (
    "settings/desks/",
    "settings/locations/",
    "settings/equipment/",
    "settings/providers/",
    "settings/appointment-types/",
)
BUT = (
    # these show who is booked
    "settings/locations/<uuid:place_id>/appointments/",
    "settings/locations/<uuid:place_id>/outside-hours/",
    "settings/equipment/<uuid:equipment_id>/appointments/",
    "settings/providers/<uuid:provider_id>/appointments/",
    "settings/providers/<uuid:provider_id>/outside-hours/",
)

# Open to anybody, and to visitors as well: what holds no data, and languages. Everything of accounts is closed to them.
PUBLIC = ("branding.css", "branding/logo", "gallery/", "accounts/language/", "api/schema/", "api/docs/", "api/^.*$")
NOWHERE = 404
"""What is there for nobody is not there for visitors either."""


def is_open(method: str, address: str) -> bool:
    if {f"{method} {address}", f"* {address}"} & MAY:
        return True
    return address.startswith(BELOW) and address not in BUT
