"""Pages that belong to no app: unlocking, locking, language."""

from django.urls import path

from saksi.workspace.web import views

app_name = "web"
urlpatterns = [
    path("", views.home, name="home"),
    path("unlock/", views.unlock_archive, name="unlock"),
    path("unlock/second/", views.second, name="second"),
    path("lock/", views.lock, name="lock"),
    path("confirm/", views.confirm, name="confirm"),
    path("language/<str:language>/", views.language, name="language"),
    path("about/", views.about, name="about"),
]
