from django.urls import path

from clinics.oversight.views import seals, trail

app_name = "oversight"
urlpatterns = [
    path("", trail.index, name="trail"),
    path("export/", trail.export, name="export"),
    path("events/<uuid:event_id>/", trail.show, name="event"),
    path("seals/", seals.index, name="seals"),
    path("seals/verification/", seals.look, name="verification"),
]
