"""Addresses of the findings."""

from django.urls import path

from saksi.workspace.findings import views

app_name = "findings"
urlpatterns = [
    path("findings/", views.latest, name="findings"),
    path("findings/compute/", views.compute, name="compute"),
    path("findings/<int:pk>/", views.one, name="edition"),
    path("findings/<int:pk>/freeze/", views.freeze, name="freeze"),
    path("findings/<int:pk>/export/<str:what>/", views.export, name="export"),
]
