"""The app's name and label."""

from django.apps import AppConfig


class FindingsConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.findings"
    label = "findings"
