"""Addresses below `/settings/` of what the calendar is made of."""

from django.urls import path

from appointments.views import equipment, hours, locations, needed, opening, providers, reminders, types

app_name = "settings"
urlpatterns = [
    path("locations/", locations.index, name="locations"),
    path("locations/new/", locations.new, name="new_location"),
    path("locations/<uuid:place_id>/", locations.show, name="location"),
    path("locations/<uuid:place_id>/edit/", locations.edit, name="location_edit"),
    path("locations/<uuid:place_id>/closing/", locations.closing, name="location_closing"),
    path("locations/<uuid:place_id>/reopening/", locations.reopening, name="location_reopening"),
    path("locations/<uuid:place_id>/departments/new/", locations.new_department, name="new_department"),
    path("locations/<uuid:place_id>/rooms/new/", locations.new_room, name="new_room"),
    path("locations/<uuid:place_id>/appointments/", needed.at_place, name="location_appointments"),
    path("locations/<uuid:place_id>/outside-hours/", needed.outside_at, name="location_outside"),
    path("locations/<uuid:place_id>/opening-hours/", opening.weekly, name="opening_hours"),
    path("locations/<uuid:place_id>/closures/new/", opening.new_closure, name="new_closure"),
    path(
        "locations/<uuid:place_id>/closures/<uuid:exception_id>/removal/",
        opening.closure_removal,
        name="closure_removal",
    ),
    path("locations/<uuid:place_id>/equipment/new/", equipment.new, name="new_equipment"),
    path("equipment/<uuid:equipment_id>/", equipment.edit, name="equipment"),
    path("equipment/<uuid:equipment_id>/closing/", equipment.closing, name="equipment_closing"),
    path("equipment/<uuid:equipment_id>/reopening/", equipment.reopening, name="equipment_reopening"),
    path("equipment/<uuid:equipment_id>/appointments/", needed.with_equipment, name="equipment_appointments"),
    path("providers/", providers.index, name="providers"),
    path("providers/new/", providers.new, name="new_provider"),
    path("providers/<uuid:provider_id>/", providers.show, name="provider"),
    path("providers/<uuid:provider_id>/edit/", providers.edit, name="provider_edit"),
    path("providers/<uuid:provider_id>/retirement/", providers.retirement, name="provider_retirement"),
    path("providers/<uuid:provider_id>/return/", providers.return_, name="provider_return"),
    path("providers/<uuid:provider_id>/appointments/", providers.booked, name="provider_appointments"),
    path("providers/<uuid:provider_id>/outside-hours/", providers.outside, name="provider_outside"),
    path("providers/<uuid:provider_id>/hours/", hours.weekly, name="provider_hours"),
    path("providers/<uuid:provider_id>/exceptions/new/", hours.new_exception, name="new_exception"),
    path(
        "providers/<uuid:provider_id>/exceptions/<uuid:exception_id>/removal/",
        hours.exception_removal,
        name="exception_removal",
    ),
    path("reminders/", reminders.edit, name="reminders"),
    path("appointment-types/", types.index, name="types"),
    path("appointment-types/new/", types.new, name="new_type"),
    path("appointment-types/<uuid:type_id>/", types.edit, name="type"),
    path("appointment-types/<uuid:type_id>/place/", types.place, name="type_place"),
    path("appointment-types/<uuid:type_id>/retirement/", types.retirement, name="type_retirement"),
    path("appointment-types/<uuid:type_id>/return/", types.return_, name="type_return"),
]
