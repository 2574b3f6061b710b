"""Settings of every deployment shape; all that differs comes from the environment (see `env.py`)."""

from __future__ import annotations

import os
from typing import Any

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from . import env, logs

BASE_DIR = env.BASE_DIR
DATA_DIR = env.data_dir()
SECRET_KEY = env.secret_key(DATA_DIR)
CAMEO_FACE_MATCHER = env.env.str("CAMEO_FACE_MATCHER", default="")  # a stronger measure: "module:function"
CAMEO_KEY = env.env.str("CAMEO_KEY", default="")  # seals recordings; derived from SECRET_KEY when empty
KEYS_DIR = env.env.str("SORA_KEYS", default="")  # keys and certificates of provenance; made when missing
MARK_KEY = env.env.str("MARK_KEY", default="")  # of the invisible mark; made and kept in KEYS_DIR when empty
DEBUG = env.boolean("DEBUG", default=False)
ALLOWED_HOSTS: list[str] = env.env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.env.list("CSRF_TRUSTED_ORIGINS", default=[])
HTTPS = env.boolean("HTTPS", default=False)
SITE_URL = env.site_url(DATA_DIR)

# --- applications ---------------------------------------------------------
INSTALLED_APPS = [
    "daphne",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "channels",
    "csp",
    "django_htmx",
    "template_partials",
    "accounts",
    "moderation",
    "cameo",
    "generation",
    "generation.api",
    "feed",
    "sora_site",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "generation.api.passage.ShortWay",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sora_site.readable.ReadableAddresses",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.devices.Devices",
    "accounts.second_factor.StaffSecondFactor",
    "accounts.staff_reads.StaffReads",
]
ROOT_URLCONF = "sora_site.urls"
ASGI_APPLICATION = "sora_site.asgi.application"
WSGI_APPLICATION = "sora_site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- database, broker, cache, sockets -------------------------------------
REDIS_URL = env.redis_url(DATA_DIR)
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'db.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60  # on the threads that `threads.py` keeps
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "sora",
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        # redis-py 8 would close a subscriber that is quiet for 5 s.
        "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": None}], "prefix": "sora"},
    }
}
CELERY_BROKER_URL = env.celery_broker(REDIS_URL)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_DISABLE_PREFETCH = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
LOGGING = logs.LOGGING
logs.configure()
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 3
# A child that is still importing is not dead: four seconds, the default, are few where torch comes in.
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60.0
CELERY_TASK_TIME_LIMIT = env.integer("RENDER_TIME_LIMIT", default=6 * 3600, low=60)
REAP_SECONDS = env.integer("REAP_SECONDS", default=5, low=1, high=3600)
CELERY_BEAT_SCHEDULE = {
    "take-library-over": {
        "task": "generation.take_library_over",
        "schedule": 10.0,
        "options": {"queue": "media", "expires": 10},
    },
    "follow-limits": {
        "task": "generation.follow_limits",
        "schedule": 600.0,
        "options": {"queue": "default", "expires": 600},
    },
    "reap": {
        "task": "generation.reap",
        "schedule": float(REAP_SECONDS),
        "options": {"queue": "default", "expires": REAP_SECONDS},
    },
    "check-recordings": {
        "task": "cameo.check_recordings",
        "schedule": 30.0,
        "options": {"queue": "default", "expires": 30},
    },
    "describe-posts": {
        "task": "feed.describe_posts",
        "schedule": 60.0,
        "options": {"queue": "default", "expires": 60},
    },
    "read-chats": {
        "task": "feed.read_chats",
        "schedule": 30.0,
        "options": {"queue": "media", "expires": 30},
    },
    "move-in": {
        "task": "accounts.move_in",
        "schedule": 20.0,
        "options": {"queue": "media", "expires": 20},
    },
    "make-exports": {
        "task": "accounts.make_export",
        "schedule": 20.0,
        "options": {"queue": "media", "expires": 20},
    },
    "look-again-at-posts": {
        "task": "feed.look_again",
        "schedule": 60.0,
        "options": {"queue": "media", "expires": 60},
    },
    "mail-digests": {
        "task": "accounts.mail_digests",
        "schedule": 900.0,
        "options": {"queue": "default", "expires": 900},
    },
    "push-after-rest": {
        "task": "accounts.push_after_rest",
        "schedule": 300.0,
        "options": {"queue": "default", "expires": 300},
    },
    "tidy-data": {
        "task": "accounts.tidy",
        "schedule": 3600.0,
        "options": {"queue": "default", "expires": 3600},
    },
    "grow-up": {
        "task": "accounts.grow_up",
        "schedule": 3600.0,
        "options": {"queue": "default", "expires": 3600},
    },
    "end-evidence": {
        "task": "moderation.end_evidence",
        "schedule": 86400.0,
        "options": {"queue": "default", "expires": 86400},
    },
    "deliver-webhooks": {
        "task": "videos_api.deliver",
        "schedule": float(REAP_SECONDS),
        "options": {"queue": "default", "expires": REAP_SECONDS},
    },
    "tidy-api": {
        "task": "videos_api.tidy",
        "schedule": 60.0,
        "options": {"queue": "default", "expires": 60},
    },
}

# --- programs -------------------------------------------------------------
API_EXPIRES_DAYS = env.integer("API_EXPIRES_DAYS", default=0, low=0, high=3650)  # 0: never
API_POLLS_A_SECOND = env.integer("API_POLLS_A_SECOND", default=0, low=0, high=100_000)  # 0: 8 for each core
VAPID_KEY = env.env.str(
    "VAPID_KEY", default=""
)  # names this site to push services; from SECRET_KEY when empty
WEBHOOKS_ALLOW_LOOPBACK = env.boolean("WEBHOOKS_ALLOW_LOOPBACK", default=False)

# --- the queue ------------------------------------------------------------
# How long a worker may be silent before its shot goes to another one.
GENERATION_LEASE_SECONDS = env.integer("LEASE_SECONDS", default=30, low=1, high=3600)
GENERATION_STALL_SECONDS = env.integer("STALL_SECONDS", default=1800, low=5)
GENERATION_DEFAULT_MODEL = "sora-1-turbo"

# --- people ---------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["accounts.backends.PersonBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.SignupForm"
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_USERNAME_VALIDATORS = "accounts.forms.HANDLE_VALIDATORS"
ACCOUNT_USERNAME_MIN_LENGTH = 3
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# A deployment that can send mail asks people to confirm their address; one that cannot lets them in.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if "EMAIL_URL" in env.env.ENVIRON else "optional"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = ACCOUNT_EMAIL_VERIFICATION == "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/h/ip",
    "confirm_email": "5/10m/key",  # somebody who lost the code and signs in again is no spammer
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Sora"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = True
STAFF_SECOND_FACTOR = env.boolean("STAFF_SECOND_FACTOR", default=HTTPS)
DAILY_VIDEOS = env.integer("DAILY_VIDEOS", default=20, low=0, high=100_000)
AT_ONCE = env.integer("AT_ONCE", default=10, low=1, high=1000)
PRO_DAILY_VIDEOS = env.integer("PRO_DAILY_VIDEOS", default=100, low=0, high=100_000)
PRO_AT_ONCE = env.integer("PRO_AT_ONCE", default=30, low=1, high=1000)
DAILY_CREDITS = env.integer("DAILY_CREDITS", default=400, low=0, high=10_000_000)
PRO_DAILY_CREDITS = env.integer("PRO_DAILY_CREDITS", default=2000, low=0, high=10_000_000)
LIMITS_FOLLOW_CAPACITY = env.boolean("LIMITS_FOLLOW_CAPACITY", default=True)
PRO_MODELS_FOR_ALL = env.boolean("PRO_MODELS_FOR_ALL", default=False)
# On whose clocks days and nights are where nobody said otherwise, and when the night of teens is.
HOME_TIME_ZONE = env.zone("HOME_TIME_ZONE", default="UTC")
TEEN_NIGHT = env.hours("TEEN_NIGHT", default="22:00-07:00")
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
EMAIL_CONFIG = env.env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)

# --- decisions --------------------------------------------------------------
STRIKE_DAYS = env.integer("STRIKE_DAYS", default=90, low=1, high=3650)
STRIKES_LIMIT = env.integer("STRIKES_LIMIT", default=3, low=1, high=100)  # so many pause an account
APPEAL_DAYS = env.integer("APPEAL_DAYS", default=180, low=1, high=3650)

EVIDENCE_DAYS = env.integer("EVIDENCE_DAYS", default=365, low=1, high=36500)

# --- languages ------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("it", _("Italian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- files ----------------------------------------------------------------
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "media"
WORK_DIR = DATA_DIR / "work"
# The newest public posts that each process ranks and searches: about 75 MB for 100,000.
FEED_WINDOW = env.integer("FEED_WINDOW", default=100_000, low=100, high=5_000_000)
# How many days data are kept: what the feed showed, time spent, copies; and how long one can come back.
SEEN_DAYS = env.integer("SEEN_DAYS", default=90, low=1, high=3650)
TIME_SPENT_DAYS = env.integer("TIME_SPENT_DAYS", default=90, low=14, high=3650)
NOTICE_DAYS = env.integer("NOTICE_DAYS", default=90, low=1, high=3650)
COPY_DAYS = env.integer("COPY_DAYS", default=7, low=1, high=90)
LEAVING_DAYS = env.integer("LEAVING_DAYS", default=14, low=0, high=90)
# More kinds of data that are forgotten after some days, by name: "comments=365,likes=730".
RETENTION_DAYS = env.days_of("RETENTION_DAYS")
LARGEST_UPLOAD_MB = env.integer("LARGEST_UPLOAD_MB", default=4096, low=1, high=1_000_000)
AUDIT_DAYS = env.integer("AUDIT_DAYS", default=730, low=30, high=36500)
# Engines know nothing of Django: where downloaded weights lie reaches them by the environment.
os.environ.setdefault("SORA_MODELS_DIR", str(DATA_DIR / "models"))
WHITENOISE_USE_FINDERS = True
# Official clients send a picture of 10 MB as a data: address in a field of a form.
DATA_UPLOAD_MAX_MEMORY_SIZE = 15 * 1024 * 1024

# The web server before us sends files itself (nginx: an `internal` location of this prefix over MEDIA_ROOT).
MEDIA_ACCEL = env.env.str("MEDIA_ACCEL", default="")

# --- the web --------------------------------------------------------------
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.boolean("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
