"""The dangerous acts: what asks again for a password, a passkey or a code when the last one is old. The list is closed.

`*` stands for everything below an address. Everything else goes on with the proof of signing in.
"""

MFA = "accounts/2fa/"

BOTH_HOSTS = (
    # second factors: their pages show secrets, too
    f"{MFA}totp/activate/",
    f"{MFA}totp/deactivate/",
    f"{MFA}recovery-codes/*",
    f"{MFA}webauthn/add/",
    f"{MFA}webauthn/keys/*",
    # the administration, all of it but its doors
    "admin/",
    "admin/staff/*",
    "admin/autocomplete/",
    "admin/jsi18n/",
    "admin/password_change/done/",
    "admin/^(*",
    "admin/(*",
)
AT_A_CLINIC = (
    *BOTH_HOSTS,
    # who works here and what they may
    "settings/staff/invitations/new/",
    "settings/staff/invitations/<uuid:pk>/renewal/",
    "settings/staff/<uuid:pk>/roles/",
    "settings/staff/<uuid:pk>/reactivation/",
    "settings/staff/<uuid:pk>/second-factor-reset/",
    "settings/sign-in/",
    "settings/sign-in/provider/",
    "settings/sign-in/provider/removal/",
    "settings/sign-in/provider/people/<uuid:pk>/unlinking/",
    # who sees whom
    "settings/sight/",
    "settings/sight/sites/",
    "settings/sight/restricted/<uuid:patient_id>/lifting/",
    # programs: what lets them in, and where they are told
    "settings/api-clients/new/",
    "settings/api-clients/<str:client_id>/secret/",
    "settings/api-clients/<str:client_id>/resumption/",
    "settings/webhooks/new/",
    "settings/webhooks/<uuid:endpoint_id>/edit/",
    "settings/webhooks/<uuid:endpoint_id>/secret/",
    "settings/webhooks/<uuid:endpoint_id>/resumption/",
    "identity/o/authorize",
    # what leaves the clinic, and who watches
    "settings/audit/export/",
    "settings/audit/watch/",
    "settings/import/<uuid:batch_id>/errors/",
    "settings/import/<uuid:batch_id>/undo/",
)
AT_THE_PLATFORM = (*BOTH_HOSTS, "admin/clinics/*", "admin/usage/*", "admin/events/*")

# They only lead to another address, which asks for itself.
LEADING = ("<path:object_id>/", "r/<path:content_type_id>/<path:object_id>/")


def is_dangerous(address: str, listed: tuple[str, ...]) -> bool:
    if address.startswith("admin/") and address.endswith(LEADING):
        return False
    return any(address.startswith(each[:-1]) if each.endswith("*") else address == each for each in listed)
