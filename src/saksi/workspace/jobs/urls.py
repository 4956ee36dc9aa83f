"""Addresses of jobs."""

from django.urls import path

from saksi.workspace.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.listed, name="jobs"),
    path("jobs/<int:pk>/", views.one, name="one"),
    path("jobs/<int:pk>/progress/", views.progress, name="progress"),
    path("jobs/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("jobs/<int:pk>/again/", views.again, name="again"),
]
