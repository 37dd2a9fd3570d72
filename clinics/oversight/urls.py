from django.urls import path

from clinics.oversight.views import seals

app_name = "oversight"
urlpatterns = [
    path("seals/", seals.index, name="seals"),
    path("seals/verification/", seals.look, name="verification"),
]
