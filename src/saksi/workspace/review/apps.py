"""The app's name and label."""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.review"
    label = "review"
