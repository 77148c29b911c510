"""Settings: everything an operator may say comes from the environment, is checked here, and fails with what to do."""

import os
import secrets
import tempfile
from datetime import timedelta
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from curbside.web.environment import read_bool, read_choice, read_days, read_int, read_list

# demo: made-up content and printed sign-ins. production: refuses to start half configured. test: what pytest uses.
MODE = read_choice("CURBSIDE_MODE", ("test", "demo", "production"), default="test")
DEMO = MODE == "demo"
PRODUCTION = MODE == "production"

# Tests never touch the folder a person works in.
_default_data = tempfile.mkdtemp(prefix="curbside-test-") if MODE == "test" else "var"
DATA_DIR = Path(os.environ.get("CURBSIDE_DATA") or _default_data).absolute()
INDEX_DIR = DATA_DIR / "index"
INDEX_ADDRESS = os.environ.get("CURBSIDE_INDEX", "")
if INDEX_ADDRESS and not INDEX_ADDRESS.startswith(("postgres://", "postgresql://")):
    raise ImproperlyConfigured("CURBSIDE_INDEX must be postgres://…, or unset for files under CURBSIDE_DATA.")
DATA_DIR.mkdir(parents=True, exist_ok=True)
DEBUG = False


def _secret_key() -> str:
    given = os.environ.get("CURBSIDE_SECRET_KEY", "")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured(
            "CURBSIDE_SECRET_KEY is not set. Make one: "
            "python -c 'import secrets; print(secrets.token_urlsafe(64))' and keep it secret."
        )
    if not DEMO:
        return "test-only-" + "k" * 60
    kept = DATA_DIR / "secret.key"
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        fd = os.open(kept, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(fd, "w") as out:
            out.write(secrets.token_urlsafe(64))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = read_list("CURBSIDE_HOSTS") or ([] if PRODUCTION else ["*"])
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("CURBSIDE_HOSTS is not set. Give the site's host names, separated by commas.")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

# What people see.
SITE_NAME = os.environ.get("CURBSIDE_SITE_NAME", "Curbside")
BASE_URL = os.environ.get("CURBSIDE_BASE_URL", "").rstrip("/")
CURBSIDE_COUNTRY = os.environ.get("CURBSIDE_COUNTRY", "GB").upper()
EXIT_URL = os.environ.get("CURBSIDE_EXIT_URL", "https://www.weather.gov/")

# Periods. The claim is long enough for one reply, short enough that a closed laptop does not hold a question.
CLAIM_PERIOD = timedelta(minutes=read_int("CURBSIDE_CLAIM_MINUTES", 30))
DRAFT_PERIOD = timedelta(hours=read_int("CURBSIDE_DRAFT_HOURS", 24))
ORIGINAL_TEXT_PERIOD = timedelta(days=read_int("CURBSIDE_ORIGINAL_TEXT_DAYS", 90))
# A published answer is read again after these: the site's interval, a department's own, and the longest for topics
# about which a wrong answer harms most.
REVIEW_PERIOD = timedelta(days=read_int("CURBSIDE_REVIEW_DAYS", 730))
REVIEW_PERIODS = {id: timedelta(days=days) for id, days in read_days("CURBSIDE_REVIEW_DAYS_BY_DEPARTMENT").items()}
HIGH_RISK_REVIEW_PERIOD = timedelta(days=read_int("CURBSIDE_HIGH_RISK_REVIEW_DAYS", 365))
# Of answers that are not high-risk (these always), how many in a hundred a second clinician reads, and how soon.
PEER_REVIEW_PERCENT = read_int("CURBSIDE_PEER_REVIEW_PERCENT", 5)
PEER_REVIEW_PERIOD = timedelta(days=read_int("CURBSIDE_PEER_REVIEW_DAYS", 14))
ACCESS_KEY_PERIOD = timedelta(days=read_int("CURBSIDE_ACCESS_DAYS", 730))
# Hours in which an answer is due, by urgency, until the service has waiting times of its own.
# Working hours of the department; an emergency's clock runs day and night.
DUE_HOURS = {"emergency": 1, "urgent": 8, "routine": 48}
# Hours, around the clock, in which a reader's report about a published page has to be settled, by its kind.
REPORT_HOURS = {"medical": 8, "privacy": 4, "other": 72}
# Asked back, a person is reminded once and the question is closed kindly after these.
ASK_BACK_REMIND = timedelta(days=read_int("CURBSIDE_ASK_BACK_REMIND_DAYS", 3))
ASK_BACK_CLOSE = timedelta(days=read_int("CURBSIDE_ASK_BACK_CLOSE_DAYS", 14))
# Somebody who has not typed for so long can be relieved by a colleague.
TAKE_OVER_AFTER = timedelta(minutes=read_int("CURBSIDE_TAKE_OVER_MINUTES", 10))
MAX_TEXT_CHARS = read_int("CURBSIDE_MAX_TEXT_CHARS", 10_000)
# Proxies in front of the site that append to X-Forwarded-For; 0 means the header is not believed at all.
TRUSTED_PROXIES = read_int("CURBSIDE_TRUSTED_PROXIES", 0)
# How often one network may do a thing within an hour: many people of one clinic share an address.
HOURLY_LIMITS = {
    "ask": read_int("CURBSIDE_HOURLY_ASKS", 100),
    "report": 30,
    "vote": 300,
    "wrong-link": 30,
    "apply": 10,
    "photos": 60,
}
# From this hour on (TIME_ZONE) the daily messages leave.
DIGEST_HOUR = read_int("CURBSIDE_DIGEST_HOUR", 7)
MORE_INFO = read_bool("CURBSIDE_MORE_INFO", True)
# Departments whose answers get no More info.
MORE_INFO_OFF = frozenset(read_list("CURBSIDE_MORE_INFO_OFF"))
# Drafts for a reply, out of near published answers and text blocks, for the doctor alone.
REPLY_DRAFTS = read_bool("CURBSIDE_REPLY_DRAFTS", True)
# A language model that proposes sentences for More info; without an address there is none. It gets de-identified text.
LLM_URL = os.environ.get("CURBSIDE_LLM_URL", "").rstrip("/")
LLM_KEY = os.environ.get("CURBSIDE_LLM_KEY", "")
LLM_MODEL = os.environ.get("CURBSIDE_LLM_MODEL", "")
LLM_TIMEOUT_S = read_int("CURBSIDE_LLM_TIMEOUT_S", 30)
LLM_DAILY_CALLS = read_int("CURBSIDE_LLM_DAILY_CALLS", 200)
if LLM_URL and not (LLM_URL.startswith(("https://", "http://")) and LLM_KEY and LLM_MODEL):
    raise ImproperlyConfigured(
        "CURBSIDE_LLM_URL needs an http(s) address, CURBSIDE_LLM_KEY and CURBSIDE_LLM_MODEL beside it."
    )
# Staff need a second factor; only the demo, with its printed passwords and made-up patients, does without.
SECOND_FACTOR = read_bool("CURBSIDE_SECOND_FACTOR", not DEMO)
if PRODUCTION and not SECOND_FACTOR:
    raise ImproperlyConfigured("CURBSIDE_SECOND_FACTOR=no is refused in production.")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "curbside.web.ui",  # before allauth: its sign-in pages take our templates
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "curbside.web.audit",
    "curbside.web.accounts",
    "curbside.web.departments",
    "curbside.web.rota",
    "curbside.web.library",
    "curbside.web.topics",
    "curbside.web.questions",
    "curbside.web.similar",
    "curbside.web.notices",
    "curbside.web.intake",
    "curbside.web.drafts",
    "curbside.web.answers",
    "curbside.web.publishing",
    "curbside.web.blocks",
    "curbside.web.reviews",
    "curbside.web.ask",
    "curbside.web.desk",
    "curbside.web.pages",
    "curbside.web.moderation",
    "curbside.web.people",
    "curbside.web.stats",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "curbside.web.headers.HeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "curbside.web.bad_input.BadInputMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "curbside.web.urls"
WSGI_APPLICATION = "curbside.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "curbside.web.ui.context.site",
                "curbside.web.staff_menu.staff",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'curbside.sqlite3'}", conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a deferred transaction that turns into a write fails at once beside another writer.
    # secure_delete: without it erased text stays readable in the file.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
if MODE == "test":
    # A task is only a wake-up; tests call the lifecycle themselves.
    TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend", "QUEUES": ["default"]}}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 2000}}}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
if MODE == "test":
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick: tests make hundreds of people
ACCOUNT_ADAPTER = "curbside.web.accounts.adapters.StaffOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = SITE_NAME
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("CURBSIDE_TIME_ZONE", "UTC")

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = MODE == "test"

# Security. TLS ends at the proxy in production; the demo speaks plain HTTP on this machine only.
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION and TRUSTED_PROXIES else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_NAME = "__Host-curbside" if PRODUCTION else "curbside"
CSRF_COOKIE_NAME = "__Host-curbside-csrf" if PRODUCTION else "curbside-csrf"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = CSRF_COOKIE_AGE = 60 * 60 * 12
CSRF_FAILURE_VIEW = "curbside.web.errors.csrf_failure"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

EMAIL_BACKEND = os.environ.get(
    "CURBSIDE_EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.filebased.EmailBackend",
)
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_HOST = os.environ.get("CURBSIDE_SMTP_HOST", "localhost")
EMAIL_PORT = read_int("CURBSIDE_SMTP_PORT", 25)
DEFAULT_FROM_EMAIL = os.environ.get("CURBSIDE_MAIL_FROM", "curbside@localhost")

# Logs carry names and numbers, never what a person wrote: request bodies and query strings are not logged.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": os.environ.get("CURBSIDE_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "WARNING"},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "curbside.web.errors.NoTextReporterFilter"
