"""The app's name and label."""

from django.apps import AppConfig


class HoldingsConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.holdings"
    label = "holdings"
