"""Django's settings of the workspace. No secret and no path: an archive is bound when it is opened.

`saksi.workspace.session` names the database file and lends the key; see there.
"""

from secrets import token_urlsafe

SECRET_KEY = token_urlsafe(50)  # of this process; the archive derives its own for sessions
DEBUG = False
ALLOWED_HOSTS: list[str] = []
USE_TZ = True
TIME_ZONE = "UTC"  # what is stored; pages show the reader's
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
INSTALLED_APPS = [
    "saksi.workspace.accounts",
    "saksi.workspace.holdings",
    "saksi.workspace.review",
    "saksi.workspace.linking",
    "saksi.workspace.audit",
]
DATABASES = {
    "default": {
        "ENGINE": "saksi.workspace.backend",
        "NAME": ":memory:",
        # IMMEDIATE: a transaction that begins by reading never fails later because somebody else wrote
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20},
    }
}
LOGGING_CONFIG = None  # statements and values are never logged: they hold testimony
