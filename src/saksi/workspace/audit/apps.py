"""The app's name and label."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.audit"
    label = "audit"
