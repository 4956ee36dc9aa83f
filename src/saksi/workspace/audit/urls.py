"""The log, and the history of one record."""

from django.urls import path

from saksi.workspace.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.log, name="log"),
    path("audit/of/<str:kind>/<int:key>/", views.of, name="of"),
]
