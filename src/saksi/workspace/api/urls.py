"""The interface's addresses: /api/v1/, described at /api/v1/openapi.json."""

from django.urls import path

from saksi.workspace.api.interface import interface

urlpatterns = [path("api/v1/", interface.urls)]
