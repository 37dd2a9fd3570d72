"""What holds in every environment. Values that differ are read from `config.env`."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from config import env
from config.observability.logging import configure as configure_logging
from config.observability.logging import logging_settings
from config.postgres.arming import disarm

BASE_DIR = env.BASE_DIR

# --- hosts --------------------------------------------------------------------------------------

BASE_DOMAIN = env.text("BASE_DOMAIN", "localhost:8000")
BASE_HOST, _colon, _port = BASE_DOMAIN.partition(":")
BASE_PORT = f":{_port}" if _port else ""
PUBLIC_SCHEME = "https"
ALLOWED_HOSTS = ["*"]  # ClinicMiddleware answers known hosts only
LISTEN_DATABASE_URL = env.text("LISTEN_DATABASE_URL")
WEB_THREADS = env.integer("WEB_THREADS", 16)
TRUSTED_PROXIES = env.names("TRUSTED_PROXIES")
USE_X_FORWARDED_HOST = False
USE_X_FORWARDED_PORT = False

# --- apps ---------------------------------------------------------------------------------------

BOTH = [
    "clinics.staff",
    "clinics.audit",
    "clinics.events",
    "config.apps.AuthConfig",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.admin.apps.SimpleAdminConfig",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.mfa",
]
# What stands in `public` (platform and operators) and what stands in each clinic's schema.
SHARED_APPS = ["django_tenants", "clinics", "clinics.usage", *BOTH]
TENANT_APPS = [
    *BOTH,
    "allauth.idp.oidc",
    "clinics.api",
    "clinics.places",
    "clinics.oversight",
    "clinics.operators",
    "clinics.single_sign_on",
    "clinics.webhooks",
    "patients",
    "patients.charts",
    "patients.documents",
    "patients.imports",
    "appointments",
    "billing",
]
WITHOUT_TABLES = [
    "clinics.mail",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "django_otp",
    "django_htmx",
    "django_filters",
    "heroicons",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
INSTALLED_APPS = [
    *dict.fromkeys(["config.apps.ConfigConfig", *SHARED_APPS, *TENANT_APPS, *WITHOUT_TABLES]),
]
AUTH_USER_MODEL = "staff.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- tenancy ------------------------------------------------------------------------------------

TENANT_MODEL = "clinics.Clinic"
TENANT_DOMAIN_MODEL = "clinics.Domain"
PUBLIC_SCHEMA_NAME = "public"
PUBLIC_SCHEMA_URLCONF = "config.urls_platform"
ROOT_URLCONF = "config.urls_clinic"
TENANT_LIMIT_SET_CALLS = True
TENANT_COLOR_ADMIN_APPS = False
DATABASE_ROUTERS = [
    "config.postgres.router.SchemaRouter",
    "django_tenants.routers.TenantSyncRouter",  # django-tenants insists; ours always answers first
]
HOST_CACHE_SECONDS = 5.0
SEALING_KEYS_SECONDS = 240.0  # nothing is sealed with keys read longer ago; `rotate_keys` waits for longer than this
# What clinic roles may do to tables of packages, beyond reading and inserting.
THIRD_PARTY_CHANGEABLE = {
    "account_emailaddress": "UPDATE, DELETE",
    "account_emailconfirmation": "UPDATE, DELETE",
    "django_admin_log": "",
    "django_session": "UPDATE, DELETE",
    "mfa_authenticator": "UPDATE, DELETE",
    "socialaccount_socialaccount": "UPDATE, DELETE",
    "socialaccount_socialapp": "UPDATE, DELETE",
    "socialaccount_socialtoken": "UPDATE, DELETE",
    "allauth_idp_oidc_client": "UPDATE, DELETE",
    "allauth_idp_oidc_token": "UPDATE, DELETE",
}

_POOL = {"min_size": 1, "max_size": 20, "max_lifetime": 900, "timeout": 10}


def database(name: str, *, owner: bool, pool: bool) -> dict:
    """The connection an environment variable names; without it, the embedded server's."""
    options: dict = {"server_side_binding": True}
    if pool:
        options["pool"] = {**_POOL, "reset": disarm}
    found = env.database(name)
    if found is None:
        found = {"ENGINE": "config.postgres", "NAME": "polyclinic", "EMBEDDED": True}
    found["OPTIONS"] = {**found.get("OPTIONS", {}), **options}
    return {**found, "OWNER": owner, "CONN_MAX_AGE": 0}


# --- requests -----------------------------------------------------------------------------------

MIDDLEWARE = [
    "config.middleware.probes.ProbesMiddleware",
    "config.middleware.proxies.ProxiesMiddleware",
    "config.middleware.request_id.RequestIdMiddleware",
    "config.middleware.observation.ObservationMiddleware",
    "config.middleware.headers.HeadersMiddleware",
    "config.middleware.transport.TransportMiddleware",
    "config.middleware.compression.CompressionMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.clinic.ClinicMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.actor.ActorMiddleware",
    "config.middleware.locale.LocaleMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "config.middleware.idle.IdleMiddleware",
    "config.middleware.visit.VisitMiddleware",
    "config.middleware.farewell.FarewellMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "config.middleware.refusals.RefusalsMiddleware",
    "config.middleware.second_factor.SecondFactorMiddleware",
    "config.middleware.access.AccessMiddleware",
    "config.middleware.proof.ProofMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "clinics.home.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "config.forms.FormRenderer"
WSGI_APPLICATION = "config.wsgi.application"

# --- sign-in ------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "clinics.staff.passwords.WordsOfThePlace"},
    {"NAME": "clinics.staff.passwords.EasilyGuessed"},
]
CSRF_FAILURE_VIEW = "config.errors.forged"
LOGIN_URL = "/accounts/login/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "clinics.single_sign_on.adapters.EntranceAdapter"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "clinics.staff.reset_links.ResetTokens"  # noqa: S105  a class
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True  # the adapter writes to nobody, in the same time
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False  # the cookie goes with the browser
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
PASSWORD_RESET_TIMEOUT = 4 * 3600
MFA_ADAPTER = "clinics.staff.adapters.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "clinics.staff.adapters.forms.SignInCodeForm",
    "reauthenticate": "clinics.staff.adapters.forms.ConfirmCodeForm",
    "authenticate_webauthn": "clinics.staff.adapters.forms.PasskeyCodeForm",
    "login_webauthn": "clinics.staff.adapters.forms.PasskeySignInForm",
    "reauthenticate_webauthn": "clinics.staff.adapters.forms.ConfirmPasskeyForm",
    "add_webauthn": "clinics.staff.adapters.forms.AddPasskeyForm",
}
SESSION_ENGINE = "clinics.staff.sessions"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- keys, files, cache, mail -------------------------------------------------------------------

KMS_KEY_ID = env.text("KMS_KEY_ID")
KMS_PREVIOUS_KEY_ID = env.text("KMS_PREVIOUS_KEY_ID")  # opens what is not wrapped anew yet: rotate_keys --wrapping
MASTER_KEY_FILE = env.data_dir() / "master.key"
DATA_DIR = env.data_dir()
DOCUMENTS_BUCKET = env.text("DOCUMENTS_BUCKET")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Polyclinic <no-reply@localhost>")
MAIL_TRANSPORT = env.text("MAIL_TRANSPORT", "keep")
EMAIL_BACKEND = (
    "clinics.events.ses.Backend" if MAIL_TRANSPORT == "ses" else "django.core.mail.backends.dummy.EmailBackend"
)
AWS_SES_REGION_NAME = env.text("AWS_REGION") or None  # else what boto3 finds
AWS_SES_REGION_ENDPOINT_URL = None  # boto3 reads AWS_ENDPOINT_URL itself
AWS_SES_AUTO_THROTTLE = None
AWS_SES_CONFIGURATION_SET = env.text("AWS_SES_CONFIGURATION_SET") or None
MAIL_EVENTS_TOPICS = env.names("AWS_SES_EVENTS_TOPICS")  # ARNs of the SNS topics SES reports to
_CACHE_URL = env.text("CACHE_URL")
CACHES = {
    "default": {
        "BACKEND": f"django.core.cache.backends.{'redis.RedisCache' if _CACHE_URL else 'locmem.LocMemCache'}",
        "LOCATION": _CACHE_URL,
        "KEY_FUNCTION": "django_tenants.cache.make_key",
        "REVERSE_KEY_FUNCTION": "django_tenants.cache.reverse_key",
    }
}

# --- background work ----------------------------------------------------------------------------

CELERY_BROKER_URL = env.text("CELERY_BROKER_URL", "filesystem://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # SQS has no broadcast; nothing of ours needs it
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
if CELERY_BROKER_URL == "filesystem://":
    # Folders on a laptop. What must not be lost is a row, not a message; see clinics.events.
    _queue = env.data_dir() / "queue"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(_queue / "messages"),
        "data_folder_out": str(_queue / "messages"),
        "processed_folder": str(_queue / "done"),
        "control_folder": str(_queue / "control"),
        "store_processed": False,
        "polling_interval": 0.2,  # seconds between looks into the folder; else one message a second
    }

# --- language, time, files ----------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [BASE_DIR / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Sealed objects only; see patients.documents. boto3 reads AWS_* and AWS_ENDPOINT_URL itself.
    "documents": (
        {
            "BACKEND": "patients.documents.storage.BucketStorage",
            "OPTIONS": {"bucket_name": DOCUMENTS_BUCKET, "signature_version": "s3v4"},
        }
        if DOCUMENTS_BUCKET
        else {
            "BACKEND": "patients.documents.storage.FolderStorage",
            "OPTIONS": {"location": str(DATA_DIR / "documents")},
        }
    ),
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "config" / "static"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_HANDLERS = ["clinics.encryption.uploads.SealedUploadHandler"]  # never a readable temporary file
CLAMAV_ADDRESS = env.text("CLAMAV_ADDRESS")  # host:port or the path of a socket; without one nothing is scanned
UPLOAD_MAX_BYTES = 100_000_000
DATA_UPLOAD_MAX_NUMBER_FILES = 1  # no form asks for more

# --- API ----------------------------------------------------------------------------------------

API_RATE = env.text("API_RATE", "600/min")  # of one client or person
API_CALLS_KEPT_EVERY = 15  # seconds between writing down how often programs asked; 0 for never
API_RATE_UNKNOWN = env.text("API_RATE_UNKNOWN", "60/min")  # of one network address without a token
IDP_OIDC_ADAPTER = "clinics.api.issuer.IssuerAdapter"
IDP_OIDC_ACCESS_TOKEN_FORMAT = "jwt"  # noqa: S105  a format
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 600
IDP_OIDC_REFRESH_TOKEN_EXPIRES_IN = 12 * 3600
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "EXCEPTION_HANDLER": "clinics.api.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Polyclinic",
    "VERSION": "1",
    "DESCRIPTION": "The API of one clinic. Each clinic has its own host, its own tokens and its own data.",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": [],
    "ENABLE_LIST_MECHANICS_ON_NON_2XX": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [],  # choices stand where they are used
}

# --- outgoing requests --------------------------------------------------------------------------

OUTGOING_REACHES_LOOPBACK = False  # whether webhooks and sign-in may ask this machine itself, unencrypted too

# --- logs and numbers ---------------------------------------------------------------------------

METRICS_TOKEN = env.text("METRICS_TOKEN")
PROMETHEUS_MULTIPROC_DIR = env.text("PROMETHEUS_MULTIPROC_DIR")
WORKER_PORT = env.integer("WORKER_PORT", 0)
LOGGING = logging_settings(readable=True)
configure_logging()

# --- switches -----------------------------------------------------------------------------------

SHOW_GALLERY = False
IS_DEMO = False
