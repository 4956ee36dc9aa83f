"""The app's name and label."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.drafts"
    label = "drafts"
