"""Addresses: each app's module ``urls`` is taken in; its patterns begin with the app's own first word."""

from importlib import import_module

from django.apps import apps
from django.urls import include, path
from django.utils.module_loading import module_has_submodule

from saksi.workspace.web import views

urlpatterns = [
    path("", include(import_module(f"{config.name}.urls")))
    for config in apps.get_app_configs()
    if config.name.startswith("saksi.workspace.")
    and config.module is not None
    and module_has_submodule(config.module, "urls")
]
handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.absent
handler500 = views.broken
