"""Django's settings, top to bottom. What a place must decide comes from the environment: see docs/deploying.md.

Every deviation from Django's default has its reason beside it.
"""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from spreadapp import env

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = env.mode()
IS_PRODUCTION = MODE is env.Mode.PRODUCTION
DEBUG = False  # never: an error page must not show answers, and tests and demo should meet what people meet

# --- Who and where -----------------------------------------------------------------------------------------------

MAKE_A_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
SECRET_KEY = (
    env.secret("SECRET_KEY", say=MAKE_A_KEY)
    if IS_PRODUCTION
    else env.text("SECRET_KEY", default="not-secret-only-for-demo-and-tests-on-this-machine")
)
SECRET_KEY_FALLBACKS = list(env.listed("SECRET_KEY_FALLBACKS"))

# The address people type. Links in mail are made from it and never from a request's Host header.
SITE_URL = (
    env.url("SITE_URL", schemes=("https",), say="https://octant.example.org")
    if IS_PRODUCTION
    else env.url(
        "SITE_URL", schemes=("http", "https"), say="http://localhost:8000", default="http://localhost:8000"
    )
).rstrip("/")
SITE_HOST = SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
ALLOWED_HOSTS = [SITE_HOST, *env.listed("ALLOWED_HOSTS")]
if not IS_PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS must not be *. Set for example: ALLOWED_HOSTS=octant.example.org"
    )
CONTACT_EMAIL = env.text("CONTACT_EMAIL", default="")
SOURCE_URL = env.text("SOURCE_URL", default="")

# --- What it is made of ------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "spreadapp.staticfiles.OctantStaticFiles",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "csp",
    "assessments.apps.AssessmentsConfig",
]

MIDDLEWARE = [
    "assessments.middleware.number_requests",
    "assessments.middleware.keep_to_our_own_pages",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "assessments.middleware.end_old_sessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "assessments.middleware.know_the_actor",
    "assessments.middleware.AnswerErrors",
    "assessments.middleware.keep_private_pages_private",
]

ROOT_URLCONF = "spreadapp.urls"
WSGI_APPLICATION = "spreadapp.wsgi.application"

TEMPLATES = [
    {  # ours, all of them; first, so that django-allauth's pages and crispy's pack are ours too
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "assessments.ui.jinja.environment"},
    },
    {  # for packages that bring their own
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"
CRISPY_ALLOWED_TEMPLATE_PACKS = "nhsuk"
CRISPY_TEMPLATE_PACK = "nhsuk"

# --- The store ---------------------------------------------------------------------------------------------------

DATABASE_URL = (
    env.url(
        "DATABASE_URL",
        schemes=("postgres", "postgresql", "sqlite"),
        say="postgresql://octant:PASSWORD@localhost:5432/octant",
    )
    if IS_PRODUCTION
    else env.text("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'octant.sqlite3'}")
)
# Connections stay open between requests (a new one costs 5 ms) and are checked first, so that a restart of the
# database costs nobody an error.
DATABASES = {
    "default": dj_database_url.parse(
        DATABASE_URL, conn_max_age=env.integer("DATABASE_MAX_AGE", default=60), conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # WAL and IMMEDIATE: writers wait for each other and do not fail. FULL: what was acknowledged survives a power cut.
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
    if IS_PRODUCTION and not env.flag("ALLOW_SQLITE", default=False):
        raise ImproperlyConfigured(
            "DATABASE_URL names SQLite, which suits one team on one machine. "
            "Set DATABASE_URL=postgresql://..., or say that you mean it: ALLOW_SQLITE=yes"
        )
else:
    # behind PgBouncer in transaction mode a server-side cursor does not survive
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = env.flag("BEHIND_PGBOUNCER", default=False)

# Rate limits must be shared by all processes, so the cache is a table; a test run is one process.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if MODE is env.Mode.TEST
    else {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "octant_cache",
        # With Django's 300, counts of wrong passwords would be thrown out as soon as a few hundred people come by, and
        # whoever makes enough noise could guess on. `manage.py purge` removes what has run out.
        "OPTIONS": {"MAX_ENTRIES": 1_000_000},
    }
}

# --- People ------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "assessments.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["assessments.accounts.hashers.ModestArgon2"]
if MODE is env.Mode.TEST:
    PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # fast, for throw-away people
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "assessments.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "assessments.accounts.passwords.NotTooLong"},
    {"NAME": "assessments.accounts.passwords.NotAboutYou", "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": "assessments.accounts.passwords.NotAboutUs"},
    {"NAME": "assessments.accounts.passwords.NotCommon"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "innovations"
ACCOUNT_ADAPTER = "assessments.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "assessments.accounts.forms.SignInForm",
    "signup": "assessments.accounts.forms.CreateAccountForm",
    "reset_password": "assessments.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "assessments.accounts.forms.NewPasswordForm",
    "change_password": "assessments.accounts.forms.ChangePasswordForm",
    "set_password": "assessments.accounts.forms.SetPasswordForm",
    "reauthenticate": "assessments.accounts.forms.ConfirmItIsYouForm",
}
# django-allauth brings pages of its own, as .html. With another ending none of them can ever be shown by mistake.
ACCOUNT_TEMPLATE_EXTENSION = "jinja"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = SITE_URL.partition(":")[0]
ACCOUNT_LOGOUT_REDIRECT_URL = "account_signed_out"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password is told to its owner
# Per internet address (ip), per e-mail address (key), per person (user). At most 10 wrong passwords in 5 minutes for
# one account, and as many from one place unless a place says that it has more people behind one address; people who
# sign in rightly do not count. A room full of people behind one
# internet address can all make accounts.
SIGN_IN_FAILURES_PER_ADDRESS = env.integer("SIGN_IN_FAILURES_PER_ADDRESS", default=10, least=1)
ACCOUNT_RATE_LIMITS = {
    "login_failed": f"{SIGN_IN_FAILURES_PER_ADDRESS}/5m/ip,10/5m/key",
    "login": "60/m/ip",
    "signup": "40/10m/ip",
    "confirm_email": "1/3m/key",
    "new_link": "20/10m/ip",
    "trial": "40/10m/ip",
    "invite": "10/10m/user,30/d/user",  # of up to 8 letters each
    "reset_password": "20/10m/ip,5/10m/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "10/5m/user",
    "reauthenticate": "10/5m/user",
}
PASSWORD_RESET_TIMEOUT = 3600
# `manage.py purge` deletes accounts that are older and never confirmed their address: it may belong to someone who
# never asked for one. As long as a trial, which an account may claim before it is confirmed. A link works for one day.
UNCONFIRMED_DAYS = env.integer("UNCONFIRMED_DAYS", default=7, least=2)

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 3600  # at most a working day, then sign in again
SESSION_IDLE_SECONDS = env.integer("SESSION_IDLE_MINUTES", default=60, least=5) * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
TRIAL_DAYS = 7
INVITATION_DAYS = 14
GUEST_DAYS = 90

# --- Mail --------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", default=f"Octant <no-reply@{SITE_HOST}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10
if IS_PRODUCTION:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = env.required("MAIL_HOST", say="smtp.example.org")
    EMAIL_PORT = env.integer("MAIL_PORT", default=587)
    EMAIL_HOST_USER = env.text("MAIL_USER", default="")
    EMAIL_HOST_PASSWORD = env.text("MAIL_PASSWORD", default="")
    EMAIL_USE_TLS = env.flag("MAIL_TLS", default=True)
else:
    EMAIL_BACKEND = "assessments.accounts.demo_mail.DemoMailBackend"  # prints, and shows it at /demo/mail/
DEMO_MAIL_DIR = BASE_DIR / "var" / "mail"
IS_DEMO = MODE in (env.Mode.DEMO, env.Mode.DEVELOPMENT)

# --- Browser safety ----------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_PRODUCTION
# Browsers build the preload list in, for the whole domain, and getting off it takes months. That is for the owner of
# the domain to ask for, at their proxy, and not for one of the services under it.
SECURE_HSTS_PRELOAD = False
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # it asks for preload
PROXY_COUNT = ALLAUTH_TRUSTED_PROXY_COUNT = env.integer("PROXY_COUNT", default=1 if IS_PRODUCTION else 0)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
elif IS_PRODUCTION:
    raise ImproperlyConfigured(
        "PROXY_COUNT is 0, and production needs a proxy that speaks TLS: without one every page would lead to itself "
        "for ever. Set: PROXY_COUNT=1"
    )
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
COOKIE_PREFIX = "__Host-" if IS_PRODUCTION else ""  # a browser accepts the prefix over TLS only
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}octant-session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}octant-csrf"
TRIAL_COOKIE_NAME = f"{COOKIE_PREFIX}octant-trial"
GUEST_COOKIE_NAME = f"{COOKIE_PREFIX}octant-guest"
HELD_COOKIE_NAME = f"{COOKIE_PREFIX}octant-held"
NOTICES_COOKIE_NAME = f"{COOKIE_PREFIX}octant-notices"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "assessments.ui.http.csrf_failure"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # data: nhsuk-frontend's arrows, and the radar saved as a picture
        "font-src": [NONE],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: [] for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024  # 41 notes of 2,000 characters, with room to spare
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
FILE_UPLOAD_HANDLERS = ["spreadapp.uploads.NoFiles"]  # no form of ours has a file
MESSAGE_STORAGE = "assessments.ui.notices.NoticesInCookie"  # no query, nothing in the session

# --- Words, times, files -----------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = False  # one language until someone needs another; dates are written by our own filters

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if IS_PRODUCTION else None  # collectstatic is for the image
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is uploaded
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if IS_PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not IS_PRODUCTION  # so that demo and tests need no collectstatic

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "number": {"()": "spreadapp.logs.RequestNumber"},
        "nothing_private": {"()": "spreadapp.logs.NothingPrivate"},
    },
    "formatters": {
        "json": {"()": "spreadapp.logs.JsonLine"},
        "line": {"format": "{asctime} {levelname} {name} {request_id} {message}", "style": "{"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "filters": ["number", "nothing_private"],
            "formatter": "json" if IS_PRODUCTION else "line",  # people read the demo's
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING" if MODE is env.Mode.TEST else "INFO"},
}
