from django.urls import path

from clinics.single_sign_on.views import confirmation, entrance, provider, sign_out

app_name = "single_sign_on"
urlpatterns = [
    path("accounts/provider/", entrance.begin, name="begin"),
    path("accounts/provider/answer/", entrance.answer, name="answer"),
    path("accounts/provider/sign-out/", sign_out.hear, name="sign_out"),
    path("accounts/provider/confirmation/", confirmation.begin, name="confirmation"),
    path("settings/sign-in/provider/", provider.edit, name="provider"),
    path("settings/sign-in/provider/test/", provider.test, name="test"),
    path("settings/sign-in/provider/removal/", provider.removal, name="removal"),
    path("settings/sign-in/provider/people/<uuid:pk>/unlinking/", provider.unlinking, name="unlinking"),
]
