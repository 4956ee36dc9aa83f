"""Django's settings of the workspace. No secret and no path: an archive is bound when it is opened.

`saksi.workspace.session` names the database file and lends the key; see there.
"""

import logging
from importlib.resources import files
from secrets import token_urlsafe

SECRET_KEY = token_urlsafe(50)  # of this process; nothing that outlives it is signed with it
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]  # `saksi serve --host` adds its own
ROOT_URLCONF = "saksi.workspace.urls"
USE_I18N = False  # pages have words of their own: see saksi.workspace.web.saying
USE_TZ = True
TIME_ZONE = "UTC"  # what is stored; pages show the reader's
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "saksi.workspace.web",
    "saksi.workspace.accounts",
    "saksi.workspace.holdings",
    "saksi.workspace.drafts",
    "saksi.workspace.review",
    "saksi.workspace.linking",
    "saksi.workspace.estimates",
    "saksi.workspace.findings",
    "saksi.workspace.audit",
    "saksi.workspace.jobs",
    "saksi.workspace.api",
    "django.contrib.staticfiles",
    "django_htmx",
]
MIDDLEWARE = [
    "saksi.workspace.web.headers.Headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "saksi.workspace.web.gate.Gate",
    "saksi.workspace.web.faults.Faults",
    "saksi.workspace.web.zeros.NoZeros",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.template.context_processors.request",
                "saksi.workspace.web.context.frame",
            ],
        },
    }
]
STATIC_URL = "/static/"
# the look of a finding is that of the page in one file
STATICFILES_DIRS = [("findings", str(files("saksi.findings").joinpath("static")))]
WHITENOISE_USE_FINDERS = True  # static files lie in the package; nothing is collected
WHITENOISE_AUTOREFRESH = False
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
CSRF_COOKIE_NAME = "saksi_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "saksi.workspace.web.views.forbidden"
# An upload is held in memory and never in a temporary file, which would lie in clear on the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024**2  # bytes; larger folders are for `saksi add`
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024**2  # bytes of a form's own fields
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
DATABASES = {
    "default": {
        "ENGINE": "saksi.workspace.backend",
        "NAME": ":memory:",
        "CONN_MAX_AGE": None,  # a connection a thread: its pages are decrypted once
        # IMMEDIATE: a transaction that begins by reading never fails later because somebody else wrote
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}
logging.getLogger("django").addHandler(logging.NullHandler())  # our own middleware says what broke
logging.getLogger("django").propagate = False
LOGGING_CONFIG = None  # statements and values are never logged: they hold testimony
