from django.urls import path

from clinics.operators.views import entrance, visits

app_name = "operators"
urlpatterns = [
    path("operators/entry/", entrance.enter, name="enter"),
    path("operators/visit/end/", entrance.leave, name="leave"),
    path("settings/operators/", visits.index, name="visits"),
    path("settings/operators/<uuid:visit_id>/ending/", visits.ending, name="ending"),
]
