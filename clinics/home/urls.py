from django.urls import path

from clinics.home.views import today

app_name = "home"
urlpatterns = [
    path("", today.index, name="today"),
]
