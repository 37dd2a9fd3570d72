from django.urls import path

from clinics.staff.views import invitation

app_name = "staff"
urlpatterns = [
    path("invitations/<str:token>/", invitation.accept, name="accept_invitation"),
]
