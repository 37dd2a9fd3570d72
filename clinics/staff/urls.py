from django.urls import include, path

from clinics.staff.views import account, directory, invitation, person, policy, session, sessions

app_name = "staff"
one_person = [
    path("", person.show, name="person"),
    path("details/", person.details, name="person_details"),
    path("roles/", person.roles, name="person_roles"),
    path("deactivation/", person.deactivation, name="deactivation"),
    path("reactivation/", person.reactivation, name="reactivation"),
    path("sign-out/", person.sign_out, name="person_sign_out"),
    path("second-factor-reset/", person.second_factor_reset, name="second_factor_reset"),
]
urlpatterns = [
    path("accounts/invitations/<str:token>/", invitation.accept, name="accept_invitation"),
    path("accounts/session/", session.left, name="session"),
    path("accounts/session/renewal/", session.renewal, name="renewal"),
    path("accounts/session/renewed/", session.renewed, name="renewed"),
    path("settings/account/", account.edit, name="account"),
    path("settings/account/sign-out-everywhere/", account.sign_out_everywhere, name="sign_out_everywhere"),
    path("settings/account/sessions/", sessions.index, name="sessions"),
    path("settings/account/sessions/others/ending/", sessions.ending_others, name="ending_others"),
    path("settings/account/sessions/<uuid:handle>/ending/", sessions.ending, name="session_ending"),
    path("settings/sign-in/", policy.edit, name="policy"),
    path("settings/staff/", directory.index, name="directory"),
    path("settings/staff/invitations/new/", invitation.create, name="invite"),
    path("settings/staff/invitations/<uuid:pk>/renewal/", invitation.renewal, name="invitation_renewal"),
    path("settings/staff/invitations/<uuid:pk>/withdrawal/", invitation.withdrawal, name="invitation_withdrawal"),
    path("settings/staff/<uuid:pk>/", include(one_person)),
]
