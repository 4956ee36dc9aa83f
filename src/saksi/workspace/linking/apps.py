"""The app's name and label."""

from django.apps import AppConfig


class LinkingConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.linking"
    label = "linking"
