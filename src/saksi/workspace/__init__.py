"""The workspace: the archive's database and its services. Only this package knows Django."""

import os


def ready() -> None:
    """Set Django up, once a process; everything else of this package is imported after it."""
    import django  # noqa: PLC0415 - a quarter of a second, only for commands on an archive
    from django.apps import apps  # noqa: PLC0415

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saksi.workspace.settings")
        django.setup()
