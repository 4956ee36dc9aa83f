"""The app's name and label."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.web"
    label = "web"
