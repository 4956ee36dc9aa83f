"""The app's name and label."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.accounts"
    label = "accounts"
