"""The app's name and label."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.api"
    label = "api"
