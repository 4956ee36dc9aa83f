"""Addresses of estimates."""

from django.urls import path

from saksi.workspace.estimates import views

app_name = "estimates"
urlpatterns = [
    path("estimates/", views.listed, name="estimates"),
    path("estimates/run/", views.run, name="run"),
    path("estimates/<int:pk>/", views.one, name="estimate"),
    path("estimates/<int:pk>/take/", views.take, name="take"),
]
