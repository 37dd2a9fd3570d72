from django.urls import path

from clinics.oversight.views import reviews, seals, trail, watch

app_name = "oversight"
urlpatterns = [
    path("", trail.index, name="trail"),
    path("export/", trail.export, name="export"),
    path("events/<uuid:event_id>/", trail.show, name="event"),
    path("reviews/", reviews.index, name="reviews"),
    path("reviews/<uuid:anomaly_id>/", reviews.show, name="review"),
    path("watch/", watch.edit, name="watch"),
    path("seals/", seals.index, name="seals"),
    path("seals/verification/", seals.look, name="verification"),
]
