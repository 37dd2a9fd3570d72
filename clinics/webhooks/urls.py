"""Addresses below `/settings/webhooks/`."""

from django.urls import include, path

from clinics.webhooks.views import deliveries, endpoints

app_name = "webhooks"
one_endpoint = [
    path("", endpoints.show, name="endpoint"),
    path("edit/", endpoints.edit, name="edit"),
    path("secret/", endpoints.secret, name="secret"),
    path("test/", endpoints.test, name="test"),
    path("stop/", endpoints.stop, name="stop"),
    path("resumption/", endpoints.resumption, name="resumption"),
    path("replay/", deliveries.replay_since, name="replay_since"),
]
urlpatterns = [
    path("", endpoints.index, name="index"),
    path("new/", endpoints.new, name="new"),
    path("deliveries/", deliveries.index, name="deliveries"),
    path("deliveries/<uuid:delivery_id>/", deliveries.show, name="delivery"),
    path("deliveries/<uuid:delivery_id>/replay/", deliveries.replay, name="replay"),
    path("<uuid:endpoint_id>/", include(one_endpoint)),
]
