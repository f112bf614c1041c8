"""Django's settings, from `config.py`. 设置。"""

from pathlib import Path
from urllib.parse import unquote, urlparse

from csp.constants import NONE, SELF

from qinglian.web.core.config import ConfigError, load_config
from qinglian.web.core.locales import compiled_locales

CONFIG = load_config()
BASE = Path(__file__).resolve().parent.parent

SECRET_KEY = CONFIG.key
DEBUG = CONFIG.debug
ALLOWED_HOSTS = list(CONFIG.hosts)
DEMO = CONFIG.demo

HOUSE = [
    "audit", "accounts", "units", "clocks", "burden", "evidence", "tasks", "runs", "alerts", "rectification",
    "inspections", "campaigns", "duties", "creation", "consultations", "works", "bills", "concealed", "variations",
    "measurement", "performance", "acceptance", "maintenance", "feeds", "documents", "api", "demo",
]  # fmt: skip
"""The apps, in the order in which they may know each other: each imports only those before it."""

SILENCED_SYSTEM_CHECKS = ["models.W040"]
"""SQLite leaves out the columns that an index of PostgreSQL carries along; it finds the same rows."""

INSTALLED_APPS = [
    "qinglian.web.core",
    *(f"qinglian.web.{name}" for name in HOUSE if (BASE / name / "apps.py").exists()),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "axes",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "qinglian.web.accounts.certificates.only_from_the_proxy",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "qinglian.web.accounts.middleware.sign_in_rules",
    "axes.middleware.AxesMiddleware",
    "qinglian.web.core.started.measured",
]
SCOPE = "qinglian.web.units.scope"
"""Where the apps below `units` ask who may see what (`core.access`)."""
ROOT_URLCONF = "qinglian.web.core.urls"
WSGI_APPLICATION = "qinglian.web.core.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "qinglian.web.core.context.frame",
            ],
            "builtins": ["qinglian.web.core.templatetags.site", "django.templatetags.i18n"],
        },
    }
]


def _database(said: str) -> dict[str, object]:
    if said == "sqlite":
        CONFIG.data.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": CONFIG.data / "site.sqlite3",
            # WAL lets pages read while one writes; IMMEDIATE takes the write lock at once instead of failing half way.
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlparse(said)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ConfigError(
            f"database 应为 sqlite 或 postgresql://…，不能是 {parts.scheme or said}。"
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database(CONFIG.database)}
if CONFIG.audit_hash not in ("sha256", "sm3"):
    raise ConfigError(
        f"audit_hash 应为 sha256 或 sm3，不能是 {CONFIG.audit_hash}。It is sha256 or sm3."
    )
AUDIT_HASH = CONFIG.audit_hash
# In files, so that limits hold over all processes of the server.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": CONFIG.data / "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "runs"]}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = compiled_locales(BASE)
TIME_ZONE = CONFIG.timezone
USE_TZ = True
DATE_FORMAT = "Y-m-d"

STATIC_URL = "static/"
STATIC_ROOT = CONFIG.data / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": CONFIG.data / "uploads"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "qinglian.web.core.static_files.Hashed"
    },
}
WHITENOISE_USE_FINDERS = True

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "qinglian.web.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "qinglian.web.accounts.adapter.AccountAdapter"
# axes counts wrong passwords and locks; these only slow down, and hold for wrong codes of the second factor.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "60/m/ip,10/5m/key",
    "reauthenticate": "10/m/user",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if CONFIG.proxy else 0
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# The cookie ends with the browser, the session after the idle minutes at the latest.
ACCOUNT_SESSION_REMEMBER = False
MFA_ADAPTER = "qinglian.web.accounts.adapter.SecondFactorAdapter"
SECOND_FACTOR = CONFIG.second_factor
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "清廉"
MFA_RECOVERY_CODE_COUNT = 10
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "oidc",
                "name": CONFIG.oidc_name,
                "client_id": CONFIG.oidc_client,
                "secret": CONFIG.oidc_secret,
                "settings": {"server_url": CONFIG.oidc_url, "oauth_pkce_enabled": True},
            }
        ]
        if CONFIG.oidc_url
        else []
    }
}
OIDC_CLAIM = CONFIG.oidc_claim
CERTIFICATE_PROXIES = CONFIG.certificate_proxies
CERTIFICATE_HEADER = CONFIG.certificate_header
# A link, not a form: a form that ends at another site is what form-action of the policy below forbids.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_ADAPTER = "qinglian.web.accounts.adapter.OidcAdapter"

# Five wrong passwords lock one name from one address for half an hour (等保三级: 登录失败处理).
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "core/locked.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "qinglian.web.accounts.addresses.client_address"

SESSION_COOKIE_AGE = CONFIG.session_minutes * 60
SESSION_HOURS = CONFIG.session_hours
SESSIONS_EACH = CONFIG.sessions
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = CONFIG.https
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "qinglian.web.core.views.stale"
SECURE_SSL_REDIRECT = CONFIG.https
SECURE_HSTS_SECONDS = 31_536_000 if CONFIG.https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = CONFIG.https
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if CONFIG.proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
# Alerts that may wait in triage at once; red ones come in besides.
TRIAGE_QUEUE = CONFIG.triage_queue
# Campaigns a lead body may begin in a year without anybody's leave (003: 1至2个行业突出问题专项治理).
CAMPAIGNS_A_YEAR = CONFIG.campaigns_a_year
# Where messages may go inside (`api.outgoing`).
INTERNAL_HOSTS = CONFIG.internal_hosts
UPPER_URL = CONFIG.upper_url
UPPER_TOKEN = CONFIG.upper_token
UPPER_CODES = CONFIG.upper_codes
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
