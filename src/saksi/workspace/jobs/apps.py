"""The app's name and label."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the package."""

    name = "saksi.workspace.jobs"
    label = "jobs"
