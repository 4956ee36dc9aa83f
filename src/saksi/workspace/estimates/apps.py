"""The app's name and label."""

from django.apps import AppConfig


class EstimatesConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.estimates"
    label = "estimates"
